"""The officer compares the paper, says why, and prints a code; the citizen sets the password.

Nobody at the counter ever sees or sets a password. Every code is in the journal with who gave it; its owner gets a
letter. The slip is shown once: what the session held for it is gone with that.
"""

from datetime import datetime, timedelta
from io import BytesIO

import segno
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem, Row
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence
from motcua.journal import throttle
from motcua.kernel import clock, text
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import access, resets
from motcua.people.identity import parse_card_qr, parse_personal_id
from motcua.people.models import Account
from motcua.people.queries import accounts_of_person

SLIP = "reset_slip"
LOOKED, WITHIN = 30, timedelta(hours=1)
"""Searches of one officer within an hour: nobody finds out who has an account by trying."""


@open_to("single_window_officer")
def reset_account(request: Request) -> HttpResponse:
    """Find by number and name (or the card's QR); then choose the account, the paper, the reason; then the slip."""
    access.require("account.reset_at_counter", request.actor)
    now = clock.now()
    if request.method != "POST":
        return _page(request, {}, [])
    given, wrong = _read(request)
    if wrong:
        return _page(request, given, wrong)
    if settings.THROTTLE and request.POST.get("act") != "issue":
        throttle.count("reset_look", str(request.actor.id), most=LOOKED, within=WITHIN, at=now)
    found = accounts_of_person(given["personal_id"], given["full_name"])
    if not found:
        return _page(request, given, [FieldError("personal_id", "counter.no_such_account")])
    if request.POST.get("act") != "issue":
        return _page(request, given, [], found)
    chosen = next((one for one in found if str(one.pk) == request.POST.get("account")), None)
    if chosen is None:
        return _page(request, given, [FieldError("account", "counter.account_not_chosen")], found)
    try:
        code, row = resets.issue_code(chosen, paper=given["paper"], reason=given["reason"], by=request.actor, at=now)
    except Invalid as refused:
        return _page(request, given, refused.errors, found)
    request.session[SLIP] = {"code": code, "until": row.expires_at.isoformat(), "name": chosen.full_name}
    return HttpResponse(status=303, headers={"Location": reverse("counter:reset_slip")})


def _read(request: Request) -> tuple[dict[str, str], list[FieldError]]:
    """What the page says; a scanned card fills number and name."""
    given = {
        name: text.normal(str(request.POST.get(name, "")))
        for name in ("personal_id", "full_name", "card", "paper", "reason", "account")
    }
    wrong: list[FieldError] = []
    if given["card"]:
        try:
            card = parse_card_qr(given["card"])
        except Invalid as refused:
            return given, [FieldError("card", refused.code, **refused.facts)]
        given |= {"personal_id": card.personal_id.number, "full_name": card.full_name, "paper": "identity_card"}
    try:
        given["personal_id"] = parse_personal_id(given["personal_id"]).number
    except Invalid as refused:
        wrong.append(FieldError("personal_id", refused.code, **refused.facts))
    if not given["full_name"]:
        wrong.append(FieldError("full_name", "party.name_required"))
    return given, wrong


def _page(
    request: Request, given: dict[str, str], wrong: list[FieldError], found: list[Account] | None = None
) -> HttpResponse:
    english = (get_language() or "vi").startswith("en")
    said = {error.path: field_sentence(error) for error in reversed(wrong)}
    context = {
        "tab": "reset_account",
        "given": given,
        "problems": [Problem(f"id_{error.path}", field_sentence(error)) for error in wrong],
        "said": said,
        "found": [(str(one.pk), _named(one, english)) for one in found or []],
        "chosen": given.get("account") or (str(found[0].pk) if found and len(found) == 1 else ""),
        "papers": [(key, words[english]) for key, words in resets.PAPERS.items()],
        "facts": _facts(found[0], english) if found else [],
    }
    return render_page(request, "counter/reset_account/page.html", context, status=422 if wrong else 200)


def _named(account: Account, english: bool) -> str:
    """Which account it is, without giving its user name away: "09•• ••• 345, mở ngày 12/03/2026"."""
    name = account.username
    masked = formats.masked_phone(name) if name.isdigit() else f"{name[:2]}•••{name[name.find('@') :]}"
    opened = formats.day(clock.local_day(account.created_at), "en" if english else "vi")
    return f"{masked}, opened on {opened}" if english else f"{masked}, mở ngày {opened}"


def _facts(account: Account, english: bool) -> list[Row]:
    """What the officer compares with the paper."""
    lang = "en" if english else "vi"
    words = ("Full name", "Date of birth", "Identity number") if english else ("Họ tên", "Ngày sinh", "Số định danh")
    born = formats.day(account.birth_date, lang) if account.birth_date else ""
    return [
        Row(words[0], account.full_name),
        Row(words[1], born),
        Row(words[2], formats.whole_id(account.personal_id)),
    ]


@open_to("single_window_officer")
def slip(request: Request) -> HttpResponse:
    """The slip, once."""
    held = request.session.pop(SLIP, None)
    if not isinstance(held, dict):
        return HttpResponse(status=303, headers={"Location": reverse("counter:reset_account")})
    code = str(held["code"])
    url = f"{settings.BASE_URL}{reverse('citizen:reset', args=[code])}"
    context = {
        "tab": "reset_account",
        "code": resets.shown_code(code),
        "qr": _qr(url),
        "until": datetime.fromisoformat(str(held["until"])),
        "full_name": held["name"],
        "type_url": f"{settings.BASE_URL}{reverse('citizen:forgot_code')}",
    }
    response = render_page(request, "counter/reset_account/slip.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _qr(url: str) -> SafeString:
    out = BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", border=2, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True,
        xmldecl=False, svgns=True, nl=False,
    )  # fmt: skip
    return mark_safe(out.getvalue().decode())  # noqa: S308 — made of an address of our own
