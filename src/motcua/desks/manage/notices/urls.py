"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.notices import announcements, hours, texts

urlpatterns: list[URLPattern | URLResolver] = [
    path("", texts.notices, name="notices"),
    path("gio/", hours.hours, name="notice_hours"),
    path("chung/", announcements.announcements, name="announcements"),
    path("chung/moi/", announcements.new_announcement, name="new_announcement"),
    path("chung/<int:number>/rut/", announcements.withdraw_announcement, name="withdraw_announcement"),
    path("<str:template>/<str:language>/", texts.notice_text, name="notice_text"),
]
