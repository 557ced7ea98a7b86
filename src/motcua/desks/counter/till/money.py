"""A dossier's money at the counter: what it owes and why, taking it, giving it back, reckoning it anew."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.rules import PricedFee
from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries
from motcua.flows import act as acts
from motcua.flows import charge as charging
from motcua.flows import pay
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.payments import queries as payments
from motcua.payments.rules import names

Said = dict[str, str]


@open_to("single_window_officer")
def money(request: Request, code: str) -> HttpResponse:
    """Everything about a dossier's money on one page."""
    return _page(request, code, {})


@require_http_methods(["POST"])
@open_to("single_window_officer")
def take_payment(request: Request, code: str) -> HttpResponse:
    """The whole of what is owed is there, in cash or by transfer; then back to where the form stood (`next`)."""
    body: dict[str, Any] = {
        "amount": _amount(request.POST.get("amount", "")),
        "way": request.POST.get("way", "cash"),
    }
    if payer := request.POST.get("payer", "").strip():
        body["payer"] = payer
    return _done(request, code, "take_payment", body, "amount", _("Đã thu tiền hồ sơ %(code)s, biên lai đã có số."))


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def charge(request: Request, code: str) -> HttpResponse:
    """Reckon anew: lines with their quantity, an exemption with its ground, and why it changes."""
    if request.method == "GET":
        return _page(request, code, {}, reckoning=True)
    sent = request.POST
    lines = [
        {
            "line": int(position),
            "quantity": _amount(sent.get(f"quantity-{position}", "1")),
            "things": _amount(sent.get(f"things-{position}", "1")),
        }
        for position in sent.getlist("line")
        if position.isascii() and position.isdigit() and len(position) < 5
    ]
    body: dict[str, Any] = {"lines": lines, "exempt": sent.get("exempt", ""), "reason": sent.get("reason", "")}
    return _done(request, code, "charge", body, "lines", _("Đã tính lại khoản thu của hồ sơ %(code)s."), reckoning=True)


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def refund(request: Request, code: str, number: int) -> HttpResponse:
    """Give back a part or the whole of one payment, on a page of its own."""
    return _give_back(request, code, number, "refund")


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def void_payment(request: Request, code: str, number: int) -> HttpResponse:
    """Void a receipt that is wrong as it stands, on a page of its own."""
    return _give_back(request, code, number, "void_payment")


def _give_back(request: Request, code: str, number: int, act: str) -> HttpResponse:
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    paid = next((one for one in payments.paid(dossier) if one.number == number), None)
    said: Said = {}
    if request.method == "POST":
        body: dict[str, Any] = {"payment": number, "reason": request.POST.get("reason", "")}
        if act == "refund":
            body |= {"amount": _amount(request.POST.get("amount", "")), "way": request.POST.get("way", "cash")}
        try:
            acts.perform(code, act, body, by=request.actor, at=now)
        except Invalid as invalid:
            said = {one.path: field_sentence(one) for one in invalid.errors}
        else:
            messages.success(request, _("Đã ghi phiếu hoàn của hồ sơ %(code)s.") % {"code": code})
            return _see(reverse("counter:money", args=[code]))
    if paid is None:
        return _see(reverse("counter:money", args=[code]))
    overpaid = payments.owed(dossier).overpaid
    return render_page(
        request,
        "counter/till/give_back.html",
        {
            "tab": "till",
            "dossier": dossier,
            "paid": paid,
            "is_void": act == "void_payment",
            "ways": _ways(),
            "given": request.POST,
            "amount": request.POST.get("amount") or (min(overpaid, paid.left) if overpaid else paid.left),
            "way": request.POST.get("way") or (paid.way if paid.way != "online" else "transfer"),
            "said": said,
            "problems": _problems(said),
        },
        status=422 if said else 200,
    )


