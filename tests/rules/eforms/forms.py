"""Small forms, the forms of the country pack, and answers made for them."""

import string
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from motcua.eforms import rules
from motcua.eforms.definition import Definition, Field, load
from motcua.eforms.reader import read_forms

TODAY = date(2026, 11, 22)
PACK = Path(str(files("motcua") / "data" / "vn" / "forms"))
GENDERS = [
    {"code": "male", "label_vi": "Nam", "label_en": "Male"},
    {"code": "female", "label_vi": "Nữ", "label_en": "Female"},
]
VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


@cache
def pack() -> dict[str, Definition]:
    """The forms of the country pack by key."""
    return {form.definition.key: form.definition for form in read_forms(PACK)}


def field(key: str, type: str = "text", **more: Any) -> dict[str, Any]:
    """A field of group `one`, labelled after its key."""
    return {"key": key, "type": type, "label_vi": f"Mục {key}", "label_en": f"Item {key}", "group": "one", **more}


def column(key: str, type: str = "text", **more: Any) -> dict[str, Any]:
    return {name: value for name, value in field(key, type, **more).items() if name != "group"}


def source(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The JSON of a form of one page."""
    form = {
        "key": "small",
        "version": 1,
        "name_vi": "Tờ khai nhỏ",
        "name_en": "Small form",
        "groups": [{"key": "one", "title_vi": "Hỏi gì?", "title_en": "What?"}],
        "fields": list(fields),
        "lists": {"gender": GENDERS},
    }
    return {**form, **more}


def form(*fields: dict[str, Any], **more: Any) -> Definition:
    return load(source(*fields, **more))


def any_place(code: str, on: date) -> bool:
    return True


def judge(definition: Definition, answers: Any, *, today: date = TODAY, place_exists: Any = any_place) -> rules.Outcome:
    return rules.validate(definition, answers, today=today, place_exists=place_exists)


def codes(outcome: rules.Outcome) -> list[tuple[str, str]]:
    return [(error.path, error.code) for error in outcome.errors]


# Answers as they come out clean, by type of field

_WORD = st.text(VIETNAMESE, min_size=1, max_size=7).map(str.capitalize)
_NAME = st.lists(_WORD, min_size=1, max_size=4).map(" ".join)
_DAY = st.dates(date(1930, 1, 1), TODAY).map(date.isoformat)
_LINE = st.lists(
    st.text(string.ascii_letters + string.digits + "<>&\"',.;", min_size=1, max_size=9), min_size=1, max_size=5
).map(" ".join)


def _person_id(sex_century: int, year: int, serial: int) -> str:
    return f"017{sex_century}{year:02}{serial:06}"


def value_for(definition: Definition, one: Field) -> st.SearchStrategy[Any]:  # noqa: C901 — one line a type
    """A clean value of a field; what the form says across fields is not minded."""
    match one.type:
        case "text" if one.pattern == "^[0-9]{4}$":
            return st.from_regex(r"\A[0-9]{4}\Z")
        case "text":
            base = _NAME if one.format == "name" else _LINE
            limit = one.max_length or 300
            return base.map(lambda text: (text.upper() if one.case else text)[:limit].strip())
        case "textarea":
            return st.lists(_LINE, min_size=1, max_size=3).map("\n".join)
        case "integer" | "money":
            return st.integers(int(one.min or 0), int(one.max if one.max is not None else 10**12))
        case "decimal":
            high = one.max if one.max is not None else 10**6
            return st.decimals(one.min or 0, high, places=3).map(float)
        case "date":
            return _DAY
        case "month":
            return _DAY.map(lambda day: day[:7])
        case "date_or_year":
            return st.one_of(_DAY, st.integers(1930, 2026).map(str))
        case "datetime":
            return st.tuples(_DAY, st.integers(0, 23), st.integers(0, 59)).map(lambda t: f"{t[0]}T{t[1]:02}:{t[2]:02}")
        case "select":
            return st.sampled_from([option.code for option in definition.options(one)])
        case "multiselect":
            options = [option.code for option in definition.options(one)]
            return st.sets(st.sampled_from(options), min_size=1).map(lambda some: [c for c in options if c in some])
        case "boolean":
            return st.booleans()
        case "accept":
            return st.just(True)
        case "person_id":
            return st.builds(_person_id, st.integers(0, 1), st.integers(30, 99), st.integers(0, 99))
        case "phone":
            return st.from_regex(r"\A0[35789][0-9]{8}\Z")
        case "email":
            return st.from_regex(r"\A[a-z]{1,8}@[a-z]{1,8}\.vn\Z")
        case "address":
            line = {"place": st.just("05392"), "line": _LINE}
            return st.fixed_dictionaries(line, optional={"on": st.just("2025-08-01")})
        case "unit":
            return st.just({"province": "25", "district": "159"}.get(one.level, "05392"))
        case "agency":
            return st.just("H44.229")
        case "file":
            return st.from_regex(r"\A[A-Za-z0-9_-]{8,32}\Z")
        case "person":
            return cells_for(definition, one)
        case "table":
            if one.rows.preset:
                return st.tuples(*(cells_for(definition, one, dict(row)) for row in one.rows.preset)).map(list)
            return st.lists(cells_for(definition, one), min_size=max(one.rows.min, 1), max_size=min(one.rows.max, 3))
    raise AssertionError(one.type)


def cells_for(
    definition: Definition, one: Field, given: dict[str, Any] | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    given = given or {}
    made = {
        inner.key: st.just(given[inner.key]) if inner.key in given else value_for(definition, inner)
        for inner in one.columns
    }
    needed = {key: made[key] for key in made if definition_requires(one, key) or key in given}
    return st.fixed_dictionaries(needed, optional={key: made[key] for key in made if key not in needed})


def definition_requires(one: Field, key: str) -> bool:
    inner = next(column for column in one.columns if column.key == key)
    return inner.required or inner.default is not None


def answers_for(definition: Definition, fields: list[Field]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the given fields answered."""
    return st.fixed_dictionaries({}, optional={one.key: value_for(definition, one) for one in fields})


def days_before(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()
