"""What a party must be; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.kernel import codes, text
from motcua.kernel.errors import FieldError

KINDS = ("person", "enterprise", "state_agency", "organisation")
FIELDS = frozenset(
    {"kind", "full_name", "personal_id", "birth_date", "phone", "email", "address", "place_code", "tax_code"}
)


@dataclass(frozen=True, slots=True)
class Declared:
    """A party as declared, cleaned."""

    kind: str
    full_name: str
    personal_id: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""
    place_code: str = ""
    tax_code: str = ""


def read_party(
    given: Mapping[str, Any], *, path: str, today: date, strict: bool = True
) -> tuple[Declared, list[FieldError]]:
    """Clean a party from JSON or a form. With `strict` False (import) odd personal data are errors to warn of, not to
    refuse: the cleaned value keeps what was given.

    Codes (after "party."): name_required, unknown, not_text, too_long, kind_unknown, personal_id_length,
    personal_id_wrong, phone_wrong, email_wrong, date_wrong, date_future.
    """
    reader = _Reader(given, path)
    if strict:
        for key in sorted(map(str, set(given) - FIELDS)):
            reader.fail(key, "unknown")
    kind = reader.kind()
    return (
        Declared(
            kind=kind,
            full_name=reader.full_name(),
            personal_id=reader.personal_id(kind),
            birth_date=reader.birth_date(today),
            phone=reader.phone(),
            email=reader.email(),
            address=reader.words("address", 300),
            place_code=reader.words("place_code", 10),
            tax_code=reader.words("tax_code", 20),
        ),
        reader.errors,
    )


class _Reader:
    """Reads one member after the other and keeps what was wrong."""

    def __init__(self, given: Mapping[str, Any], path: str) -> None:
        self.given, self.path = given, path
        self.errors: list[FieldError] = []

    def fail(self, member: str, code: str, **facts: object) -> None:
        self.errors.append(FieldError(f"{self.path}.{member}", f"party.{code}", **facts))

    def words(self, member: str, longest: int) -> str:
        value = self.given.get(member)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fail(member, "not_text")
            return ""
        cleaned = text.normal(value)
        if len(cleaned) > longest:
            self.fail(member, "too_long", max=longest, length=len(cleaned))
        return cleaned[:longest]

    def kind(self) -> str:
        kind = self.words("kind", 20) or "person"
        if kind in KINDS:
            return kind
        self.fail("kind", "kind_unknown", allowed=", ".join(KINDS))
        return "person"

    def full_name(self) -> str:
        # Icelandic eth looks like the Vietnamese letter and is typed by mistake
        name = self.words("full_name", 200).replace("\u00d0", "Đ").replace("\u00f0", "đ")
        if not name:
            self.fail("full_name", "name_required")
        return name

    def personal_id(self, kind: str) -> str:
        number = self.words("personal_id", 20).replace(" ", "")
        if number and kind == "person":
            digits = sum(c.isdigit() for c in number)
            if len(number) != digits or digits != 12:
                self.fail("personal_id", "personal_id_length", length=digits)
            elif not codes.PERSONAL_ID.match(number):
                self.fail("personal_id", "personal_id_wrong")
        return number

    def phone(self) -> str:
        number = self.words("phone", 20).replace(" ", "").replace(".", "")
        if number.startswith("+84"):
            number = "0" + number[3:]
        if number and not (number.isdigit() and number.startswith("0") and 10 <= len(number) <= 11):
            self.fail("phone", "phone_wrong")
        return number

    def email(self) -> str:
        address = self.words("email", 254)
        if address and ("@" not in address[1:-3] or " " in address):
            self.fail("email", "email_wrong")
        return address

    def birth_date(self, today: date) -> date | None:
        if not self.given.get("birth_date"):
            return None
        try:
            born = date.fromisoformat(str(self.given["birth_date"]))
        except ValueError:
            self.fail("birth_date", "date_wrong")
            return None
        if born > today:
            self.fail("birth_date", "date_future", today=today.isoformat())
        elif born.year < 1880:
            self.fail("birth_date", "date_wrong")
        return born
