"""One form out of several: asked once, spoken in one set of keys, given back to each in its own shape."""

from datetime import date
from typing import Any

from motcua.eforms.definition import Definition, load
from motcua.eforms.union import Member, faults, judge, unite
from motcua.eforms.union.renaming import renamed

TODAY = date(2026, 8, 27)
GENDER = [
    {"code": "male", "label_vi": "Nam", "label_en": "Male"},
    {"code": "female", "label_vi": "Nữ", "label_en": "F"},
]


def a_field(key: str, type: str = "text", group: str = "main", **more: Any) -> dict[str, Any]:
    return {"key": key, "type": type, "label_vi": key, "label_en": key, "group": group, **more}


def a_form(key: str, fields: list[dict[str, Any]], **more: Any) -> Definition:
    named = dict.fromkeys(field["group"] for field in fields)
    groups = more.pop("groups", [{"key": one, "title_vi": one, "title_en": one} for one in named])
    return load({"key": key, "version": 1, "name_vi": key, "name_en": key, "groups": groups, "fields": fields, **more})


BIRTH = a_form(
    "birth",
    [
        a_field("name", required=True, max_length=100),
        a_field("born", "date", required=True, not_after="today"),
        a_field("died", "datetime"),
        a_field("gender", "select", list="gender", required=True),
        a_field("vow", "accept", group="end", required=True),
    ],
    groups=[
        {"key": "main", "title_vi": "Trẻ", "title_en": "Child"},
        {"key": "end", "title_vi": "Cam đoan", "title_en": "Vow", "closing": True},
    ],
    lists={"gender": GENDER},
)
HOME = a_form(
    "home",
    [
        a_field("full_name", required=True, max_length=60),
        a_field("birth_date", "date", required=True),
        a_field("person_id", "person_id", required=True, born="birth_date"),
        a_field("died_on", "date"),
        a_field("parent", "accept", group="consent", required_if={"<": [{"var": "$age.birth_date"}, 18]}),
        a_field("owner", "accept", group="consent"),
        a_field("owner_name", group="consent", show_if={"var": "owner"}, required=True),
        a_field("office", "agency", group="main"),
        a_field("note", group="main", required=True),
        a_field("swear", "accept", group="last", required=True),
    ],
    groups=[
        {"key": "main", "title_vi": "Nhà", "title_en": "Home"},
        {"key": "consent", "title_vi": "Đồng ý", "title_en": "Consent"},
        {"key": "last", "title_vi": "Cam đoan", "title_en": "Vow", "closing": True},
    ],
    checks=[
        {
            "key": "old",
            "field": "birth_date",
            "check": {"<": [{"var": "$days.birth_date"}, 60]},
            "words_vi": "Quá 60 ngày",
            "words_en": "More than 60 days",
            "severity": "warn",
        }
    ],
)
SHARED = {
    ("birth", "name"): (("home", "full_name"),),
    ("birth", "born"): (("home", "birth_date"),),
    ("birth", "died"): (("home", "died_on"),),
    ("birth", "vow"): (("home", "swear"),),
}
MEMBERS = (
    Member("birth", "Khai sinh", "Birth", BIRTH),
    Member(
        "home",
        "Thường trú",
        "Home",
        HOME,
        given={"office": "$agency", "note": "Trẻ mới sinh"},
        later=frozenset({"person_id"}),
    ),
)
ANSWERS = {"name": "AN", "born": "2026-08-01", "gender": "male", "vow": True, "home_parent": True}


def union() -> Any:
    return unite("both", 1, "Cả hai", "Both", MEMBERS, SHARED)


def judged(answers: dict[str, Any]) -> Any:
    return judge(union(), answers, agencies={"home": "H44.229"}, today=TODAY, place_exists=lambda *_: True)


def test_a_shared_question_is_asked_once_and_conditions_speak_its_key() -> None:
    made = union().definition
    assert list(made.by_key) == [
        "name",
        "born",
        "died",
        "gender",
        "vow",
        "home_parent",
        "home_owner",
        "home_owner_name",
    ]
    assert made.by_key["home_parent"].required_if == {"<": [{"var": "$age.born"}, 18]}
    assert made.by_key["home_owner_name"].show_if == {"var": "home_owner"}
    assert made.checks[0].check == {"<": [{"var": "$days.born"}, 60]}
    assert made.by_key["name"].max_length == 60, "as strict as the strictest form that it fills"


def test_groups_that_ask_nothing_are_gone_and_there_is_one_vow() -> None:
    groups = union().definition.groups
    assert [one.key for one in groups] == ["main", "end", "home_consent"]
    assert groups[2].intro_vi == "Để làm: Thường trú."


def test_each_form_gets_its_own_answers_back() -> None:
    found = judged({**ANSWERS, "died": "2026-08-20T04:30"})
    assert found.errors == ()
    assert found.members["home"] == {
        "full_name": "AN",
        "birth_date": "2026-08-01",
        "died_on": "2026-08-20",
        "parent": True,
        "office": "H44.229",
        "note": "Trẻ mới sinh",
        "swear": True,
    }


def test_a_fault_stands_once_at_the_question_that_was_asked() -> None:
    found = judged({key: value for key, value in ANSWERS.items() if key not in ("name", "home_parent")})
    assert sorted(error.path for error in found.errors) == ["home_parent", "name"]


def test_what_is_known_later_is_no_fault_now() -> None:
    assert "person_id" not in judged(ANSWERS).members["home"]


def test_without_the_asker_the_next_one_asks() -> None:
    shared = {("birth", "name"): (("home", "full_name"), ("card", "name"))}
    card = a_form("card", [a_field("name", required=True)])
    members = (MEMBERS[1], Member("card", "Thẻ", "Card", card))
    made = unite("both", 1, "a", "b", members, shared)
    assert made.keys["card"]["name"] == "full_name"
    assert made.serves("full_name") == ("home", "card")


def test_a_list_of_the_same_name_that_says_something_else_gets_its_own() -> None:
    other = [{"code": "x", "label_vi": "Khác", "label_en": "Other"}]
    card = a_form("card", [a_field("sex", "select", list="gender")], lists={"gender": other})
    made = unite("both", 1, "a", "b", (MEMBERS[0], Member("card", "Thẻ", "Card", card)), {}).definition
    assert made.by_key["card_sex"].list == "card_gender"
    assert [one.code for one in made.lists["gender"]] == ["male", "female"]


def test_a_table_is_renamed_and_its_rows_are_not() -> None:
    names = {"rows": "home_rows", "name": "home_name"}
    logic = {"reduce": [{"var": "rows"}, {"+": [{"var": "current.name"}, {"var": "accumulator"}]}, {"var": "name"}]}
    assert renamed(logic, names) == {
        "reduce": [
            {"var": "home_rows"},
            {"+": [{"var": "current.name"}, {"var": "accumulator"}]},
            {"var": "home_name"},
        ]
    }


def test_what_cannot_be_one_form_is_said() -> None:
    shared = {
        ("birth", "name"): (("home", "birth_date"), ("home", "nothing")),
        ("birth", "born"): (("home", "birth_date"),),
    }
    members = (MEMBERS[0], Member("home", "Nhà", "Home", HOME, skip=frozenset({"note"}), later=frozenset({"gone"})))
    codes = [code for code, _facts in faults(members, shared)]
    assert codes == [
        "linked.not_convertible",
        "linked.question_unknown",
        "linked.question_twice",
        "linked.question_unknown",
        "linked.skip_needed",
    ]
