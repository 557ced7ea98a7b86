"""Another e-mail address: it counts once the link sent to it is confirmed; the old one is told."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.desks.citizen.filers import account_of
from motcua.desks.citizen.forms import one, problems, see
from motcua.desks.shell import access
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.journal import throttle
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import resets

MOST, WITHIN = 5, timedelta(hours=1)


@open_to(access.SIGNED_IN)
def new_email(request: Request) -> HttpResponse:
    """Wish for a new address, with the present password; or think better of it (`act` = drop)."""
    mine, now = account_of(request), clock.now()
    wrong: list[FieldError] = []
    email = one(request, "email")
    if request.method == "POST":
        if one(request, "act") == "drop":
            resets.drop_email(mine, by=request.actor, at=now)
            messages.success(request, _("Giữ thư điện tử cũ."))
            return see(reverse("citizen:account"))
        if not mine.check_password(str(request.POST.get("present", ""))):
            wrong.append(FieldError("present", "account.password_wrong_now"))
        if not wrong:
            if settings.THROTTLE:
                throttle.count("email_asked", str(mine.pk), most=MOST, within=WITHIN, at=now)
            try:
                resets.ask_email(mine, email, by=request.actor, at=now)
            except Invalid as refused:
                wrong = refused.errors
            else:
                messages.success(request, _("Đã gửi thư xác nhận. Mở thư, bấm liên kết trong vòng 24 giờ."))
                return see(reverse("citizen:account"))
    lines, said = problems(wrong, {"email": "id_email", "present": "id_present"})
    context = {"email": email, "now_email": mine.email, "problems": lines, "said": said}
    return render_page(request, "citizen/new_email.html", context, status=422 if wrong else 200)


@open_to(access.ALL)
def confirm(request: Request, secret: str) -> HttpResponse:
    """The link of the letter: a button confirms, so that a scanner that follows links changes nothing."""
    change = resets.email_of(secret, at=clock.now())
    if request.method == "POST":
        resets.confirm_email(secret, at=clock.now())
        messages.success(request, _("Đã đổi thư điện tử. Thư từ nay gửi đến địa chỉ mới."))
        signed_in = request.actor.kind == "account"
        return see(reverse("citizen:account" if signed_in else "citizen:sign_in"))
    context = {
        "title": _("Xác nhận thư điện tử mới?"),
        "what": _("Từ nay thư của tài khoản %(username)s gửi đến %(email)s.")
        % {"username": change.account.username, "email": change.email},
        "action": request.path,
        "act": _("Xác nhận"),
        "cancel_url": reverse("citizen:sign_in"),
        "cancel": _("Không xác nhận"),
    }
    return render_page(request, "components/confirm_page.html", context)
