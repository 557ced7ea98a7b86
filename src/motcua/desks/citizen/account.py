"""My account: in which language and whether by e-mail I am written to; my password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.desks.citizen.filers import FILERS, account_of
from motcua.desks.citizen.forms import one, problems, see, spoken
from motcua.desks.shell import access, formats, looks
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.middleware import LANGUAGE_COOKIE
from motcua.desks.shell.parts import LinkRow, Row
from motcua.desks.shell.request import Request
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.notifications import actions as notices
from motcua.notifications.queries import find_preference, hours_on
from motcua.notifications.rules import MUST, OFFICE_TEXTS, TEXTS
from motcua.people import actions as people
from motcua.people import resets, sessions
from motcua.people.access import STAFF_ROLES
from motcua.people.models import Account


@open_to(access.SIGNED_IN)
def account(request: Request) -> HttpResponse:
    """What the account holds, and how it wants to be told."""
    mine = account_of(request)
    wrong: list[FieldError] = []
    if request.method == "POST":
        language, by_mail = one(request, "language"), request.POST.get("email") == "1"
        try:
            notices.set_preference(
                mine,
                language=language,
                email=by_mail,
                digest=request.POST.get("digest") == "1" or not _is_office(request),
                muted=_muted(request),
                by=request.actor,
                at=clock.now(),
            )
        except Invalid as refused:
            wrong = refused.errors
        else:
            messages.success(request, _("Đã lưu cách nhận tin."))
            response = see(reverse("citizen:account"))
            response.set_cookie(
                LANGUAGE_COOKIE,
                language,
                max_age=looks.YEAR,
                secure=bool(settings.SESSION_COOKIE_SECURE),
                httponly=True,
                samesite="Lax",
            )
            return response
    preference = find_preference(mine)
    lines, said = problems(wrong, {"language": "id_language"})
    context = {
        "rows": _rows(mine),
        "links": _links(request),
        "waiting": resets.waiting_email(mine, clock.now()),
        "tab": "account",
        "email": mine.email,
        "language": preference.language if preference else mine.language,
        "by_mail": preference.email if preference else True,
        "by_digest": preference.digest if preference else True,
        "is_office": _is_office(request),
        "muted": bool(preference and preference.muted),
        "kinds": _kinds(request, preference.muted if preference else []),
        "night": hours_on(clock.local_day(clock.now())),
        "languages": [("vi", "Tiếng Việt"), ("en", "English")],
        "problems": lines,
        "said": said,
    }
    return render_page(request, "citizen/account.html", context, status=422 if wrong else 200)


def _is_office(request: Request) -> bool:
    return request.actor.role in STAFF_ROLES


def _names(request: Request) -> dict[str, str]:
    """Kinds of notices that somebody in this role may get, by key."""
    found = OFFICE_TEXTS if _is_office(request) else TEXTS
    return {key: words[spoken() == "en"] for key, words in found.items()}


def _kinds(request: Request, muted: list[str]) -> list[tuple[str, str, bool, bool]]:
    """Key, name, whether it is sent, whether the law says so."""
    return [(key, name, key not in muted or key in MUST, key in MUST) for key, name in _names(request).items()]


def _muted(request: Request) -> list[str]:
    """What was left unticked; a form that shows no kinds changes none."""
    if "kinds_shown" not in request.POST:
        return []
    ticked = set(request.POST.getlist("kind"))
    return [key for key in _names(request) if key not in ticked and key not in MUST]


def _links(request: Request) -> list[LinkRow]:
    """What else can be set, each on its own page."""
    links = [
        LinkRow(_("Đổi mật khẩu"), _("Các phiên đăng nhập khác sẽ kết thúc."), reverse("citizen:password"), "gear"),
        LinkRow(_("Nơi đang đăng nhập"), _("Xem và kết thúc từng phiên."), reverse("citizen:signed_in"), "phone"),
    ]
    if request.actor.role in FILERS:
        links.append(
            LinkRow(
                _("Người tôi nộp giúp"), _("Con, cha mẹ và người khác đã lưu."), reverse("citizen:remembered"), "people"
            )
        )
    return links


def _rows(mine: Account) -> list[Row]:
    lang = spoken()
    rows = [Row(_("Họ, chữ đệm, tên"), mine.full_name), Row(_("Tên đăng nhập"), mine.username)]
    if mine.personal_id:
        rows.append(Row(_("Số định danh"), formats.masked_id(mine.personal_id)))
    if mine.birth_date:
        rows.append(Row(_("Ngày sinh"), formats.day(mine.birth_date, lang)))
    rows.append(Row(_("Điện thoại"), formats.phone(mine.phone)))
    rows.append(Row(_("Thư điện tử"), mine.email, url=reverse("citizen:new_email"), link=_("Đổi")))
    if mine.address:
        rows.append(Row(_("Địa chỉ"), mine.address))
    return rows


@open_to(access.SIGNED_IN)
def password(request: Request) -> HttpResponse:
    """Change the password; other sessions of the account end."""
    mine = account_of(request)
    wrong: list[FieldError] = []
    here = request.session.session_key or ""
    if request.method == "POST":
        if not mine.check_password(str(request.POST.get("present", ""))):
            wrong = [FieldError("present", "account.password_wrong_now")]
        else:
            try:
                new = str(request.POST.get("password", ""))
                people.set_password(mine, new, by=request.actor, at=clock.now(), keep_session=here)
            except Invalid as refused:
                wrong = refused.errors
        if not wrong:
            update_session_auth_hash(request, mine)
            sessions.rename_session(here, request.session.session_key or "")
            messages.success(request, _("Đã đổi mật khẩu. Các phiên khác đã kết thúc."))
            return see(reverse("citizen:account"))
    lines, said = problems(wrong, {"present": "id_present", "password": "id_password"})
    context = {"problems": lines, "said": said, "must": mine.must_change_password}
    return render_page(request, "citizen/password.html", context, status=422 if wrong else 200)
