"""The people of examples: a family around one applicant, always the same for the same applicant; pure.

All are invented; serial numbers below 000100 mark their personal numbers. Nothing may ever be sent to them.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from motcua.eforms import conditions
from motcua.eforms.rules.values import gender

APPLICANT: dict[str, Any] = {
    "kind": "person",
    "full_name": "Bùi Thị Hạnh",
    "personal_id": "017198000014",
    "birth_date": "1998-03-14",
    "phone": "0912000345",
    "email": "hanh@example.vn",
}
"""Who applies in an example when nobody is given."""

_WOMEN = ("Bùi Thị Hương", "Đinh Thị Thảo", "Quách Thị Ngân", "Nguyễn Thị Ỷ", "Hà Thị Lan", "Bạch Thị Duyên")
_MEN = ("Bùi Văn Cường", "Đinh Công Thành", "Quách Văn Dũng", "Nguyễn Văn Sơn", "Hà Văn Toàn", "Bạch Công Minh")
_ELDERS = ("Bùi Văn Ểu", "Đinh Công Niệm", "Quách Văn Thực", "Nguyễn Văn Cầu")
_GIVEN = ("Gia Bảo", "Minh Khôi", "Đức Anh", "Bảo Nam", "Nhật Minh", "Hải Đăng", "Tuấn Kiệt", "Quang Huy")
COUPLE_AGES, PARENT_AGES = range(20, 61), range(20, 46)


def cast(applicant: Mapping[str, Any], today: date) -> dict[str, dict[str, Any]]:
    """Role → what is said of the person: full_name, personal_id, birth_date, gender; of the applicant whatever was
    given.

    Roles: applicant, spouse, bride, groom, mother, father (of the newborn and of the child), newborn, child, elder,
    applicant_mother, applicant_father; `words` holds what the applicant is to them.
    """
    me = {name: value for name, value in applicant.items() if value}
    number = str(me.get("personal_id", ""))
    me["gender"] = gender(number) if len(number) == 12 and number.isdigit() else me.get("gender", "female")
    seed = sum(map(ord, str(me.get("full_name", "")) + number))
    born = conditions.first_day(str(me.get("birth_date", ""))) or date(1990, 1, 1)
    age = conditions.years_between(born.isoformat(), today) or 0
    woman = _person(_pick(_WOMEN, seed, me), date(1998, 3, 14), "female", 14)
    man = _person(_pick(_MEN, seed, me), date(1995, 9, 2), "male", 21)
    female = me["gender"] == "female"
    wife, husband = (me, man) if female else (woman, me)
    bride, groom = (wife, husband) if age in COUPLE_AGES else (woman, man)
    mother, father = (wife, husband) if age in PARENT_AGES else (woman, man)
    surname = str(father["full_name"]).split()[0]
    parent = ("mother", "Mẹ") if me is mother else ("father", "Cha") if me is father else ("grandparent", "Ông, bà")
    me["registered"] = (born + timedelta(days=20)).isoformat()
    return {
        "applicant": me,
        "spouse": man if female else woman,
        "bride": bride,
        "groom": groom,
        "mother": mother,
        "father": father,
        "newborn": {"full_name": f"{surname} {_pick(_GIVEN, seed, {})}", "gender": "male"},
        "child": _person(f"{surname} Minh Anh", date(2021, 5, 2), "female", 42),
        "elder": {**_person(_pick(_ELDERS, seed, {}), date(1946, 1, 1), "male", 33), "birth_date": "1946"},
        "applicant_mother": {**_person("Quách Thị Ngữ", _years_before(born, 24), "female", 51)},
        "applicant_father": {**_person(f"{_surname(me)} Văn Khoan", _years_before(born, 27), "male", 62)},
        "words": {
            "parent": parent[1],
            "birth_relation": parent[0],
            "elder": "Con" if age > COUPLE_AGES.stop else "Cháu",
            "business": f"Hộ kinh doanh {me.get('full_name', '')}".strip(),
        },
    }


def _pick(names: Sequence[str], seed: int, besides: Mapping[str, Any]) -> str:
    """A name by the seed, never that of somebody who is there already."""
    free = [name for name in names if name != besides.get("full_name")]
    return free[seed % len(free)]


def _surname(person: Mapping[str, Any]) -> str:
    return (str(person.get("full_name", "")).split() or ["Bùi"])[0]


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _person(name: str, born: date, sex: str, serial: int) -> dict[str, Any]:
    century = (born.year - 1900) // 100 * 2 + (sex == "female")
    number = f"017{century}{born.year % 100:02}{serial:06}"
    return {"full_name": name, "birth_date": born.isoformat(), "gender": sex, "personal_id": number}
