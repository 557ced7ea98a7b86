"""The 12-digit personal number and the QR of the chip card; pure.

Law on Identity 26/2023/QH15, article 12: three digits of the place of birth registration, one of century and sex, two
of the year of birth, six random ones. There is no check digit: a wrong number cannot be told from a right one by
arithmetic. The card's QR can be copied: reading it proves nothing about who holds it.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from motcua.kernel import text
from motcua.kernel.errors import Invalid

LENGTH, OLD_LENGTH = 12, 9
OLDEST = 120  # years; somebody older deserves a second look, not a refusal
SHOWN = 3  # digits left at each end of a masked number
CARD_PARTS = 7
_SEXES = {"Nam": "male", "Nữ": "female"}


@dataclass(frozen=True, slots=True)
class PersonalId:
    """What a personal number says: the place where the birth was registered (or the first number was given), sex, year
    of birth. The place does not change when a person moves, nor when provinces merge."""

    number: str
    place_code: str
    place_name: str
    sex: str  # male, female
    birth_year: int

    @property
    def century(self) -> int:
        """1900 for people born from 1900 to 1999."""
        return self.birth_year // 100 * 100


@dataclass(frozen=True, slots=True)
class Card:
    """The QR of a chip card. What the card leaves open is None or empty; `more` holds parts that newer cards add."""

    personal_id: PersonalId
    old_number: str
    full_name: str
    birth_date: date
    sex: str
    address: str
    issued_on: date | None
    more: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def places() -> Mapping[str, str]:
    """Three-digit codes of the places of registration (the 63 provinces until 30 June 2025), from the country pack."""
    lines = (files("motcua") / "data" / "vn" / "personal_id_provinces.csv").read_text(encoding="utf-8").splitlines()
    return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def parse_personal_id(written: str, known: Mapping[str, str] | None = None) -> PersonalId:
    """Read a personal number; spaces, dots and hyphens between digits are forgiven.

    Raises Invalid: personal_id.empty, .old_number (nine digits: the former identity card), .not_digits, .length,
    .place_unknown.
    """
    number = "".join(c for c in text.normal(written) if c not in " .-")
    if not number:
        raise Invalid("personal_id.empty")
    if not (number.isascii() and number.isdigit()):
        raise Invalid("personal_id.not_digits")
    if len(number) == OLD_LENGTH:
        raise Invalid("personal_id.old_number", length=OLD_LENGTH)
    if len(number) != LENGTH:
        raise Invalid("personal_id.length", length=len(number), wanted=LENGTH)
    table = places() if known is None else known
    place = number[:3]
    if place not in table:
        raise Invalid("personal_id.place_unknown", place=place)
    century, sex = divmod(int(number[3]), 2)
    return PersonalId(
        number=number,
        place_code=place,
        place_name=table[place],
        sex="female" if sex else "male",
        birth_year=1900 + 100 * century + int(number[4:6]),
    )


def oddities(number: PersonalId, *, on: date, birth_date: date | None = None, sex: str = "") -> tuple[str, ...]:
    """What does not agree, as warnings and never as a refusal: personal_id.year_differs, .sex_differs, .born_later,
    .very_old."""
    found = []
    if birth_date is not None and birth_date.year != number.birth_year:
        found.append("personal_id.year_differs")
    if sex and sex != number.sex:
        found.append("personal_id.sex_differs")
    if number.birth_year > on.year:
        found.append("personal_id.born_later")
    if on.year - number.birth_year > OLDEST:
        found.append("personal_id.very_old")
    return tuple(found)


def parse_card_qr(scanned: str, known: Mapping[str, str] | None = None) -> Card:
    """Read what a scanner gave for the card's QR: number | old number | full name | ddMMyyyy | Nam or Nữ | address |
    ddMMyyyy, in UTF-8, and whatever newer cards add behind.

    Raises Invalid: card_qr.too_few_parts, .name_missing, .birth_date_wrong, .sex_unknown, .issued_on_wrong, and those
    of `parse_personal_id`.
    """
    parts = [text.normal(part) for part in scanned.strip("\ufeff\r\n\t ").split("|")]
    if len(parts) < CARD_PARTS:
        raise Invalid("card_qr.too_few_parts", found=len(parts), wanted=CARD_PARTS)
    number, old_number, full_name, born, sex, address, issued, *more = parts
    personal_id = parse_personal_id(number, known)
    if not full_name:
        raise Invalid("card_qr.name_missing")
    birth_date = _day(born)
    if birth_date is None:
        raise Invalid("card_qr.birth_date_wrong")
    if sex not in _SEXES:
        raise Invalid("card_qr.sex_unknown")
    issued_on = _day(issued)
    if issued and issued_on is None:
        raise Invalid("card_qr.issued_on_wrong")
    return Card(
        personal_id=personal_id,
        old_number=old_number,
        full_name=full_name,
        birth_date=birth_date,
        sex=_SEXES[sex],
        address=address,
        issued_on=issued_on,
        more=tuple(more),
    )


def mask(number: str) -> str:
    """A number as lists show it: "017084001234" → "017••••••234". A short text is hidden whole."""
    if len(number) < 3 * SHOWN:
        return "•" * len(number)
    return number[:SHOWN] + "•" * (len(number) - 2 * SHOWN) + number[-SHOWN:]


def _day(written: str) -> date | None:
    """ddMMyyyy, or None."""
    if len(written) != 8 or not (written.isascii() and written.isdigit()):
        return None
    try:
        return date(int(written[4:]), int(written[2:4]), int(written[:2]))
    except ValueError:
        return None
