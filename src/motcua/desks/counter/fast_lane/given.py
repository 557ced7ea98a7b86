"""What stands on the page of the fast lane: the person in one field, papers with pages and copies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.certification.rules import Original
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import sentence
from motcua.kernel import text
from motcua.kernel.errors import Invalid
from motcua.people import queries as people
from motcua.people.identity import parse_card_qr

ROWS = 5
_NUMBER = re.compile(r"[\d\s.]{9,}")


@dataclass
class Line:
    """One row of papers as it was typed; `key` stands at the end of its names: "" for the first row, then "-2"…"""

    key: str
    pages: str = ""
    copies: str = ""
    originals: str = ""
    document: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.pages or self.copies or self.document)


@dataclass
class Given:
    """The page as it was sent. `party` is the person as `flows.submit` takes one; `card_error` what the QR could not
    tell; `known` that the name was found by the number."""

    who: str = ""
    name: str = ""
    party: dict[str, Any] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=lambda: [Line("")])
    way: str = "cash"
    exempt: str = ""
    signer: str = ""
    press: str = ""
    card_error: str = ""
    known: bool = False

    @property
    def has_counts(self) -> bool:
        """False while only the person was read: a scanner sends Enter at the end of a card."""
        return any(not line.is_empty for line in self.lines)

    @property
    def originals(self) -> list[Original]:
        """The rows as numbers; what is no number is 0 and refused by the rules. Without a count of originals: one."""
        return [
            Original(
                pages=_number(line.pages),
                copies=_number(line.copies),
                document=text.normal(line.document),
                originals=_number(line.originals) if line.originals else 1,
            )
            for line in self.lines
            if not line.is_empty
        ]

    def field_of(self, path: str) -> str:
        """The control to which a fault's path belongs: "originals.1.pages" is the pages of the second row filled."""
        head, _dot, rest = path.partition(".")
        if head == "applicant":
            return "full_name" if rest == "full_name" and self.party.get("personal_id") else "who"
        if head != "originals" or not rest:
            return {"originals": "pages", "agency": "who", "procedure": "who"}.get(head, head)
        index, _dot, name = rest.partition(".")
        filled = [line for line in self.lines if not line.is_empty]
        return f"{name}{filled[int(index)].key}" if int(index) < len(filled) else name


def read(request: Request, today: date) -> Given:
    """What was sent, with the person read from the card, found again by the number, or only named."""
    sent = request.POST
    lines = [read_line(sent, "" if row == 1 else f"-{row}") for row in range(1, ROWS + 1)]
    given = Given(
        who=sent.get("who", "").strip()[:400],
        name=text.normal(sent.get("full_name", "")),
        lines=[line for index, line in enumerate(lines) if index == 0 or not line.is_empty],
        way=sent.get("way", "cash"),
        exempt=sent.get("exempt", ""),
        signer=sent.get("signer", ""),
        press=sent.get("press", "")[:40],
    )
    _read_person(given)
    return given


def read_line(sent: Mapping[str, str], key: str) -> Line:
    def one(name: str) -> str:
        return sent.get(f"{name}{key}", "").strip()

    return Line(key, one("pages"), one("copies"), one("originals"), one("document")[:301])


def _read_person(given: Given) -> None:
    if "|" in given.who:
        try:
            card = parse_card_qr(given.who)
        except Invalid as refused:
            given.card_error = sentence(refused)
            return
        given.party = {
            "kind": "person",
            "full_name": card.full_name,
            "personal_id": card.personal_id.number,
            "birth_date": card.birth_date.isoformat(),
            "address": card.address,
        }
        given.who, given.name = card.personal_id.number, card.full_name
    elif _NUMBER.fullmatch(given.who):
        number = re.sub(r"[\s.]", "", given.who)
        known = people.find_person(number) if not given.name else None
        if known is not None:
            given.name, given.known = known.full_name, True
        given.party = {"kind": "person", "full_name": given.name, "personal_id": number}
    else:
        given.party = {"kind": "person", "full_name": text.normal(given.who) or given.name}


def _number(written: str) -> int:
    cleaned = written.replace(".", "").replace(" ", "")
    return int(cleaned) if cleaned.isascii() and cleaned.isdigit() and len(cleaned) < 7 else 0
