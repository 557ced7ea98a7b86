"""One colleague: account, what is held and was held, what is still in hand, what was changed and by whom."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.manage.chosen import Unit, frame, unit_of
from motcua.desks.manage.given import Tried, attempt, see, word
from motcua.desks.manage.journal.told import told
from motcua.desks.manage.people.lists import held, names_for
from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Row
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.flows import staff_links
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, FieldError, NotVisible
from motcua.people import accounts, sessions, staffing
from motcua.people import actions as people
from motcua.people.actions import subject_of
from motcua.people.models import Account

OPEN_STATES = (State.RECEIVED, State.PROCESSING, State.SUPPLEMENT_REQUESTED, State.PAYMENT_DUE)
ISSUED = "link_issued"
SHOWN_FOR = timedelta(minutes=30)


def seen(request: Request, number: int) -> tuple[Unit, Account]:
    """The account of somebody on the viewer's staff. Raises NotVisible."""
    unit = unit_of(request, "account.manage")
    account = Account.objects.filter(pk=number).first()
    if account is None or not staffing.is_seen_by(account, unit.below, unit.today):
        raise NotVisible("account.unknown")
    return unit, account


def kept(request: Request, number: int) -> tuple[Unit, Account]:
    """As `seen`, for an account that is wholly the viewer's to keep. Raises Cannot("account.held_elsewhere")."""
    unit, account = seen(request, number)
    if not staffing.is_kept_by(account, unit.below, unit.today):
        raise Cannot("account.held_elsewhere")
    return unit, account


def in_hand(account: Account) -> int:
    """Dossiers that are assigned to the account and not resolved."""
    return Dossier.objects.filter(assigned_to=account, state__in=OPEN_STATES).count()


@open_to("administrator")
def person(request: Request, number: int) -> HttpResponse:
    """Everything about one colleague that an administrator may know."""
    unit, account = seen(request, number)
    lang, on = spoken(), unit.today
    history = list(staffing.history_of(account))
    names = names_for(history, unit)
    rows = [held(one, on, names, lang) for one in history if one.withdrawn_at is None]
    live = sessions.live_sessions(account, clock.now())
    events = Event.objects.filter(chain=subject_of(account)).select_related("why").order_by("-number")
    context: dict[str, Any] = {
        **frame(unit, "people"),
        "account": account,
        "is_begun": account.has_usable_password(),
        "is_kept": staffing.is_kept_by(account, unit.below, on),
        "facts": [
            Row(_("Tên đăng nhập"), account.username),
            Row(_("Thư điện tử"), account.email),
            Row(_("Điện thoại"), formats.phone(account.phone)),
            Row(_("Đăng nhập lần cuối"), formats.instant(account.last_login, lang) if account.last_login else ""),
            Row(_("Đang mở trên"), _("%(n)d máy") % {"n": len(live)} if live else ""),
        ],
        "now": [one for one in rows if one.last_day is None or one.last_day >= on],
        "past": [one for one in rows if one.last_day is not None and one.last_day < on],
        "may_change": {one.row.pk for one in rows if one.row.position.agency_id in unit.below},
        "in_hand": in_hand(account),
        "former": staffing.former_contacts(account)[:20],
        "events": told(list(events.exclude(type__startswith="account.signed")[:12]), lang),
        "back_url": unit.url("people"),
        "query": unit.query,
    }
    return render_page(request, "manage/people/person.html", context)


def _asked(request: Request, unit: Unit, account: Account, tried: Tried[Any], **words: Any) -> HttpResponse:
    context = {
        **frame(unit, "people"),
        "back_url": unit.url("person", account.pk),
        "back": account.full_name,
        "given": request.POST,
        "errors": tried.errors,
        "problems": tried.problems,
        **words,
    }
    return render_page(request, "manage/unit/confirm.html", context, status=tried.status)


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def contact(request: Request, number: int) -> HttpResponse:
    """Change name, e-mail or telephone; what stood before is kept."""
    unit, account = kept(request, number)
    tried: Tried[Account] = Tried()
    given: dict[str, str] = {name: getattr(account, name) for name in accounts.CONTACT}
    if request.method == "POST":
        given = {name: word(request.POST, name) for name in (*accounts.CONTACT, "reason")}
        tried = attempt(lambda: accounts.change_contact(account, **given, by=request.actor, at=clock.now()))
        if tried.ok:
            messages.success(request, _("Đã lưu."))
            return see(unit.url("person", account.pk))
    context = {
        **frame(unit, "people"),
        "account": account,
        "given": given,
        "errors": tried.errors,
        "problems": tried.problems,
        "back_url": unit.url("person", account.pk),
    }
    return render_page(request, "manage/people/contact.html", context, status=tried.status)


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def new_link(request: Request, number: int) -> HttpResponse:
    """A one-time link: the present password ends, and the link is shown on the next page."""
    unit, account = kept(request, number)
    tried: Tried[Account] = Tried()
    if request.method == "POST":
        now = clock.now()
        reason = word(request.POST, "reason", 1000)
        tried = attempt(lambda: accounts.begin_anew(account, reason=reason, by=request.actor, at=now))
        if tried.ok:
            issue(request, account)
            return see(unit.url("person_link", account.pk))
    begun = account.has_usable_password()
    return _asked(
        request,
        unit,
        account,
        tried,
        title=_("Tạo liên kết đặt mật khẩu cho %(name)s?") % {"name": account.full_name},
        lines=[
            _("Mật khẩu đang dùng hết hiệu lực ngay, mọi phiên đăng nhập kết thúc.")
            if begun
            else _("Liên kết đã giao trước đây hết dùng được."),
            _("Người đó tự đặt mật khẩu mới bằng liên kết; quản trị viên không biết mật khẩu."),
        ],
        act=_("Tạo liên kết"),
        reason_needed=False,
    )


