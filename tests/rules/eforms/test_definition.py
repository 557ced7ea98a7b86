"""A bad definition is refused with the path and the reason of everything that is wrong with it."""

import pytest

from motcua.eforms.definition import BadDefinition, load
from motcua.eforms.definition.shapes import digest
from tests.rules.eforms.forms import column, field, form, source


def refused(*fields, **more):
    with pytest.raises(BadDefinition) as bad:
        load(source(*fields, **more))
    return [(".".join(map(str, problem.path)), problem.reason) for problem in bad.value.problems]


def test_a_small_form_is_taken():
    definition = form(field("a", required=True), field("b", "integer", show_if={"var": "a"}))
    assert [one.key for one in definition.fields] == ["a", "b"]
    assert definition.by_key["b"].group == "one"
    assert definition.name("en") == "Small form"


@pytest.mark.parametrize(
    ("attributes", "path", "reason"),
    [
        ({"type": "colour"}, "fields.0.type", "unknown type 'colour'"),
        ({"group": "two"}, "fields.0.group", "no group 'two'"),
        ({"labelvi": "x"}, "fields.0.labelvi", "unknown attribute"),
        ({"label_vi": ""}, "fields.0.label_vi", "must be a text"),
        ({"required": "yes"}, "fields.0.required", "must be true or false"),
        ({"type": "select"}, "fields.0.list", "is missing"),
        ({"type": "select", "list": "moods"}, "fields.0.list", "no list 'moods'"),
        ({"type": "select", "list": "gender", "default": "x"}, "fields.0.default", "not in list 'gender'"),
        ({"list": "gender"}, "fields.0.list", "not for type text"),
        ({"show_if": {"var": "b"}}, "fields.0.show_if", "refers to missing field 'b'"),
        ({"show_if": {"var": "$age.b"}}, "fields.0.show_if", "refers to '$age.b', but there is no date 'b'"),
        ({"show_if": {"today": []}}, "fields.0.show_if", "unknown operator 'today'"),
        ({"show_if": {"log": "x"}}, "fields.0.show_if", "unknown operator 'log'"),
        ({"show_if": {"==": [1, 1], "!=": [1, 1]}}, "fields.0.show_if", "exactly one operator"),
        ({"show_if": {"map": [{"var": "a"}]}}, "fields.0.show_if", "`map` takes 2 arguments"),
        ({"pattern": "[0-9"}, "fields.0.pattern", "not a regular expression"),
        ({"pattern": "[0-9]+"}, "fields.0.pattern", "describes the whole"),
        ({"pattern_if": [{"if": {"var": "a"}}]}, "fields.0.pattern_if", "list of {if, pattern}"),
        ({"case": "lower"}, "fields.0.case", "unknown case 'lower'"),
        ({"prefill": "horoscope"}, "fields.0.prefill", "unknown prefill 'horoscope'"),
        ({"max_length": 0}, "fields.0.max_length", "whole number above 0"),
        ({"type": "integer", "min": 5, "max": 1}, "fields.0.min", "is above max"),
        ({"type": "date", "not_after": "tomorrow"}, "fields.0.not_after", "no date 'tomorrow'"),
        ({"type": "text", "default": "today"}, "fields.0.default", "`today` is for dates"),
        ({"computed": {"rule": "horoscope", "of": "a"}}, "fields.0.computed", "unknown rule 'horoscope'"),
        ({"computed": {"rule": "date_in_words", "of": "b"}}, "fields.0.computed", "no field 'b'"),
        ({"computed": {"cat": [{"var": "a"}]}}, "fields.0", "depends on itself: a"),
        ({"type": "table"}, "fields.0.columns", "is missing"),
        ({"type": "table", "columns": [], "rows": {}}, "fields.0.columns", "at least one entry"),
        (
            {"type": "table", "columns": [column("c", "table")]},
            "fields.0.columns.0.type",
            "a table cannot hold a table",
        ),
        ({"type": "table", "columns": [column("c"), column("c")]}, "fields.0.columns.1.key", "stands twice"),
        ({"type": "table", "columns": [column("c")], "rows": {"min": 3, "max": 2}}, "fields.0.rows", "min ≤ max"),
        (
            {"type": "table", "columns": [column("c")], "rows": {"preset": [{"d": 1}]}},
            "fields.0.rows.preset",
            "no column 'd'",
        ),
        ({"type": "person", "parts": ["soul"]}, "fields.0.parts", "unknown parts 'soul'"),
        ({"type": "person", "parts": ["ethnicity"]}, "fields.0.columns.0.list", "no list 'ethnicity'"),
        ({"type": "file", "media_types": ["pdf"]}, "fields.0.media_types", "must be media types"),
        ({"ask": False, "required": True}, "fields.0.ask", "needs a default or a computed value"),
        ({"type": "person_id", "born": "b"}, "fields.0.born", "no date 'b'"),
        ({"type": "unit", "level": "planet"}, "fields.0.level", "unknown level 'planet'"),
    ],
)
def test_one_fault_is_named(attributes, path, reason):
    found = refused({**field("a"), **attributes})
    assert any(where == path and reason in why for where, why in found), found


