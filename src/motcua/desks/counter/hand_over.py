"""Hand one result over: who takes it, what is still owed, how it is signed for; then the question nobody here sees."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.counter.acts import see
from motcua.desks.counter.preview import money_of
from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.dossier import promise_of
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import actions, queries
from motcua.dossiers.actions.collecting import judge_collector
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.flows import linked_collect
from motcua.flows import rate as rating
from motcua.kernel import clock, text
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow
from motcua.people.identity import parse_card_qr
from motcua.voice.queries import has_rated
from motcua.voice.rules import ANSWER_NAMES, Way

WAYS = ("counter", "post", "electronic")


@dataclass
class Given:
    """What the page says; `number` may have come off a card's QR."""

    way: str
    name: str
    identity: str
    number: str
    mandate: str
    signed: str
    note: str
    slip_lost: bool
    owed_later: bool

    def as_collector(self) -> dict[str, Any]:
        return {
            name: getattr(self, name)
            for name in ("name", "identity", "number", "mandate", "signed", "slip_lost", "note")
        }


def read(request: Request, dossier: Dossier) -> Given:
    """The form as it was sent, or as it first stands: the applicant, by the number on the card."""

    def one(name: str, otherwise: str = "") -> str:
        return text.normal(request.POST.get(name, otherwise))[:300]

    first = request.method != "POST"
    way = one("by", str(dossier.wishes.get("delivery") or "counter"))
    known = bool(dossier.applicant.personal_id)
    given = Given(
        way=way if way in WAYS else "counter",
        name=one("name", dossier.applicant.full_name if first else ""),
        identity=one("identity", ("number" if known else "paper") if first else ""),
        number=one("number"),
        mandate=one("mandate"),
        signed=one("signed"),
        note=one("note"),
        slip_lost="slip_lost" in request.POST,
        owed_later="owed_later" in request.POST,
    )
    if "|" in given.number:
        try:
            card = parse_card_qr(given.number)
        except Invalid:
            return given
        given.number = card.personal_id.number
        if given.identity == "mandate" or card.personal_id.number != dossier.applicant.personal_id:
            given.name = card.full_name
    return given


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def hand_over(request: Request, code: str) -> HttpResponse:
    """GET: whom, what, what is still owed. POST: `act` deliver hands it over, anything else compares and shows it."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    given = read(request, dossier)
    if dossier.state == State.DELIVERED:
        return _done_already(request, dossier, now)
    if "deliver" not in queries.lawful_acts(dossier, request.actor, now):
        raise NotLawfulNow("act.not_lawful_now", act="deliver", state=dossier.state)
    errors: list[FieldError] = []
    if request.method == "POST" and request.POST.get("act") == "deliver":
        errors = _still_owed(dossier, given)
        if not errors:
            try:
                body = {"by": given.way, "collector": given.as_collector()}
                handed = linked_collect.deliver(code, request.POST.getlist("also"), body, by=request.actor, at=now)
            except Invalid as invalid:
                errors = invalid.errors
            except NotLawfulNow:
                fresh = queries.get_visible(code, viewer=request.actor, at=now)
                if fresh.state != State.DELIVERED:
                    raise
                return _done_already(request, fresh, now)
            else:
                codes = ", ".join(one.code for one in handed)
                messages.success(request, _("Đã trả kết quả hồ sơ %(code)s.") % {"code": codes})
                return see("dossier", code)
    return _show(request, dossier, given, errors, now)


def _done_already(request: Request, dossier: Dossier, now: datetime) -> HttpResponse:
    """Two officers, or two presses: the second learns when it was handed over, and hands nothing over again."""
    at = formats.short_instant(dossier.delivered_at, spoken(), now) if dossier.delivered_at else "–"
    words = _("Kết quả hồ sơ %(code)s đã trả lúc %(at)s. Không trả lần nữa.") % {"code": dossier.code, "at": at}
    messages.warning(request, words)
    return see("dossier", dossier.code)


def _still_owed(dossier: Dossier, given: Given) -> list[FieldError]:
    """Money first; what is collected later says why."""
    outstanding = money_of(dossier).outstanding
    if outstanding <= 0:
        return []
    if not given.owed_later:
        return [FieldError("owed_later", "counter.still_owed", amount=formats.money(outstanding, spoken()))]
    return [] if given.note else [FieldError("note", "counter.owed_reason_missing")]


def _show(request: Request, dossier: Dossier, given: Given, errors: list[FieldError], now: datetime) -> HttpResponse:
    lang = spoken()
    said = {one.path.removeprefix("collector."): field_sentence(one) for one in reversed(errors)}
    checked = request.method == "POST" and given.way == "counter" and bool(given.number)
    wrong = judge_collector(dossier, given.way, actions.read_collector(given.as_collector())) if checked else []
    numbers = [one for one in wrong if one.path == "collector.number"]
    if numbers:
        said.setdefault("number", field_sentence(numbers[0]))
    return render_page(
        request,
        "counter/hand_over.html",
        {
            "tab": "returning",
            "dossier": dossier,
            "name": (dossier.procedure_version.name_en if lang == "en" else "") or dossier.procedure_version.name_vi,
            "promise": promise_of(dossier, now, ledger=False),
            "results": queries.results_of(dossier, inside=False),
            "money": money_of(dossier),
            "money_url": money_url(dossier.code),
            "ways": [("counter", _("Tại quầy")), ("post", _("Qua bưu chính")), ("electronic", _("Bản điện tử"))],
            "identities": [
                ("number", _("Khớp số định danh trên thẻ")),
                ("paper", _("Đã xem giấy tờ tùy thân khác")),
                ("mandate", _("Có giấy ủy quyền")),
            ],
            "signatures": [("paper", _("Đã ký trên giấy")), ("name", _("Ghi họ tên người nhận ở trên"))],
            "given": given,
            "also": [
                (row, row.code in request.POST.getlist("also") or request.method != "POST")
                for row in linked_collect.ready_with(dossier, request.actor, now)
            ],
            "matches": checked and given.identity == "number" and not numbers,
            "said": said,
            "problems": [Problem(f"id_{path}", words) for path, words in said.items()],
        },
        status=422 if errors or numbers else 200,
    )


def money_url(code: str) -> str:
    """Where money of a dossier is reckoned, taken and given back."""
    return reverse("counter:money", args=[code])


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def rate(request: Request, code: str) -> HttpResponse:
    """The one question on the whole screen, turned to the citizen; the answer is shown to nobody here."""
    dossier = queries.get_visible(code, viewer=request.actor, at=clock.now())
    if request.method == "POST" and not has_rated(dossier):
        rating.rate(code, answer=request.POST.get("answer", ""), by=request.actor, at=clock.now(), via=Way.COUNTER)
        return see("rate", code)
    lang = spoken()
    return render_page(
        request,
        "counter/rate.html",
        {
            "dossier": dossier,
            "answered": has_rated(dossier),
            "options": [(value, words[lang == "en"]) for value, words in ANSWER_NAMES.items()],
            "open": dossier.state in (State.FINISHED, State.DELIVERED),
        },
    )
