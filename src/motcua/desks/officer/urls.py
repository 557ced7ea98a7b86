"""Addresses of this desk."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.officer import acts, compare, consulting, dossier, drafting, files, handed, lateness, leave, queue
from motcua.desks.officer.bulk import views as bulk
from motcua.desks.officer.parts import asking as part_asking
from motcua.desks.officer.parts import inbox as part_inbox
from motcua.desks.officer.parts import page as part_page

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
    path("ban-giao-den/", handed.hand_overs, name="hand_overs"),
    path("ban-giao-den/<int:number>/nhan/", handed.accept, name="accept_hand_over"),
    path("ban-giao-den/<int:number>/tra-lai/<str:code>/", handed.send_back, name="return_hand_over"),
    path("ban-giao/", leave.hand_over_all, name="hand_over"),
    path("ho-so/<str:code>/", dossier.dossier, name="dossier"),
    path("ho-so/<str:code>/nhan-viec/", acts.take, name="take"),
    path("ho-so/<str:code>/so-sanh/", compare.compare, name="compare"),
    path("ho-so/<str:code>/hoi-y-kien/", consulting.ask_colleague, name="ask_colleague"),
    path("ho-so/<str:code>/y-kien/<int:number>/", consulting.answer, name="answer"),
    path("ho-so/<str:code>/y-kien/<int:number>/thoi/", consulting.cancel, name="cancel_question"),
    path("phan-viec/", part_inbox.inbox, name="parts"),
    path("ho-so/<str:code>/gui-noi-khac/", part_asking.ask, name="ask_agency"),
    path("ho-so/<str:code>/phan/<int:number>/", part_page.part, name="part"),
    path("ho-so/<str:code>/phan/<int:number>/viec/<slug:act>/", part_page.act, name="part_act"),
    path("ho-so/<str:code>/phan/<int:number>/tep/<int:index>/", part_page.paper, name="part_paper"),
    path("ho-so/<str:code>/soan-ket-qua/", drafting.draft, name="draft"),
    path("ho-so/<str:code>/so-dinh-danh/", dossier.unmask, name="unmask"),
    path("ho-so/<str:code>/lich-su/", dossier.history, name="history"),
    path("se-tre/", lateness.late_ahead, name="late_ahead"),
    path("ho-so/<str:code>/xin-loi/", lateness.apology, name="apology"),
    path("ho-so/<str:code>/bo-sung/", acts.ask_supplement, name="ask_supplement"),
    path("ho-so/<str:code>/viec/<slug:act>/", acts.act, name="act"),
    path("ho-so/<str:code>/ghi-chu/", acts.note, name="note"),
    path("ho-so/<str:code>/ket-qua/", acts.attach, name="attach"),
    path("ho-so/<str:code>/giay-to/<int:number>/", files.paper, name="paper"),
    path("ho-so/<str:code>/giay-to-cu/<int:number>/", files.preview, name="preview"),
    path("ho-so/<str:code>/giay-to/<int:number>/trang/<int:page>/", files.page, name="page"),
    path("ho-so/<str:code>/tep-ket-qua/<int:number>/", files.result, name="result"),
]
