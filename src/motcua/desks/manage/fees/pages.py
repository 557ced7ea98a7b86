"""Fees that a council sets: what still waits for an amount stands first; each amount with its decision and its day."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.catalogue import actions, queries
from motcua.catalogue.models import LocalFee, Procedure
from motcua.catalogue.queries import FeeToSet
from motcua.desks.manage.chosen import Unit, frame, unit_of
from motcua.desks.manage.given import Tried, attempt, day, see, word
from motcua.desks.manage.posts.gaps import fees_of
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock, text
from motcua.kernel.errors import FieldError, NotVisible

SIZE = 50
KINDS = ("phi", "le_phi", "other")
CHANNELS = ("", "online", "direct", "post")


@dataclass(frozen=True, slots=True)
class Line:
    """A fee to be set, as the list prints it."""

    fee: FeeToSet
    name: str
    kind: str
    condition: str
    per: str
    set_by: str
    url: str


def kind_words() -> dict[str, str]:
    return {"phi": _("Phí"), "le_phi": _("Lệ phí"), "other": _("Khoản khác")}


def channel_words() -> dict[str, str]:
    return {"": _("Mọi kênh nộp"), "online": _("Trên mạng"), "direct": _("Tại quầy"), "post": _("Qua bưu chính")}


@open_to("administrator")
def fees(request: Request) -> HttpResponse:
    """What has no amount in the country's catalogue, with what stands here; waiting ones first."""
    unit = unit_of(request)
    lang, on = spoken(), unit.today
    q = request.GET.get("q", "")[:200]
    found = fees_of(unit.agency, on)
    waiting = sum(one.is_missing for one in found)
    only = request.GET.get("loc") == "thieu"
    if words := text.fold(q).split():
        found = [one for one in found if all(word in text.fold(f"{one.procedure} {one.name_vi}") for word in words)]
    if only:
        found = [one for one in found if one.is_missing]
    shown = paging.page(request, found, size=SIZE)
    by = {one.set_by for one in shown.rows if one.set_by}
    names = {code: agencies.name_of(agencies.get_agency(code), on, lang, short=True) for code in by}
    kinds = kind_words()
    rows = [
        Line(
            fee=one,
            name=(one.name_en if lang == "en" else "") or one.name_vi,
            kind=kinds.get(one.kind, one.kind),
            condition=(one.condition_en if lang == "en" else "") or one.condition_vi,
            per=(one.per_en if lang == "en" else "") or one.per_vi,
            set_by=names.get(one.set_by, ""),
            url=unit.url("set_fee", one.procedure, one.kind),
        )
        for one in shown.rows
    ]
    context: dict[str, Any] = {
        **frame(unit, "fees"),
        "q": q,
        "rows": rows,
        "shown": shown,
        "waiting": waiting,
        "filters": [
            FilterTab(_("Tất cả"), paging.address(request, loc=None, page=None), current=not only),
            FilterTab(
                _("Chưa có mức thu"), paging.address(request, loc="thieu", page=None), waiting, current=only, hot=True
            ),
        ],
        "find": unit.url("fees"),
    }
    return render_page(request, "manage/fees/list.html", context)


def _line(unit: Unit, procedure: str, kind: str) -> tuple[Procedure, list[FeeToSet]]:
    lines = [one for one in fees_of(unit.agency, unit.today) if (one.procedure, one.kind) == (procedure, kind)]
    if not lines:
        raise NotVisible("procedure.unknown", procedure=procedure[:40])
    return queries.get_procedure(procedure), lines


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def set_fee(request: Request, procedure: str, kind: str) -> HttpResponse:
    """Set the amount from a day on; all that ever stood is shown beside."""
    unit = unit_of(request)
    found, lines = _line(unit, procedure, kind)
    lang = spoken()
    tried: Tried[LocalFee] = Tried()
    given: dict[str, Any] = {"valid_from": unit.today.isoformat()}
    if request.method == "POST":
        given = request.POST.dict()
        errors: list[FieldError] = []
        typed = word(request.POST, "amount", 20).replace(".", "").replace(" ", "").replace("đ", "")
        amount = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
        if amount is None:
            errors.append(FieldError("amount", "local_fee.amount_wrong"))
        valid_from = day(request.POST, "valid_from", errors)

        def act() -> LocalFee:
            assert amount is not None
            assert valid_from is not None
            return actions.set_local_fee(
                unit.agency,
                found,
                kind=kind,
                amount=amount,
                valid_from=valid_from,
                decision_no=word(request.POST, "decision_no", 120),
                channel=word(request.POST, "channel", 20),
                reason=word(request.POST, "reason", 1000),
                by=request.actor,
                at=clock.now(),
            )

        tried = attempt(act, before=errors)
        if tried.ok:
            messages.success(request, _("Đã đặt mức thu."))
            return see(unit.url("fees"))
    version = queries.find_version(procedure, unit.today)
    context = {
        **frame(unit, "fees"),
        "name": ((version.name_en if lang == "en" else "") or version.name_vi) if version else procedure,
        "procedure": procedure,
        "kind_name": kind_words().get(kind, kind),
        "lines": [
            (
                (one.condition_en if lang == "en" else "") or one.condition_vi,
                (one.per_en if lang == "en" else "") or one.per_vi,
            )
            for one in lines
        ],
        "channels": list(channel_words().items()),
        "history": [one for one in queries.local_fees(unit.agency, found) if one.kind == kind][:20],
        "channel_words": channel_words(),
        "above": next((one.fee for one in lines if one.fee and one.set_by != unit.agency.code), None),
        "given": given,
        "errors": tried.errors,
        "problems": tried.problems,
        "back_url": unit.url("fees"),
        "query": unit.query,
    }
    return render_page(request, "manage/fees/set.html", context, status=tried.status)


@require_http_methods(["GET", "POST"])
@open_to("administrator")
def end_fee(request: Request, number: int) -> HttpResponse:
    """An amount no longer holds from a day on."""
    unit = unit_of(request)
    fee = LocalFee.objects.select_related("agency", "procedure").filter(pk=number, agency_id__in=unit.below).first()
    if fee is None:
        raise NotVisible("local_fee.unknown")
    tried: Tried[LocalFee] = Tried()
    given: dict[str, Any] = {}
    if request.method == "POST":
        given = request.POST.dict()
        errors: list[FieldError] = []
        on = day(request.POST, "on", errors)

        def act() -> LocalFee:
            assert on is not None
            return actions.end_local_fee(
                fee,
                on=on,
                decision_no=word(request.POST, "decision_no", 120),
                reason=word(request.POST, "reason", 1000),
                by=request.actor,
                at=clock.now(),
            )

        tried = attempt(act, before=errors)
        if tried.ok:
            messages.success(request, _("Đã kết thúc mức thu."))
            return see(unit.url("fees"))
    context = {
        **frame(unit, "fees"),
        "fee": fee,
        "kind_name": kind_words().get(fee.kind, fee.kind),
        "given": given,
        "errors": tried.errors,
        "problems": tried.problems,
        "back_url": unit.url("set_fee", fee.procedure.code, fee.kind),
        "back": fee.procedure.code,
    }
    return render_page(request, "manage/fees/end.html", context, status=tried.status)
