"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.procedures import draft, exchange, lists, publishing, sheet

urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.procedures, name="procedures"),
    path("moi/", publishing.new_procedure, name="new_procedure"),
    path("tep/", exchange.exchange_page, name="exchange"),
    path("tep/danh-muc.<str:format>", exchange.exchange_file, name="exchange_file"),
    path("tep/<int:number>/", exchange.exchange_trial, name="exchange_trial"),
    path("<str:code>/", sheet.procedure, name="procedure"),
    path("<str:code>/sua-doi/", draft.amend, name="amend"),
    path("<str:code>/ban-thao/", draft.draft, name="draft"),
    path("<str:code>/ban-thao/cong-bo/", publishing.publish, name="publish"),
    path("<str:code>/ban-thao/dung-tiep/", publishing.keep, name="keep_draft"),
    path("<str:code>/ban-thao/bo/", publishing.discard, name="discard_draft"),
    path("<str:code>/so-sanh/", publishing.compare, name="compare"),
    path("<str:code>/bai-bo/", publishing.abolish, name="abolish"),
    path("<str:code>/rut/<int:number>/", publishing.withdraw, name="withdraw"),
]
