"""The person at the counter: read off the card, found again by number, or typed."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.desks.shell import formats
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import sentence
from motcua.kernel import text
from motcua.kernel.errors import Invalid
from motcua.people import queries as people
from motcua.people.identity import parse_card_qr

KINDS = ("person", "enterprise", "organisation", "state_agency")


@dataclass
class Person:
    """A party as the page holds it, where it came from, and what the card's QR could not tell."""

    party: dict[str, Any] = field(default_factory=dict)
    source: str = ""
    card_error: str = ""


def read(request: Request, at_hour: str) -> Person:
    """What the page says of the applicant. A scanned card fills its fields; a known number fills those still empty."""
    person = Person(_typed(request, "applicant"))
    if scanned := request.POST.get("card", "").strip():
        try:
            card = parse_card_qr(scanned)
        except Invalid as refused:
            person.card_error = sentence(refused)
        else:
            fresh = {
                "kind": "person",
                "full_name": card.full_name,
                "personal_id": card.personal_id.number,
                "birth_date": card.birth_date.isoformat(),
                "address": card.address,
            }
            same = person.party.get("personal_id") == card.personal_id.number
            kept = {name: value for name, value in person.party.items() if name in ("phone", "email") and same}
            person.party = {**kept, **fresh}
            person.source = _("Đọc từ mã QR trên thẻ lúc %(hour)s") % {"hour": at_hour}
    _find_again(person)
    return person


def read_submitter(request: Request) -> dict[str, Any] | None:
    """Who hands in for the applicant; None when nobody is named."""
    if "other" not in request.POST:
        return None
    party = _typed(request, "submitter")
    return party if party.get("full_name") or party.get("personal_id") else None


def _typed(request: Request, who: str) -> dict[str, Any]:
    def one(name: str) -> str:
        return text.normal(request.POST.get(f"{who}-{name}", ""))

    kind = one("kind")
    kind = kind if kind in KINDS else "person"
    number = one("number")
    party: dict[str, Any] = {
        "kind": kind,
        "full_name": one("full_name"),
        "personal_id": number.replace(" ", "").replace(".", "") if kind == "person" else "",
        "tax_code": number if kind != "person" else "",
        "birth_date": read_day(one("birth_date")) if kind == "person" else "",
        "phone": one("phone"),
        "address": one("address"),
    }
    return {name: value for name, value in party.items() if value}


def _find_again(person: Person) -> None:
    """Somebody who was here before is not asked again what we hold."""
    party = person.party
    known = people.find_person(str(party.get("personal_id", "")))
    if known is None:
        return
    held = {name: value for name, value in known.as_data().items() if value}
    added = [name for name in ("full_name", "birth_date", "phone", "address", "place_code") if held.get(name)]
    added = [name for name in added if not party.get(name)]
    for name in added:
        if name != "place_code" or party.get("address") == held.get("address"):
            party[name] = held[name]
    if any(name != "place_code" for name in added):
        again = _("Có trong hồ sơ trước, hỏi lại cho chắc")
        person.source = f"{person.source} · {again}" if person.source else again


def read_day(written: str) -> str:
    """ "19/05/1984", "19051984", "19.5.1984" or ISO as ISO; anything else as it was typed, for the rules to refuse."""
    parts = written.replace(".", "/").replace(" ", "/").split("/")
    if len(parts) == 1 and len(written) == 8 and written.isdigit():
        parts = [written[:2], written[2:4], written[4:]]
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        try:
            return date(int(parts[2]), int(parts[1]), int(parts[0])).isoformat()
        except ValueError:
            return written
    return written


def shown(party: dict[str, Any]) -> dict[str, str]:
    """A party as the inputs show it."""
    birth = str(party.get("birth_date") or "")
    try:
        birth = formats.day(date.fromisoformat(birth), "vi") if birth else ""
    except ValueError:
        pass
    number = str(party.get("personal_id") or party.get("tax_code") or "")
    return {
        "kind": str(party.get("kind") or "person"),
        "full_name": str(party.get("full_name") or ""),
        "number": formats.whole_id(number) if len(number) == 12 and number.isdigit() else number,
        "birth_date": birth,
        "phone": str(party.get("phone") or ""),
        "address": str(party.get("address") or ""),
    }
