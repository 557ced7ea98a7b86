"""The fast lane: person, pages, copies, money, number, handed over, next person; by keyboard, without scripts too."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.catalogue.rules import PricedFee
from motcua.certification import rules as certification
from motcua.certification.queries import last_signer
from motcua.desks.counter.fast_lane.given import ROWS, Given, Line, read, read_line
from motcua.desks.counter.fast_lane.today import done_just_now, done_today
from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries
from motcua.flows import certify
from motcua.flows import charge as charging
from motcua.journal.requests import RequestKey
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid

DOCUMENTS = (
    "Căn cước",
    "Giấy khai sinh",
    "Giấy chứng nhận kết hôn",
    "Bằng tốt nghiệp",
    "Học bạ",
    "Giấy chứng nhận quyền sử dụng đất",
    "Giấy phép lái xe",
)
"""What is copied most, offered while a name is typed: the register is kept in Vietnamese."""


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def fast_lane(request: Request) -> HttpResponse:
    """GET: an empty page, the focus in the first field, beneath it what was done today. POST: read the person (a
    scanner's Enter), or certify; then the next person at once."""
    now = clock.now()
    fee = certify.fee_for(request.actor.agency, clock.local_day(now))
    given = Given(press=secrets.token_hex(8))
    errors: list[FieldError] = []
    if request.method == "POST":
        given = read(request, clock.local_day(now))
        if given.card_error:
            pass
        elif not given.has_counts and request.POST.get("act") != "certify":
            pass  # the card was read: pages and copies are next
        else:
            try:
                done = certify.certify(_request(given), by=request.actor, at=now, press=_press(given))
            except Invalid as invalid:
                errors = invalid.errors or [FieldError("who", invalid.code, **invalid.facts)]
            else:
                response = HttpResponseRedirect(f"{reverse('counter:fast_lane')}?vua={done.dossier.code}")
                response.status_code = 303
                return response
    return _page(request, given, errors, fee, now)


@open_to("single_window_officer")
def fast_lane_sum(request: Request) -> HttpResponse:
    """What the papers typed so far cost, beside the form."""
    fee = certify.fee_for(request.actor.agency, clock.local_day(clock.now()))
    lines = [read_line(request.GET, "" if row == 1 else f"-{row}") for row in range(1, ROWS + 1)]
    given = Given(lines=lines, exempt=request.GET.get("exempt", ""))
    return render_page(request, "counter/fast_lane/_sum.html", {"due": _due(given, fee)})


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def cancel_certified(request: Request, code: str) -> HttpResponse:
    """Strike one person's copies out of the register and give the money back, with a reason."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    rows = done_just_now(dossier)
    error = ""
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()
        try:
            certify.cancel(code, reason=reason, by=request.actor, at=now)
        except Invalid as invalid:
            error = field_sentence(invalid.errors[0])
        else:
            messages.success(request, _("Đã hủy số %(numbers)s và hoàn tiền.") % {"numbers": rows.numbers})
            response = HttpResponseRedirect(reverse("counter:fast_lane"))
            response.status_code = 303
            return response
    return render_page(
        request,
        "counter/fast_lane/cancel.html",
        {
            "tab": "fast_lane",
            "dossier": dossier,
            "done": rows,
            "error": error,
            "reason": request.POST.get("reason", ""),
            "problems": [Problem("id_reason", error)] if error else [],
        },
        status=422 if error else 200,
    )


@dataclass(frozen=True, slots=True)
class Control:
    """One input of a row of papers."""

    name: str
    label: str
    value: str
    error: str = ""
    number: bool = True
    focus: bool = False


def _controls(line: Line, said: Mapping[str, str], row: int, focus: str = "") -> list[Control]:
    """The inputs of a row; labels of the rows after the first say which they are."""
    labels = {
        "pages": _("Số trang"),
        "copies": _("Số bản sao"),
        "originals": _("Số bản chính (nếu hơn 1)"),
        "document": _("Tên giấy tờ (nếu cần)"),
    }
    return [
        Control(
            name=f"{name}{line.key}",
            label=words if row == 1 else f"{words} · {row}",
            value=getattr(line, name),
            error=said.get(f"{name}{line.key}", ""),
            number=name != "document",
            focus=name == focus,
        )
        for name, words in labels.items()
    ]


def _request(given: Given) -> certify.Request:
    return certify.Request(
        applicant=given.party,
        originals=given.originals,
        way=given.way,
        exempt=given.exempt,
        signer=int(given.signer) if given.signer.isascii() and given.signer.isdigit() else None,
    )


def _press(given: Given) -> RequestKey | None:
    """The same page sent twice is done once; gone back to and changed, it is another person."""
    if not given.press:
        return None
    said = repr((given.party, given.originals, given.way, given.exempt))
    mark = hashlib.sha256(said.encode()).hexdigest()
    return RequestKey(f"fast:{given.press}:{mark[:16]}", mark)


def _due(given: Given, fee: PricedFee) -> int | None:
    """The sum, None while it cannot be told."""
    originals = given.originals
    if certification.judge(originals):
        return None
    return 0 if given.exempt else sum(line.amount for line in certify.charged(fee, originals))


def _page(request: Request, given: Given, errors: list[FieldError], fee: PricedFee, now: datetime) -> HttpResponse:
    today, lang = clock.local_day(now), spoken()
    said = {given.field_of(one.path): field_sentence(one) for one in reversed(errors)}
    if given.card_error:
        said["who"] = given.card_error
    signers = certify.signers(request.actor.agency, today)
    agency = agencies.get_agency(request.actor.agency)
    chosen = given.signer or str(last_signer(agency, request.actor.account_id) or (signers[0][0] if signers else ""))
    start = "pages" if given.party.get("full_name") else "full_name" if given.party else "who"
    context: dict[str, Any] = {
        "tab": "fast_lane",
        "given": given,
        "first": _controls(given.lines[0], said, 1, "" if said else start),
        "more": [
            _controls(line, said, row)
            for row, line in enumerate(
                [*given.lines[1:], *[Line(f"-{row}") for row in range(len(given.lines) + 1, ROWS + 1)]], start=2
            )
        ],
        "has_more": len(given.lines) > 1,
        "said": said,
        "problems": [Problem(f"id_{name}", words) for name, words in said.items()],
        "due": _due(given, fee),
        "tariff": fee.condition_en if lang == "en" and fee.condition_en else fee.condition_vi,
        "price": formats.money(fee.amount, lang),
        "grounds": [("", _("Không miễn"))]
        + [(one.key, one.name_en if lang == "en" else one.name_vi) for one in charging.grounds_of([fee])],
        "ways": [("cash", _("Tiền mặt")), ("transfer", _("Chuyển khoản"))],
        "signers": [(str(pk), f"{name}, {office}") for pk, name, office in signers],
        "signer": chosen,
        "start": "" if said else start,
        "press": given.press or secrets.token_hex(8),
        "documents": DOCUMENTS,
        **done_today(request, agency, today),
    }
    return render_page(request, "counter/fast_lane/page.html", context, status=422 if said else 200)
