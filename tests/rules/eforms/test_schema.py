"""The JSON Schema takes what `validate` puts out, and both refuse what has the wrong type."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from motcua.eforms import rules
from tests.rules.eforms.forms import TODAY, answers_for, column, field, form, judge, pack, source

KEYS = sorted(pack())


def valid(definition, answers):
    return not list(Draft202012Validator(rules.json_schema(definition)).iter_errors(answers))


@pytest.mark.parametrize("key", KEYS)
def test_it_is_a_schema(key):
    schema = rules.json_schema(pack()[key])
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:motcua:form:{key}:1"
    json.dumps(schema)


@given(st.data())
def test_what_comes_out_clean_is_taken(data):
    definition = pack()[data.draw(st.sampled_from(KEYS))]
    example = rules.example(definition, today=TODAY)
    changes = data.draw(answers_for(definition, list(definition.fields)))
    outcome = judge(definition, {**example, **changes})
    if outcome.ok:
        assert valid(definition, outcome.answers)


WRONG = {
    "object": {"x": 1},
    "list": [["x"]],
    "number": 3.5,
    "text": "\u0001 không đúng",
    "true": True,
}
TAKES = {  # which of the wrong kinds are right for a type
    "text": {"text"},
    "textarea": {"text"},
    "decimal": {"number"},
    "boolean": {"true"},
    "accept": {"true"},
}


@given(st.data())
def test_a_wrong_type_is_refused_by_both(data):
    definition = pack()[data.draw(st.sampled_from(KEYS))]
    example = judge(definition, rules.example(definition, today=TODAY)).answers
    one = definition.by_key[data.draw(st.sampled_from(sorted(example)))]
    kind = data.draw(st.sampled_from(sorted(set(WRONG) - TAKES.get(one.type, set()))))
    if one.computed is not None:
        return
    answers = {**example, one.key: WRONG[kind]}
    assert not valid(definition, answers), (one.key, kind)
    assert any(error.path.split(".")[0] == one.key for error in judge(definition, answers).errors), (one.key, kind)


def test_what_every_answer_needs_is_required_and_the_rest_is_not():
    definition = form(
        field("a", required=True),
        field("b", required=True, show_if={"var": "a"}),
        field("c", required=True, default="x"),
        field("d", required=True, computed={"cat": [{"var": "a"}]}),
        field("e", required_if={"var": "a"}),
    )
    schema = rules.json_schema(definition)
    assert schema["required"] == ["a"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["d"]["readOnly"] is True
    assert schema["properties"]["c"]["default"] == "x"


def test_tables_and_persons_are_described_inside():
    definition = form(
        field("t", "table", rows={"min": 1, "max": 3}, columns=[column("c", "integer", required=True, max=9)]),
        field("p", "person", parts=["full_name", "personal_id"]),
    )
    properties = rules.json_schema(definition)["properties"]
    assert (properties["t"]["minItems"], properties["t"]["maxItems"]) == (1, 3)
    assert properties["t"]["items"]["required"] == ["c"]
    assert properties["p"]["required"] == ["full_name"]


@pytest.mark.parametrize("key", KEYS)
def test_the_description_of_pages_holds_every_field_once(key):
    definition = pack()[key]
    found = rules.ui(definition)
    assert [one["key"] for group in found["groups"] for one in group["fields"]] == [
        one.key for group in definition.groups for one in definition.in_group(group.key)
    ]
    assert all("example" not in one for group in found["groups"] for one in group["fields"])


def test_the_schema_of_a_form_stays_while_the_form_stays():
    assert rules.json_schema(form(field("a"))) == rules.json_schema(form(*source(field("a"))["fields"]))
