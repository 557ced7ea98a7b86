"""One value of each type: from what was sent to what is stored, or `Wrong`; pure."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from motcua.eforms import conditions
from motcua.eforms.definition.shapes import DEFAULT_LENGTH, Definition, Field
from motcua.eforms.rules import dates, places, texts
from motcua.eforms.rules.places import PlaceExists
from motcua.eforms.rules.wrong import Wrong
from motcua.kernel import codes

AgencyExists = Callable[[str], bool]

_EMAIL = re.compile(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$")
_LANDLINE = re.compile(r"^02\d{8,9}$")
_FILE = re.compile(r"^[A-Za-z0-9_-]{1,80}$")
_DIGITS_ONLY = re.compile(r"^\^(?:\[0-9\]|\\d)\{(\d+)\}\$$")
MAX_NUMBER = 10**15


@dataclass(frozen=True, slots=True)
class Setting:
    """What a value is judged against, beside its field."""

    definition: Definition
    today: date
    place_exists: PlaceExists
    agency_exists: AgencyExists | None


@dataclass(frozen=True, slots=True)
class Case:
    """One value to clean: the field, what was sent, what conditions see, the setting."""

    field: Field
    raw: Any
    context: Mapping[str, Any]
    setting: Setting


def clean(field: Field, raw: Any, context: Mapping[str, Any], setting: Setting) -> Any:
    """The stored value of a simple field. Raises Wrong."""
    return _CLEAN[field.type](Case(field, raw, context, setting))


def _text(case: Case) -> str:
    lines = case.field.type == "textarea"
    value = texts.tidy(_string(case.raw), lines=lines)
    if not value:  # nothing but invisible characters
        raise Wrong("field.missing")
    if texts.is_legacy(value):
        raise Wrong("text.legacy")
    if case.field.format == "name" and not texts.is_name(value):
        raise Wrong("name.letters")
    if case.field.case == "upper":
        value = value.upper()
    limit = case.field.max_length or DEFAULT_LENGTH[case.field.type]
    if len(value) > limit:
        raise Wrong("text.too_long", max=limit, length=len(value))
    patterns = [case.field.pattern] if case.field.pattern else []
    patterns += [entry.pattern for entry in case.field.pattern_if if conditions.holds(entry.condition, case.context)]
    for pattern in patterns:
        if not re.match(pattern, value):
            if digits := _DIGITS_ONLY.match(pattern):
                value = re.sub(r"[\s.]", "", value)  # "017 198 000 014" is how people read it aloud
                if re.match(pattern, value):
                    continue
                raise Wrong("text.digits", count=int(digits[1]), length=len(value))
            raise Wrong("text.pattern")
    return value


def _string(raw: Any) -> str:
    if not isinstance(raw, str):
        raise Wrong("type.text")
    return raw


def _person_id(case: Case) -> str:
    """Twelve digits: place of birth registration, century and sex, year, six random; there is no check digit.

    Law 26/2023/QH15, article 12.
    """
    value = re.sub(r"[\s.-]", "", _string(case.raw))
    if not re.fullmatch(r"[0-9]*", value):
        raise Wrong("person_id.letters")
    if len(value) != 12:
        raise Wrong("person_id.length", length=len(value))
    if not codes.PERSONAL_ID.match(value) or value.startswith("000"):
        raise Wrong("person_id.start")
    if birth_year(value) > case.setting.today.year:
        raise Wrong("person_id.year", year=str(birth_year(value)))
    if case.field.pattern and not re.match(case.field.pattern, value):
        raise Wrong("text.pattern")
    return value


def birth_year(personal_id: str) -> int:
    """The year of birth that a personal number says: 0 and 1 are the 1900s, 2 and 3 the 2000s, and so on."""
    return 1900 + int(personal_id[3]) // 2 * 100 + int(personal_id[4:6])


def gender(personal_id: str) -> str:
    """The sex that a personal number says."""
    return "female" if int(personal_id[3]) % 2 else "male"


def _phone(case: Case) -> str:
    value = re.sub(r"[\s.()-]", "", _string(case.raw))
    value = re.sub(r"^(\+84|0084)0?", "0", value)
    if codes.PHONE.match(value) or (case.field.landline and _LANDLINE.match(value)):
        return value
    raise Wrong("phone.landline" if case.field.landline else "phone.format")


def _email(case: Case) -> str:
    value = texts.tidy(_string(case.raw))
    if len(value) > 254 or not _EMAIL.match(value):
        raise Wrong("email.format")
    return value


def _date(case: Case) -> str:
    return dates.READ[case.field.type](_string(case.raw))


def _number(case: Case) -> float:
    if isinstance(case.raw, bool) or not isinstance(case.raw, (int, float)) or not math.isfinite(case.raw):
        raise Wrong("type.decimal" if case.field.type == "decimal" else "type.whole")
    value = case.raw
    if case.field.type != "decimal":
        if isinstance(case.raw, float) and not case.raw.is_integer():
            raise Wrong("type.whole")
        value = int(case.raw)
    low = 0 if case.field.type == "money" and case.field.min is None else case.field.min
    high = MAX_NUMBER if case.field.max is None else case.field.max
    if low is not None and value < low:
        raise Wrong("number.min", min=_written(low))
    if value > high:
        raise Wrong("number.max", max=_written(high))
    if value < -MAX_NUMBER:
        raise Wrong("number.min", min=_written(-MAX_NUMBER))
    return value


def _written(number: float) -> str:
    whole = f"{number:,.3f}".rstrip("0").rstrip(".") if isinstance(number, float) else f"{number:,}"
    return whole.translate(str.maketrans(",.", ".,"))


def _select(case: Case) -> str:
    value = _string(case.raw).strip()
    if all(option.code != value for option in case.setting.definition.options(case.field)):
        raise Wrong("choice.unknown")
    return value


def _multiselect(case: Case) -> list[str]:
    if not isinstance(case.raw, list):
        raise Wrong("type.list")
    chosen = {_select(replace(case, raw=item)) for item in case.raw}
    return [option.code for option in case.setting.definition.options(case.field) if option.code in chosen]


def _boolean(case: Case) -> bool:
    if not isinstance(case.raw, bool):
        raise Wrong("type.boolean")
    return case.raw


def _unit(case: Case) -> str:
    """The code of a place that exists today, or existed on the day of the `as_of` field."""
    days = [case.setting.today]
    if known := conditions.first_day(str(case.context.get(case.field.as_of) or "")):
        days.append(known)
    return places.read_unit(case.raw, case.field.level or "commune", days, case.setting.place_exists)


def _agency(case: Case) -> str:
    value = _string(case.raw).strip()
    known = codes.is_agency_code(value) and (case.setting.agency_exists is None or case.setting.agency_exists(value))
    if not known:
        raise Wrong("choice.unknown")
    return value


def _file(case: Case) -> str:
    value = _string(case.raw).strip()
    if not _FILE.match(value):
        raise Wrong("file.not_found")
    return value


_CLEAN: dict[str, Callable[[Case], Any]] = {
    "text": _text,
    "textarea": _text,
    "person_id": _person_id,
    "phone": _phone,
    "email": _email,
    "date": _date,
    "datetime": _date,
    "month": _date,
    "date_or_year": _date,
    "integer": _number,
    "decimal": _number,
    "money": _number,
    "select": _select,
    "multiselect": _multiselect,
    "boolean": _boolean,
    "accept": _boolean,
    "address": lambda case: places.read_address(case.raw, case.setting.today, case.setting.place_exists),
    "unit": _unit,
    "agency": _agency,
    "file": _file,
}