def _done(
    request: Request, code: str, act: str, body: dict[str, Any], first: str, words: str, *, reckoning: bool = False
) -> HttpResponse:
    try:
        acts.perform(code, act, body, by=request.actor, at=clock.now())
    except Invalid as invalid:
        said = {one.path or first: field_sentence(one) for one in invalid.errors}
        return _page(request, code, said, reckoning=reckoning)
    messages.success(request, words % {"code": code})
    back = request.POST.get("next", "")
    own = (reverse("counter:dossier", args=[code]), reverse("counter:hand_over", args=[code]))
    return _see(back if back in own else reverse("counter:money", args=[code]))


@dataclass(frozen=True, slots=True)
class LineView:
    """One fee line to choose: `per` names its quantity, `steps` that pages and copies are asked apart."""

    position: int
    name: str
    price: str
    per: str
    steps: bool
    known: bool
    chosen: bool
    quantity: str
    things: str
    error: str
    decision_no: str


def _page(request: Request, code: str, said: Said, *, reckoning: bool = False) -> HttpResponse:
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    lang = spoken()
    owed = payments.owed(dossier)
    paid = payments.paid(dossier)
    fees = charging.fees_of(dossier, clock.local_day(now))
    grounds = charging.grounds_of(fees)
    reckoning = reckoning or (not owed.lines and not paid and bool(fees) and dossier.state not in pay.UNPAYABLE)
    return render_page(
        request,
        "counter/till/money.html",
        {
            "tab": "till",
            "dossier": dossier,
            "name": (dossier.procedure_version.name_en if lang == "en" else "") or dossier.procedure_version.name_vi,
            "money": owed,
            "paid": paid,
            "lines": _lines(request, fees, owed, said, lang),
            "grounds": [("", _("Không miễn"))]
            + [(one.key, _ground(one.name_vi, one.name_en, lang)) for one in grounds],
            "exempt": request.POST.get("exempt", ""),
            "reason": request.POST.get("reason", ""),
            "reckoning": reckoning,
            "payable": dossier.state not in pay.UNPAYABLE,
            "ways": _ways(),
            "way": request.POST.get("way", "cash"),
            "payer": request.POST.get("payer") or (dossier.submitter or dossier.applicant).full_name,
            "said": said,
            "problems": _problems(said),
            "back_url": reverse("counter:dossier", args=[code]),
        },
        status=422 if said else 200,
    )


def _lines(request: Request, fees: list[PricedFee], owed: payments.Owed, said: Said, lang: str) -> list[LineView]:
    """The lines with what is charged now, or what was just typed."""
    sent = request.POST if request.method == "POST" and "line" in request.POST else None
    charged = {row.position: row for row in owed.lines}
    views = []
    for fee in fees:
        row = charged.get(fee.position)
        key = str(fee.position)
        name = names(fee)[lang == "en"]
        views.append(
            LineView(
                position=fee.position,
                name=name,
                price=formats.money(fee.amount, lang) if fee.amount is not None else "",
                per=(fee.per_en if lang == "en" else "") or fee.per_vi,
                steps=bool(fee.tiers),
                known=fee.amount is not None,
                chosen=key in sent.getlist("line") if sent else row is not None,
                quantity=sent.get(f"quantity-{key}", "1")
                if sent
                else str(row.quantity if row and not fee.tiers else 1),
                things=sent.get(f"things-{key}", "1") if sent else "1",
                error=said.get(f"line-{key}", ""),
                decision_no=fee.decision_no,
            )
        )
    return views


def _ground(vi: str, en: str, lang: str) -> str:
    return (en if lang == "en" else "") or vi


def _ways() -> list[tuple[str, str]]:
    return [("cash", _("Tiền mặt")), ("transfer", _("Chuyển khoản"))]


def _problems(said: Said) -> list[Problem]:
    return [Problem(f"id_{path}", words) for path, words in said.items()]


def _see(url: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def _amount(written: str) -> int | str:
    """ "16.000 đ" as 16000; what is no number stays as it was typed, for the rules to refuse."""
    cleaned = written.strip().removesuffix("đ").strip().replace(".", "").replace("\u00a0", "").replace(" ", "")
    return int(cleaned) if cleaned.isascii() and cleaned.isdigit() and len(cleaned) < 13 else written.strip()
