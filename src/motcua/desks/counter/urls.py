"""Addresses of this desk."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from motcua.desks.counter import acts, correct, dossier, files, papers, reset_account, returning, waiting, walk_in

app_name = "counter"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", walk_in.begin, name="walk_in"),
    path("thu-tuc/", walk_in.procedures, name="procedures"),
    path("nhan/<str:key>/", walk_in.work, name="work"),
    path("nhan/<str:key>/bo/", walk_in.discard, name="discard"),
    path("nhan/<str:key>/thieu/", walk_in.incomplete, name="incomplete"),
    path("nhan/<str:key>/tu-choi/", walk_in.turn_away, name="turn_away"),
    path("cho-tiep-nhan/", waiting.waiting, name="waiting"),
    path("mat-khau/", reset_account.reset_account, name="reset_account"),
    path("mat-khau/phieu/", reset_account.slip, name="reset_slip"),
    path("tra-ket-qua/", returning.returning, name="returning"),
    path("tra-ket-qua/<str:code>/", returning.hand_over, name="hand_over"),
    path("ho-so/<str:code>/", dossier.dossier, name="dossier"),
    path("ho-so/<str:code>/tiep-nhan/", acts.receive, name="receive"),
    path("ho-so/<str:code>/chuyen/", acts.forward, name="forward"),
    path("ho-so/<str:code>/sua/", correct.correct, name="correct"),
    path("ho-so/<str:code>/sua/thu-tuc/", correct.correct_procedure, name="correct_procedure"),
    path("ho-so/<str:code>/tu-choi/", acts.refuse, name="refuse"),
    path("ho-so/<str:code>/bo-sung/", acts.ask_supplement, name="ask_supplement"),
    path("ho-so/<str:code>/giay-hen.pdf", papers.receipt, name="receipt"),
    path("ho-so/<str:code>/bo-sung-<int:number>.pdf", papers.supplement, name="supplement_paper"),
    path("ho-so/<str:code>/tu-choi.pdf", papers.refusal, name="refusal_paper"),
    path("ho-so/<str:code>/giay-to/<int:number>/", files.paper, name="paper"),
    path("ho-so/<str:code>/giay-to/<int:number>/xem/", files.preview, name="preview"),
    path("ho-so/<str:code>/giay-to/<int:number>/trang/<int:page>/", files.page, name="page"),
]
