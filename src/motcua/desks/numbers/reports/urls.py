"""Addresses of the reports."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.numbers.reports import comparing, making, pages, saved

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.reports, name="reports"),
    path("da-luu/", saved.saved_reports, name="saved_reports"),
    path("da-luu/<int:number>/", saved.saved_report, name="saved_report"),
    path("da-luu/<int:number>/xoa/", saved.delete_saved, name="delete_saved"),
    path("da-luu/<int:number>/lay-lai/", saved.restore_saved, name="restore_saved"),
    path("dang-lap/", making.report_runs, name="report_runs"),
    path("dang-lap/<int:number>/", making.report_run, name="report_run"),
    path("dang-lap/<int:number>/tep/", making.report_run_file, name="report_run_file"),
    path("<slug:slug>/", pages.report, name="report"),
    path("<slug:slug>/so-sanh/", comparing.comparison, name="report_compare"),
    path("<slug:slug>/ho-so/", pages.rows, name="report_rows"),
    path("<slug:slug>/luu/", saved.save_report, name="save_report"),
    path("<slug:slug>/lap/", making.ask, name="ask_report"),
]