def test_a_circle_of_computed_values_is_refused():
    found = refused(field("a", computed={"cat": [{"var": "b"}]}), field("b", computed={"cat": [{"var": "a"}]}))
    assert "depends on itself" in found[0][1]
    assert "a" in found[0][1]
    assert "b" in found[0][1]


def test_a_circle_of_conditions_is_refused():
    found = refused(field("a", show_if={"var": "b"}), field("b", show_if={"var": "a"}))
    assert found[0][0] == "fields.0"


def test_all_faults_are_told_at_once():
    found = refused(field("a", type="colour"), field("b", required=1), key="Big Form", version=0)
    assert [path for path, _ in found] == ["key", "version", "fields.0.type", "fields.1.required"]


@pytest.mark.parametrize(
    ("more", "path", "reason"),
    [
        ({"groups": []}, "groups", "at least one"),
        ({"fields": "none"}, "fields", "must be a list"),
        ({"colour": "red"}, "colour", "unknown member"),
        ({"lists": {"x": [{"code": "a b", "label_vi": "x", "label_en": "x"}]}}, "lists.x.0.code", "must be a code"),
        ({"lists": {"x": [{"code": "a", "label_vi": "x"}]}}, "lists.x.0.label_en", "is missing"),
        ({"lists": {"x": []}}, "lists.x", "at least one choice"),
        (
            {"checks": [{"key": "c", "check": {"var": "z"}, "field": "a", "words_vi": "x", "words_en": "x"}]},
            "checks.0.check",
            "missing field 'z'",
        ),
        (
            {"checks": [{"key": "c", "check": True, "field": "z", "words_vi": "x", "words_en": "x"}]},
            "checks.0.field",
            "no field 'z'",
        ),
        (
            {
                "checks": [
                    {"key": "c", "check": True, "field": "a", "words_vi": "x", "words_en": "x", "severity": "shout"}
                ]
            },
            "checks.0.severity",
            "refuse or warn",
        ),
    ],
)
def test_faults_outside_fields(more, path, reason):
    found = refused(field("a"), **more)
    assert any(where == path and reason in why for where, why in found), found


def test_keys_stand_once():
    assert refused(field("a"), field("a")) == [("fields.1.key", "key 'a' stands twice")]


def test_a_group_without_a_field_is_refused():
    groups = [{"key": key, "title_vi": "x", "title_en": "x"} for key in ("one", "two")]
    assert refused(field("a"), groups=groups) == [("groups.1", "group 'two' has no field")]


def test_a_condition_in_a_table_sees_the_cells_before_it():
    seen = column("b", show_if={"var": "c"})
    form(field("t", "table", columns=[column("c", "boolean"), seen]))
    found = refused(field("t", "table", columns=[seen, column("c", "boolean")]))
    assert found == [("fields.0.columns.0.show_if", "refers to missing field 'c'")]


def test_a_sum_over_a_table_names_its_columns():
    total = {"reduce": [{"var": "t"}, {"+": [{"var": "accumulator"}, {"var": "current.n"}]}, 0]}
    table = field("t", "table", columns=[column("n", "integer")])
    form(table, field("s", "integer", computed=total))
    found = refused(field("t", "table", columns=[column("m", "integer")]), field("s", "integer", computed=total))
    assert found == [("fields.1.computed", "refers to column 'n' that table 't' does not have")]


def test_the_digest_does_not_mind_the_order_of_members():
    one = source(field("a"))
    assert digest(one) == digest(dict(reversed(one.items())))
    assert digest(one) != digest(source(field("a", required=True)))


def test_what_a_field_needs_is_decided_before_it():
    definition = form(field("b", show_if={"var": "a"}), field("a", computed={"cat": [{"var": "c"}]}), field("c"))
    assert definition.order.index("c") < definition.order.index("a") < definition.order.index("b")
