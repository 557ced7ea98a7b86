"""Addresses of this desk: each part keeps its own."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.calendar.urls import urlpatterns as calendar
from motcua.desks.manage.fees.urls import urlpatterns as fees
from motcua.desks.manage.forms.urls import urlpatterns as forms
from motcua.desks.manage.hours.urls import urlpatterns as hours
from motcua.desks.manage.journal.urls import urlpatterns as journal
from motcua.desks.manage.linked.urls import urlpatterns as linked
from motcua.desks.manage.notices.urls import urlpatterns as notices
from motcua.desks.manage.people.urls import urlpatterns as people
from motcua.desks.manage.posts.urls import urlpatterns as posts
from motcua.desks.manage.procedures.urls import urlpatterns as procedures
from motcua.desks.manage.processes.urls import urlpatterns as processes
from motcua.desks.manage.targets.urls import urlpatterns as targets
from motcua.desks.manage.templates.urls import urlpatterns as templates
from motcua.desks.manage.unit.urls import urlpatterns as unit
from motcua.desks.manage.watch.urls import urlpatterns as watch

app_name = "manage"
urlpatterns: list[URLPattern | URLResolver] = [
    # what is the same in the whole province
    path("thu-tuc/", include(procedures)),
    path("lien-thong/", include(linked)),
    path("quy-trinh/", include(processes)),
    path("bieu-mau/", include(forms)),
    path("chi-tieu/", include(targets)),
    path("thong-bao/", include(notices)),
    path("lich/", include(calendar)),
    path("nhac-viec/", include(watch)),
    # what a unit keeps itself
    path("don-vi/", include(unit)),
    path("nhan-su/", include(people)),
    path("vi-tri/", include(posts)),
    path("gio-lam-viec/", include(hours)),
    path("phi-le-phi/", include(fees)),
    path("mau-ket-qua/", include(templates)),
    path("nhat-ky/", include(journal)),
]
