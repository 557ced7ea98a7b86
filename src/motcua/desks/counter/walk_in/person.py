"""The person at the counter: read off the card, typed, or offered from earlier dossiers of this agency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.desks.shell import formats
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import sentence
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import Known
from motcua.kernel import text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.people.identity import mask, parse_card_qr

KINDS = ("person", "enterprise", "organisation", "state_agency")
MANDATES = ("written", "parent", "guardian", "employee", "other")
OFFERED = ("full_name", "personal_id", "birth_date", "phone", "email", "address", "place_code")


@dataclass
class Person:
    """A party as the page holds it, where it came from, and what the card's QR could not tell."""

    party: dict[str, Any] = field(default_factory=dict)
    source: str = ""
    card_error: str = ""
    off_card: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody of an earlier dossier, offered and never taken silently. `facts` are masked as lists are; `differs`
    names what the page says otherwise."""

    id: int
    name: str
    facts: str
    code: str
    differs: str


def read(request: Request, at_hour: str) -> Person:
    """What the page says of the applicant. A scanned card replaces what it knows better; contact data of the same
    person stay."""
    person = Person(typed(request, "applicant"))
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
            person.off_card = True
    return person


def read_submitter(request: Request) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """Who hands in for the applicant, and by which mandate; None and nothing when nobody is named."""
    party = typed(request, "submitter")
    if "other" not in request.POST and not party.get("full_name"):
        return None, {}
    if not (party.get("full_name") or party.get("personal_id")):
        return None, {}
    kind = request.POST.get("mandate-kind", "")
    paper = text.normal(request.POST.get("mandate-paper", ""))[:300]
    mandate = {"kind": kind if kind in MANDATES else "", "paper": paper}
    return party, {name: value for name, value in mandate.items() if value}


def judge_mandate(submitter: Mapping[str, Any] | None, mandate: object) -> list[FieldError]:
    """Somebody who hands in for another says by what right; a written mandate says its number and day."""
    if not submitter:
        return []
    given = mandate if isinstance(mandate, Mapping) else {}
    if not given.get("kind"):
        return [FieldError("mandate.kind", "counter.mandate_missing")]
    if given["kind"] in ("written", "employee") and not given.get("paper"):
        return [FieldError("mandate.paper", "counter.mandate_paper_missing")]
    return []


def mandate_kinds() -> list[tuple[str, str]]:
    return [
        ("", _("Chọn")),
        ("written", _("Giấy ủy quyền")),
        ("parent", _("Cha, mẹ của người chưa thành niên")),
        ("guardian", _("Người giám hộ")),
        ("employee", _("Người của tổ chức, có giấy giới thiệu")),
        ("other", _("Quan hệ khác theo quy định")),
    ]


def typed(request: Request, who: str) -> dict[str, Any]:
    """A party as it was typed; empty members are left out."""

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
        "email": one("email"),
        "address": one("address"),
    }
    return {name: value for name, value in party.items() if value}


def is_blank(party: Mapping[str, Any] | None) -> bool:
    """True when nothing but the kind is known."""
    return not any(value for name, value in (party or {}).items() if name != "kind")


def found_again(party: Mapping[str, Any], viewer: Actor, at: datetime) -> list[Known]:
    """Earlier dossiers' people that could be this one, without those that say nothing new."""
    known = dossiers.known_people(
        viewer,
        at,
        personal_id=str(party.get("personal_id") or ""),
        phone=str(party.get("phone") or "").replace(" ", ""),
        full_name=str(party.get("full_name") or ""),
    )
    return [one for one in known if any(one.party.get(name) and one.party[name] != party.get(name) for name in OFFERED)]


def offers(party: Mapping[str, Any], viewer: Actor, at: datetime, lang: str) -> list[Offer]:
    """The same as the page prints them."""
    return [_offer(one, party, at, lang) for one in found_again(party, viewer, at)]


def _offer(known: Known, party: Mapping[str, Any], at: datetime, lang: str) -> Offer:
    held = known.party
    born = str(held.get("birth_date") or "")
    facts = [
        mask(str(held.get("personal_id") or "")),
        formats.day(date.fromisoformat(born), lang) if born else "",
        formats.phone(str(held["phone"])) if held.get("phone") else "",
        str(held.get("address") or ""),
        known.procedure_en if lang == "en" else known.procedure_vi,
        formats.short_instant(known.at, lang, at),
    ]
    names = {"full_name": _("tên"), "birth_date": _("ngày sinh"), "phone": _("điện thoại"), "address": _("nơi ở")}
    differs = [
        words for name, words in names.items() if party.get(name) and held.get(name) and party[name] != held[name]
    ]
    return Offer(
        known.id, str(held.get("full_name") or ""), " · ".join(filter(None, facts)), known.code, ", ".join(differs)
    )


def take(party: Mapping[str, Any], held: Mapping[str, Any], *, off_card: bool) -> dict[str, Any]:
    """The party with what an earlier dossier holds of it. What was read off the card stands."""
    known = {name: held[name] for name in ("kind", *OFFERED) if held.get(name)}
    merged = {**known, **party} if off_card else {**party, **known}
    if merged.get("address") != known.get("address"):
        merged.pop("place_code", None)
    return merged


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


def shown(party: Mapping[str, Any]) -> dict[str, str]:
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
