"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.forms import draft, lists, publishing, raw, trying

urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.forms, name="forms"),
    path("moi/", publishing.new_form, name="new_form"),
    path("<str:key>/", lists.form, name="form"),
    path("<str:key>/tep/<int:number>/<str:format>", lists.form_file, name="form_file"),
    path("<str:key>/sua-doi/", publishing.amend_form, name="amend_form"),
    path("<str:key>/rut/<int:number>/", publishing.withdraw_form, name="withdraw_form"),
    path("<str:key>/thu/", trying.try_form, name="try_form"),
    path("<str:key>/ban-thao/", draft.form_draft, name="form_draft"),
    path("<str:key>/ban-thao/chu/", raw.form_raw, name="form_raw"),
    path("<str:key>/ban-thao/cong-bo/", publishing.publish_form, name="publish_form"),
    path("<str:key>/ban-thao/bo/", publishing.discard_form, name="discard_form"),
    path("<str:key>/ban-thao/danh-muc/<str:name>/", raw.form_list, name="form_list"),
    path("<str:key>/ban-thao/<str:kind>/<str:of>/", draft.row, name="form_row"),
    path("<str:key>/ban-thao/<str:kind>/<str:of>/xem-thu/", draft.row_preview, name="form_row_preview"),
]
