"""Addresses of this desk."""

from django.urls import path

from motcua.desks.citizen import (
    account,
    demo,
    dossier,
    dossiers,
    entering,
    forgot,
    new_email,
    one_time,
    rate,
    remembered,
    signed_in,
    supplement,
    whole,
)
from motcua.desks.citizen.apply import begin, done, steps

app_name = "citizen"
urlpatterns = [
    path("dang-nhap/", entering.sign_in, name="sign_in"),
    path("dang-xuat/", entering.sign_out, name="sign_out"),
    path("dang-ky/", entering.sign_up, name="sign_up"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/mat-khau/", account.password, name="password"),
    path("tai-khoan/phien/", signed_in.signed_in, name="signed_in"),
    path("tai-khoan/thu-dien-tu/", new_email.new_email, name="new_email"),
    path("tai-khoan/thu-dien-tu/<str:secret>/", new_email.confirm, name="email_confirm"),
    path("tai-khoan/nguoi-than/", remembered.remembered, name="remembered"),
    path("quen-mat-khau/", forgot.forgot, name="forgot"),
    path("quen-mat-khau/da-gui/", forgot.sent, name="forgot_sent"),
    path("quen-mat-khau/ma/", forgot.code, name="forgot_code"),
    path("quen-mat-khau/moi/<str:secret>/", forgot.reset, name="reset"),
    path("dat-mat-khau/<str:token>/", one_time.one_time, name="one_time"),
    path("dung-thu/", demo.demo_accounts, name="demo_accounts"),
    path("dung-thu/vao/", demo.demo_sign_in, name="demo_sign_in"),
    path("dung-thu/thu/", demo.demo_mail, name="demo_mail"),
    path("ho-so/", dossiers.dossiers, name="dossiers"),
    path("ho-so/<str:code>/", dossier.dossier, name="dossier"),
    path("ho-so/<str:code>/da-nop/", done.done, name="done"),
    path("ho-so/<str:code>/giay-to/<int:number>/", dossier.paper_file, name="paper_file"),
    path("ho-so/<str:code>/ket-qua/<int:number>/", dossier.result_file, name="result_file"),
    path("ho-so/<str:code>/giay-hen.pdf", dossier.receipt, name="receipt"),
    path("ho-so/<str:code>/in/", whole.printed, name="printed"),
    path("ho-so/<str:code>/ca-ho-so.zip", whole.download, name="download"),
    path("ho-so/<str:code>/rut/", dossier.withdraw, name="withdraw"),
    path("ho-so/<str:code>/bo-sung/", supplement.supplement, name="supplement"),
    path("ho-so/<str:code>/danh-gia/", rate.rate, name="rate"),
    path("danh-gia/<str:code>/<str:token>", rate.rate_by_link, name="rate_by_link"),
    path("nop/<str:procedure>/", begin.apply, name="apply"),
    path("ban-nhap/<str:key>/", begin.resume, name="resume"),
    path("ban-nhap/<str:key>/bo/", dossiers.discard, name="discard"),
    path("ban-nhap/<str:key>/tep/<str:file_id>/", steps.draft_file, name="draft_file"),
    path("ban-nhap/<str:key>/<str:stage>/", steps.step, name="step"),
]
