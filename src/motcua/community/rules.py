"""Community digital technology groups; pure (decree 224/2026/NĐ-CP, article 79: voluntary, set up by the commune)."""

from dataclasses import dataclass
from enum import StrEnum

from motcua.kernel import codes, text
from motcua.kernel.errors import FieldError

LONGEST_NOTES = 2000


class Level(StrEnum):
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who joins a group; `account_id` where they sign in."""

    full_name: str
    phone: str = ""
    account_id: int | None = None


def clean_person(given: Person) -> Person:
    """Names and numbers as they are stored."""
    phone = given.phone.replace(" ", "").replace(".", "")
    return Person(text.normal(given.full_name), f"0{phone[3:]}" if phone.startswith("+84") else phone, given.account_id)


def judge_person(person: Person, *, path: str) -> list[FieldError]:
    """Wrong members of a cleaned person. Codes: party.name_required, party.phone_wrong."""
    errors = []
    if not person.full_name:
        errors.append(FieldError(f"{path}.full_name", "party.name_required"))
    if person.phone and not codes.PHONE.match(person.phone):
        errors.append(FieldError(f"{path}.phone", "party.phone_wrong"))
    return errors


def judge_group(code: str, name_vi: str, level: str, village: str) -> list[FieldError]:
    """Wrong members of a group.

    Codes: group.code_wrong, group.name_missing, group.level_unknown, group.village_missing.
    """
    errors = []
    if not codes.SLUG.match(code):
        errors.append(FieldError("code", "group.code_wrong", given=code))
    if not name_vi:
        errors.append(FieldError("name_vi", "group.name_missing"))
    if level not in set(Level):
        errors.append(FieldError("level", "group.level_unknown", allowed=", ".join(Level)))
    if level == Level.VILLAGE and not village:
        errors.append(FieldError("village", "group.village_missing"))
    return errors