def issue(request: Request, account: Account) -> None:
    """Remember that a link may be shown now. Only the moment is kept: the link is made from it."""
    request.session[ISSUED] = {"account": account.pk, "at": clock.now().isoformat()}


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def person_link(request: Request, number: int) -> HttpResponse:
    """The link, to be shown, printed or written to its owner. It is shown for half an hour after it was made."""
    unit, account = kept(request, number)
    issued = request.session.get(ISSUED, {})
    now = clock.now()
    at = clock.parse(issued["at"]) if issued.get("account") == account.pk else None
    if at is None or now - at > SHOWN_FOR or account.has_usable_password():
        return see(unit.url("new_link", account.pk))
    tried: Tried[None] = Tried()
    if request.method == "POST":
        tried = attempt(lambda: staff_links.mail_link(account, by=request.actor, at=now))
        if tried.ok:
            messages.success(request, _("Thư sẽ đến %(address)s trong vài phút.") % {"address": account.email})
            return see(unit.url("person", account.pk))
    link = staff_links.link_of(account, at)
    context = {
        **frame(unit, "people"),
        "account": account,
        "link": link,
        "qr": _qr(link),
        "until": staff_links.ends_at(at),
        "problems": tried.problems,
        "back_url": unit.url("person", account.pk),
    }
    response = render_page(request, "manage/people/link.html", context, status=tried.status)
    response["Cache-Control"] = "private, no-store"
    return response


def _qr(link: str) -> SafeString:
    import segno

    out = BytesIO()
    segno.make(link, error="m", micro=False).save(
        out, kind="svg", border=4, scale=4, svgclass=None, lineclass=None, xmldecl=False, svgns=True, nl=False
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 — an address that we made


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def disable(request: Request, number: int) -> HttpResponse:
    """Close the account to signing in; all its sessions end at once."""
    unit, account = kept(request, number)
    tried: Tried[Account] = Tried()
    if request.method == "POST":
        reason = word(request.POST, "reason", 1000)
        before = [] if reason else [FieldError("reason", "reason.missing")]
        tried = attempt(
            lambda: people.disable_account(account, reason=reason, by=request.actor, at=clock.now()), before=before
        )
        if tried.ok:
            messages.success(request, _("Đã khóa tài khoản %(name)s.") % {"name": account.full_name})
            return see(unit.url("person", account.pk))
    count = in_hand(account)
    lines = [_("Người đó không đăng nhập được nữa, mọi phiên kết thúc ngay. Việc đã làm giữ nguyên tên.")]
    if count:
        lines.append(_("Còn %(n)d hồ sơ đang giao cho người này. Giao lại cho người khác.") % {"n": count})
    return _asked(
        request,
        unit,
        account,
        tried,
        title=_("Khóa tài khoản của %(name)s?") % {"name": account.full_name},
        lines=lines,
        act=_("Khóa tài khoản"),
        kind="stop",
        reason_needed=True,
    )


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def enable(request: Request, number: int) -> HttpResponse:
    """Open a closed account again; the password is the one before."""
    unit, account = kept(request, number)
    tried: Tried[Account] = Tried()
    if request.method == "POST":
        reason = word(request.POST, "reason", 1000)
        tried = attempt(lambda: accounts.enable_account(account, reason=reason, by=request.actor, at=clock.now()))
        if tried.ok:
            messages.success(request, _("Đã mở khóa tài khoản %(name)s.") % {"name": account.full_name})
            return see(unit.url("person", account.pk))
    return _asked(
        request,
        unit,
        account,
        tried,
        title=_("Mở khóa tài khoản của %(name)s?") % {"name": account.full_name},
        lines=[_("Người đó đăng nhập lại được với mật khẩu cũ và các vị trí còn giữ.")],
        act=_("Mở khóa"),
        reason_needed=True,
    )


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def end_sessions(request: Request, number: int) -> HttpResponse:
    """Sign the account out everywhere; the password stays."""
    unit, account = kept(request, number)
    tried: Tried[int] = Tried()
    if request.method == "POST":
        tried = attempt(lambda: sessions.end_sessions(account, by=request.actor, at=clock.now()))
        if tried.ok:
            messages.success(request, _("Đã kết thúc %(n)d phiên.") % {"n": tried.done or 0})
            return see(unit.url("person", account.pk))
    return _asked(
        request,
        unit,
        account,
        tried,
        title=_("Kết thúc mọi phiên của %(name)s?") % {"name": account.full_name},
        lines=[_("Người đó phải đăng nhập lại trên mọi máy. Bài đang làm đã lưu vẫn giữ.")],
        act=_("Kết thúc mọi phiên"),
        no_reason=True,
    )


def journal_url(account: Account) -> str:
    """The administrator's journal, of this account alone."""
    return f"{reverse('manage:unit_journal')}?tai-khoan={account.pk}"
