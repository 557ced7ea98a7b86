"""Addresses of this desk."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.leader import (
    across,
    apologies,
    board,
    documents,
    escalated,
    late,
    lists,
    prints,
    rows,
    signing,
    stops,
    targets,
)

app_name = "leader"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", board.board, name="board"),
    path("don-vi/", board.units, name="units"),
    path("tre/", late.late, name="late"),
    path("giua-co-quan/", across.tables, name="across"),
    path("giua-co-quan/ho-so/", across.behind, name="across_rows"),
    path("bao-len/", escalated.escalated, name="escalated"),
    path("cho-ky/", signing.waiting, name="waiting"),
    path("cho-ky/tung-ho-so/", signing.one, name="one"),
    path("cho-ky/ket-qua/<str:code>/<int:number>/<int:page>/", documents.result_page, name="result_page"),
    path("cho-ky/duyet/", signing.approve, name="approve"),
    path("cho-ky/da-duyet/", signing.outcome, name="outcome"),
    path("cho-ky/tra-lai/<str:code>/", signing.send_back, name="send_back"),
    path("giay/<str:code>/xin-loi/", prints.apology, name="apology"),
    path("giay/<str:code>/dung/", prints.stop, name="stop_paper"),
    path("xin-loi/", apologies.apologies, name="apologies"),
    path("xin-loi/ky/", apologies.sign, name="sign_apologies"),
    path("xin-loi/da-ky/", apologies.signed, name="apologies_done"),
    path("xin-loi/<str:code>/khong-ky/", apologies.refuse, name="refuse_apology"),
    path("bo-sung-lan-nua/", stops.second_requests, name="second_requests"),
    path("bo-sung-lan-nua/<str:code>/", stops.second_request, name="second_request"),
    path("de-nghi-dung/", stops.stops, name="stops"),
    path("de-nghi-dung/<str:code>/", stops.stop, name="stop"),
    path("so/", rows.rows, name="rows"),
    path("chi-tieu/", targets.targets, name="targets"),
    path("chi-tieu/lich-su/", targets.history, name="target_history"),
    path("chi-tieu/giao/", targets.set_target, name="set_target"),
    path("thu-tuc/", lists.procedures, name="procedures"),
    path("nhan-su/", lists.people, name="people"),
]
