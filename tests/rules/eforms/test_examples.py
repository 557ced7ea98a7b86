"""Every form of the pack has an example that is valid, agrees with itself and with whoever applies."""

from datetime import date

import pytest
from jsonschema import Draft202012Validator

from motcua.eforms import rules
from tests.rules.eforms.forms import TODAY, column, field, form, judge, pack

KEYS = sorted(pack())
APPLICANTS = [
    None,
    {
        "kind": "person",
        "full_name": "Bùi Thị Mai",
        "personal_id": "017184003125",
        "birth_date": "1984-05-19",
        "phone": "0912000345",
    },
    {"full_name": "Nguyễn Văn Sơn", "personal_id": "017060003125", "birth_date": "1960-05-19"},
    {"full_name": "Hà Văn Toàn", "personal_id": "017206003125", "birth_date": "2006-12-19", "phone": "0912000346"},
    {"full_name": "Đinh Thị Thảo", "personal_id": "017302000077", "birth_date": "2002-02-03"},
]


def test_the_pack_has_fifteen_forms_and_the_general_one():
    assert len(KEYS) == 16
    assert "general" in KEYS


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("applicant", APPLICANTS)
@pytest.mark.parametrize("today", [TODAY, date(2026, 1, 2), date(2027, 3, 1)])
def test_the_example_is_valid(key, applicant, today):
    definition = pack()[key]
    example = rules.example(definition, today=today, applicant=applicant)
    outcome = judge(definition, example, today=today)
    assert outcome.errors == ()
    assert outcome.warnings == ()
    schema = Draft202012Validator(rules.json_schema(definition))
    assert list(schema.iter_errors(example)) == []
    assert list(schema.iter_errors(outcome.answers)) == []


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("applicant", APPLICANTS[1:])
def test_the_example_names_the_applicant_wherever_the_state_knows_him(key, applicant):
    definition = pack()[key]
    example = rules.example(definition, today=TODAY, applicant=applicant)
    for one in definition.fields:
        part = one.prefill.removeprefix("identity.")
        if one.prefill.startswith("identity.") and part in applicant:
            assert example[one.key] == applicant[part], one.key


@pytest.mark.parametrize("applicant", APPLICANTS)
def test_the_family_of_an_example_agrees(applicant):
    example = rules.example(pack()["birth"], today=TODAY, applicant=applicant)
    father, child = example["father_name"], example["child_name"]
    assert child.split()[0] == father.split()[0]
    assert example["father_person_id"][3] in "02"
    assert example["mother_person_id"][3] in "13"
    if example["applicant_relation"] in ("mother", "father"):
        assert example[f"{example['applicant_relation']}_name"] == example["applicant_name"]


def test_a_form_without_examples_has_one_all_the_same():
    kinds = ["text", "textarea", "integer", "decimal", "money", "date", "datetime", "month", "date_or_year", "boolean"]
    kinds += ["accept", "person_id", "phone", "email", "address", "unit", "agency", "file"]
    definition = form(
        *(field(f"x_{kind}", kind, required=True) for kind in kinds),
        field("one", "select", list="gender", required=True),
        field("more", "multiselect", list="gender", required=True),
        field(
            "rows", "table", required=True, rows={"min": 2, "max": 3}, columns=[column("c", required=True), column("d")]
        ),
        field("who", "person", required=True, parts=["full_name", "personal_id"]),
    )
    example = rules.example(definition, today=TODAY)
    assert judge(definition, example).ok
    assert len(example["rows"]) == 2


def test_blank_and_prefilled_answers():
    definition = pack()["birth"]
    assert rules.blank(definition)["child_nationality"] == "VN"
    assert "signed_date" not in rules.blank(definition)
    assert len(rules.blank(pack()["disability"])["self_care"]) == 8
    known = {
        "identity.full_name": "Bùi Thị Hạnh",
        "residence": {"place": "05392", "line": "Khu 13"},
        "contact.phone": "",
    }
    assert rules.prefill(definition, known) == {
        "applicant_name": "Bùi Thị Hạnh",
        "applicant_residence": {"place": "05392", "line": "Khu 13"},
    }
