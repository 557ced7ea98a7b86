"""What a form says across fields: hidden, required, computed, tables, persons, checks."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.eforms import rules
from tests.rules.eforms.forms import (
    TODAY,
    answers_for,
    any_place,
    codes,
    column,
    days_before,
    field,
    form,
    judge,
    pack,
)

NUMBER = "017198000014"


def test_answers_are_an_object():
    assert codes(judge(form(field("a")), ["a"])) == [("", "type.answers")]


def test_unknown_answers_are_named():
    assert codes(judge(form(field("a")), {"a": "x", "b": 1})) == [("b", "field.unknown")]


@pytest.mark.parametrize(
    ("kind", "code", "more"),
    [
        ("text", "field.missing", {}),
        ("date", "field.missing", {}),
        ("select", "choice.missing", {"list": "gender"}),
        ("boolean", "choice.missing", {}),
        ("agency", "choice.missing", {}),
        ("accept", "accept.missing", {}),
        ("file", "file.missing", {}),
        ("address", "place.missing", {}),
        ("unit", "place.missing", {}),
        ("table", "table.few", {"columns": [column("c")]}),
        ("person", "field.missing", {"parts": ["full_name"]}),
    ],
)
@pytest.mark.parametrize("empty", [{}, {"a": None}, {"a": ""}])
def test_what_is_required_is_missed(kind, code, more, empty):
    assert codes(judge(form(field("a", kind, required=True, **more)), empty)) == [("a", code)]


def test_a_hidden_field_is_dropped_and_not_missed():
    definition = form(field("wants", "boolean"), field("count", "integer", required=True, show_if={"var": "wants"}))
    assert judge(definition, {"wants": False, "count": 3}).answers == {"wants": False}
    assert judge(definition, {"wants": False, "count": "many"}).ok
    assert codes(judge(definition, {"wants": True})) == [("count", "field.missing")]
    assert judge(definition, {"wants": True, "count": 3}).answers == {"wants": True, "count": 3}


def test_what_depends_on_a_hidden_field_is_hidden():
    definition = form(
        field("a", "boolean"),
        field("b", "boolean", show_if={"var": "a"}),
        field("c", required=True, show_if={"var": "b"}),
    )
    assert judge(definition, {"a": False, "b": True, "c": "x"}).answers == {"a": False}


def test_a_hidden_group_asks_nothing():
    groups = [
        {"key": "one", "title_vi": "x", "title_en": "x"},
        {"key": "two", "title_vi": "y", "title_en": "y", "show_if": {"var": "a"}},
    ]
    definition = form(field("a", "boolean"), {**field("b", required=True), "group": "two"}, groups=groups)
    assert judge(definition, {"a": False, "b": "x"}).answers == {"a": False}
    assert [group.key for group in rules.visible_groups(definition, {"a": False}, today=TODAY)] == ["one"]
    assert [group.key for group in rules.visible_groups(definition, {"a": True}, today=TODAY)] == ["one", "two"]
    outcome = judge(definition, {"a": True})
    assert outcome.errors_in(definition, "one") == ()
    assert [error.path for error in outcome.errors_in(definition, "two")] == ["b"]


def test_required_if():
    definition = form(
        field("status", "select", list="gender"), field("why", required_if={"in": [{"var": "status"}, ["female"]]})
    )
    assert judge(definition, {"status": "male"}).ok
    assert judge(definition, {}).ok
    assert codes(judge(definition, {"status": "female"})) == [("why", "field.missing")]


def test_age_decides():
    definition = form(
        field("born", "date_or_year"), field("parent", "accept", required_if={"<": [{"var": "$age.born"}, 18]})
    )
    assert codes(judge(definition, {"born": "2010-01-01"})) == [("parent", "accept.missing")]
    assert judge(definition, {"born": "2008-11-22"}).ok
    assert not judge(definition, {"born": "2008-11-23"}).ok
    assert judge(definition, {"born": "2008"}).ok
    assert judge(definition, {}).ok


def test_computed_values_are_filled_and_never_taken_from_outside():
    words = field("words", computed={"rule": "date_in_words", "of": "day"})
    total = field("fee", "money", computed={"*": [8000, {"var": "copies"}]})
    definition = form(words, total, field("day", "date"), field("copies", "integer"))
    outcome = judge(definition, {"words": "sai", "fee": 1, "day": "2026-10-28", "copies": 2})
    assert outcome.answers["words"] == "Ngày hai mươi tám tháng mười năm hai nghìn không trăm hai mươi sáu"
    assert outcome.answers["fee"] == 16000
    assert judge(definition, {"words": "sai"}).answers == {}


def test_defaults_are_filled():
    definition = form(
        field("a", "select", list="gender", default="male", required=True),
        field("d", "date", default="today", required=True),
    )
    assert judge(definition, {}).answers == {"a": "male", "d": "2026-11-22"}
    assert judge(definition, {"a": "female", "d": "2026-01-01"}).answers == {"a": "female", "d": "2026-01-01"}


def test_pattern_if_counts_while_its_condition_holds():
    definition = form(
        field("kind", "select", list="gender"),
        field("number", pattern_if=[{"if": {"==": [{"var": "kind"}, "male"]}, "pattern": "^[0-9]{12}$"}]),
    )
    assert codes(judge(definition, {"kind": "male", "number": "B123"})) == [("number", "text.digits")]
    assert judge(definition, {"kind": "female", "number": "B123"}).ok


TABLE = field(
    "members",
    "table",
    rows={"min": 0, "max": 2},
    columns=[
        column("name", format="name", required=True),
        column("born", "date", not_after="today"),
        column("sex", "select", list="gender", default="male"),
        column("number", "person_id", born="born", required_if={"<": [{"var": "$age.born"}, 90]}),
    ],
)


def test_rows_are_cleaned_and_empty_ones_dropped():
    rows = [{"name": " Bùi  An "}, {}, {"name": "", "born": None}]
    assert judge(form(TABLE), {"members": rows}).answers == {"members": [{"name": "Bùi An", "sex": "male"}]}
    assert judge(form(TABLE), {"members": [{}]}).answers == {}


def test_errors_in_rows_name_the_row_as_it_was_sent():
    outcome = judge(form(TABLE), {"members": [{}, {"born": "2027-01-01"}]})
    assert codes(outcome) == [
        ("members.1.name", "field.missing"),
        ("members.1.born", "date.after_today"),
        ("members.1.number", "field.missing"),
    ]
    assert outcome.errors[0].facts["label_vi"] == "Mục name (dòng 2)"


def test_a_cell_that_a_condition_needs():
    assert codes(judge(form(TABLE), {"members": [{"name": "A", "born": "1990-01-01"}]})) == [
        ("members.0.number", "field.missing")
    ]
    assert judge(form(TABLE), {"members": [{"name": "A", "born": "1930-01-01"}]}).ok


@pytest.mark.parametrize(
    ("raw", "path", "code"),
    [
        ("x", "members", "type.list"),
        ({"0": {"name": "A"}}, "members", "type.list"),
        (["x"], "members", "type.list"),
        ([{"name": "A", "age": 1}], "members.0.age", "field.unknown"),
        ([{"name": "A"}] * 3, "members", "table.many"),
    ],
)
def test_wrong_tables(raw, path, code):
    assert codes(judge(form(TABLE), {"members": raw})) == [(path, code)]


def test_a_required_table_with_an_empty_row_says_what_is_missing_in_it():
    definition = form({**TABLE, "required": True, "rows": {"min": 1, "max": 2}})
    assert codes(judge(definition, {"members": [{}]})) == [("members.0.name", "field.missing")]
    assert codes(judge(definition, {})) == [("members", "table.few")]


PRESET = field(
    "care",
    "table",
    required=True,
    rows={"preset": [{"act": "male"}, {"act": "female"}]},
    columns=[column("act", "select", list="gender", required=True), column("how", required=True)],
)


def test_given_rows_are_completed():
    outcome = judge(form(PRESET), {"care": [{"how": "tốt"}, {"how": "kém"}]})
    assert outcome.answers == {"care": [{"act": "male", "how": "tốt"}, {"act": "female", "how": "kém"}]}


@pytest.mark.parametrize(
    "rows",
    [
        [{"how": "tốt"}],
        [{"how": "a"}, {"how": "b"}, {"how": "c"}],
        [{"act": "male", "how": "a"}, {"act": "male", "how": "b"}],
    ],
)
def test_given_rows_stay_as_they_are(rows):
    assert codes(judge(form(PRESET), {"care": rows})) == [("care", "table.preset")]


PERSON = field("carer", "person", parts=["full_name", "personal_id", "birth_date"], required_parts=["full_name"])


def test_a_person_is_cleaned_part_by_part():
    outcome = judge(form(PERSON), {"carer": {"full_name": " bùi  thị hạnh", "personal_id": "017 198 000 014"}})
    assert outcome.answers == {"carer": {"full_name": "bùi thị hạnh", "personal_id": NUMBER}}
    assert judge(form(PERSON), {"carer": {"full_name": ""}}).answers == {}
    wrong = judge(form(PERSON), {"carer": {"birth_date": "2030"}})
    assert codes(wrong) == [("carer.full_name", "field.missing"), ("carer.birth_date", "date.after_today")]
    assert wrong.errors[0].facts["label_vi"] == "Họ, chữ đệm, tên (mục carer)"
    assert codes(judge(form(PERSON), {"carer": "Hạnh"})) == [("carer", "type.person")]


CHECK = {
    "key": "order",
    "field": "b",
    "check": {"<=": [{"var": "a"}, {"var": "b"}]},
    "words_vi": "B nhỏ hơn A",
    "words_en": "B is below A",
}


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"a": 1, "b": 2}, []),
        ({"a": 2, "b": 1}, [("b", "check.failed")]),
        ({"a": 2}, []),
        ({"a": 2, "b": "x"}, [("b", "type.whole")]),
    ],
)
def test_a_check_refuses_only_what_is_known_to_be_wrong(answers, errors):
    assert codes(judge(form(field("a", "integer"), field("b", "integer"), checks=[CHECK]), answers)) == errors


def test_a_warning_stops_nobody():
    outcome = judge(
        form(field("a", "integer"), field("b", "integer"), checks=[{**CHECK, "severity": "warn"}]), {"a": 2, "b": 1}
    )
    assert outcome.ok
    assert [(one.path, one.facts["words_vi"]) for one in outcome.warnings] == [("b", "B nhỏ hơn A")]


def with_example(key, **changes):
    definition = pack()[key]
    answers = {**rules.example(definition, today=TODAY), **changes}
    return judge(definition, {name: value for name, value in answers.items() if value is not None})


@pytest.mark.parametrize(
    ("key", "changes", "errors"),
    [
        ("birth", {"mother_name": None, "father_name": None}, [("mother_name", "check.failed")]),
        ("birth", {"mother_name": None, "father_name": None, "applicant_relation": "carer"}, []),
        (
            "birth",
            {"mother_birth_date": "2017-01-01", "mother_person_id": None},
            [("mother_birth_date", "check.failed")],
        ),
        ("birth", {"child_birth_date": "2026-11-23"}, [("child_birth_date", "date.after_today")]),
        ("birth", {"applicant_id_number": "0171980000"}, [("applicant_id_number", "text.digits")]),
        ("birth", {"statement": False}, [("statement", "accept.missing")]),
        ("birth", {"wants_copies": True, "copies_count": None}, [("copies_count", "field.missing")]),
        ("birth", {"wants_copies": False, "copies_count": None}, []),
        ("marriage", {"bride_birth_date": "2008-11-22", "bride_person_id": None}, []),
        (
            "marriage",
            {"bride_birth_date": "2008-11-23", "bride_person_id": None},
            [("bride_birth_date", "check.failed")],
        ),
        (
            "marriage",
            {"groom_birth_date": "2006-11-23", "groom_person_id": None},
            [("groom_birth_date", "check.failed")],
        ),
        ("marital_status", {"status": "divorced"}, [("status_details", "field.missing")]),
        ("residence_ct01", {"birth_date": "2010-01-01"}, [("parent_agrees", "accept.missing")]),
        (
            "hb_new",
            {"activities": [{"name": "A", "vsic_code": "4711", "main": False}]},
            [("activities", "check.failed")],
        ),
        ("hb_new", {"business_name": "Hộ kinh doanh công ty An"}, [("business_name", "check.failed")]),
        ("hb_new", {"business_name": "Quán An"}, [("business_name", "check.failed")]),
        ("hb_new", {"owner_kind": "household"}, [("family_members", "table.few")]),
        ("social_allowance", {"group": "1c"}, [("children", "table.few")]),
        ("social_allowance", {"disability_cert_number": None}, [("disability_cert_number", "field.missing")]),
        ("social_allowance", {"payment_method": "cash", "bank_account": None}, []),
        ("disability", {"self_care": None}, [("self_care", "table.few")]),
        ("build_permit", {"floor_area": 10}, [("floor_area", "check.failed")]),
        ("re_birth", {"old_date": "2016-01-01"}, [("old_date", "check.failed")]),
        (
            "civil_correction",
            {"kind": "change", "subject_birth_date": "2015-01-01", "subject_person_id": None},
            [("consent_subject", "check.failed")],
        ),
        ("general", {"request": None}, [("request", "field.missing")]),
    ],
)
def test_rules_of_the_forms(key, changes, errors):
    assert codes(with_example(key, **changes)) == errors


def test_a_late_birth_is_told_to_the_officer():
    assert [one.facts["check"] for one in with_example("birth", child_birth_date=days_before(61)).warnings] == ["late"]
    assert with_example("birth", child_birth_date=days_before(60)).warnings == ()


@given(st.data())
def test_cleaning_twice_changes_nothing(data):
    definition = pack()[data.draw(st.sampled_from(sorted(pack())))]
    answers = data.draw(answers_for(definition, list(definition.fields)))
    once = judge(definition, answers)
    again = judge(definition, once.answers)
    assert again.answers == once.answers


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_nothing_that_is_sent_breaks_it(data):
    definition = pack()[data.draw(st.sampled_from(sorted(pack())))]
    keys = [one.key for one in definition.fields]
    answers = data.draw(st.dictionaries(st.sampled_from(keys) | st.text(max_size=5), JSON, max_size=8))
    outcome = rules.validate(definition, answers, today=TODAY, place_exists=any_place)
    json.dumps(outcome.answers)
