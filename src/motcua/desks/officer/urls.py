"""Addresses of this desk."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.officer import acts, compare, consulting, dossier, drafting, files, leave, queue
from motcua.desks.officer.bulk import views as bulk

app_name = "officer"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.queue, name="queue"),
    path("nhieu/", bulk.bulk, name="bulk"),
    path("nhieu/lam/", bulk.do, name="bulk_do"),
    path("nhieu/ket-qua/", bulk.done, name="bulk_done"),
    path("ho-so/", queue.dossiers, name="dossiers"),
    path("y-kien/", consulting.consultations, name="consultations"),
    path("nghi/", leave.leave, name="leave"),
    path("nghi/<int:number>/bo/", leave.withdraw, name="leave_withdraw"),
    path("ban-giao/", leave.hand_over_all, name="hand_over"),
    path("ho-so/<str:code>/", dossier.dossier, name="dossier"),
    path("ho-so/<str:code>/nhan-viec/", acts.take, name="take"),
    path("ho-so/<str:code>/so-sanh/", compare.compare, name="compare"),
    path("ho-so/<str:code>/hoi-y-kien/", consulting.ask_colleague, name="ask_colleague"),
    path("ho-so/<str:code>/y-kien/<int:number>/", consulting.answer, name="answer"),
    path("ho-so/<str:code>/y-kien/<int:number>/thoi/", consulting.cancel, name="cancel_question"),
    path("ho-so/<str:code>/soan-ket-qua/", drafting.draft, name="draft"),
    path("ho-so/<str:code>/so-dinh-danh/", dossier.unmask, name="unmask"),
    path("ho-so/<str:code>/lich-su/", dossier.history, name="history"),
    path("ho-so/<str:code>/bo-sung/", acts.ask_supplement, name="ask_supplement"),
    path("ho-so/<str:code>/viec/<slug:act>/", acts.act, name="act"),
    path("ho-so/<str:code>/ghi-chu/", acts.note, name="note"),
    path("ho-so/<str:code>/ket-qua/", acts.attach, name="attach"),
    path("ho-so/<str:code>/giay-to/<int:number>/", files.paper, name="paper"),
    path("ho-so/<str:code>/giay-to-cu/<int:number>/", files.preview, name="preview"),
    path("ho-so/<str:code>/giay-to/<int:number>/trang/<int:page>/", files.page, name="page"),
    path("ho-so/<str:code>/tep-ket-qua/<int:number>/", files.result, name="result"),
]
