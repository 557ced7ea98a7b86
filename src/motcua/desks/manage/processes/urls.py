"""Addresses of this part; the desk's `urls.py` takes them in."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.manage.processes import draft, files, lists, publishing, trial

urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.processes_page, name="processes"),
    path("moi/", publishing.new_process, name="new_process"),
    path("tep/", files.bring_in_process, name="process_bring_in"),
    path("<slug:key>/", lists.process_page, name="process"),
    path("<slug:key>/quy-trinh.bpmn", files.process_file, name="process_file"),
    path("<slug:key>/sua-doi/", draft.amend_process, name="amend_process"),
    path("<slug:key>/ban-thao/", draft.process_draft, name="process_draft"),
    path("<slug:key>/ban-thao/tep/", files.bring_in_draft, name="process_draft_file"),
    path("<slug:key>/ban-thao/chay-thu/", trial.process_trial, name="process_trial"),
    path("<slug:key>/ban-thao/ban-hanh/", publishing.publish_process, name="publish_process"),
    path("<slug:key>/ban-thao/dung-tiep/", publishing.keep_process_draft, name="keep_process_draft"),
    path("<slug:key>/ban-thao/bo/", publishing.discard_process_draft, name="discard_process_draft"),
    path("<slug:key>/so-sanh/", lists.compare_processes, name="process_compare"),
    path("<slug:key>/rut/<int:number>/", lists.withdraw_process, name="withdraw_process"),
]
