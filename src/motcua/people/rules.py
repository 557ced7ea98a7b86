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

    Codes: required, unknown, kind_unknown, personal_id_length, personal_id_wrong, phone_wrong, email_wrong, date_wrong, date_future.
    """
    errors: list[FieldError] = []

    def fail(field: str, code: str, **facts: object) -> None:
        errors.append(FieldError(f"{path}.{field}", f"party.{code}", **facts))

    for key in sorted(set(given) - FIELDS):
        if strict:
            fail(str(key), "unknown")

    def words(field: str, longest: int) -> str:
        value = given.get(field)
        if value is None:
            return ""
        if not isinstance(value, str):
            fail(field, "not_text")
            return ""
        cleaned = text.normal(value)
        if len(cleaned) > longest:
            fail(field, "too_long", max=longest, length=len(cleaned))
        return cleaned[:longest]

    kind = words("kind", 20) or "person"
    if kind not in KINDS:
        fail("kind", "kind_unknown", allowed=", ".join(KINDS))
        kind = "person"
    full_name = words("full_name", 200).replace("\u00d0", "Đ").replace("\u00f0", "đ")
    if not full_name:
        fail("full_name", "name_required")
    personal_id = words("personal_id", 20).replace(" ", "")
    if personal_id and kind == "person":
        digits = sum(c.isdigit() for c in personal_id)
        if len(personal_id) != digits or digits != 12:
            fail("personal_id", "personal_id_length", length=digits)
        elif not codes.PERSONAL_ID.match(personal_id):
            fail("personal_id", "personal_id_wrong")
    phone = words("phone", 20).replace(" ", "").replace(".", "")
    if phone.startswith("+84"):
        phone = "0" + phone[3:]
    if phone and not (phone.isdigit() and phone.startswith("0") and 10 <= len(phone) <= 11):
        fail("phone", "phone_wrong")
    email = words("email", 254)
    if email and ("@" not in email[1:-3] or " " in email):
        fail("email", "email_wrong")
    birth_date: date | None = None
    if given.get("birth_date"):
        try:
            birth_date = date.fromisoformat(str(given["birth_date"]))
        except ValueError:
            fail("birth_date", "date_wrong")
        else:
            if birth_date > today:
                fail("birth_date", "date_future", today=today.isoformat())
            elif birth_date.year < 1880:
                fail("birth_date", "date_wrong")
    return (
        Declared(
            kind=kind,
            full_name=full_name,
            personal_id=personal_id,
            birth_date=birth_date,
            phone=phone,
            email=email,
            address=words("address", 300),
            place_code=words("place_code", 10),
            tax_code=words("tax_code", 20),
        ),
        errors,
    )
