"""The questions in order, and the answers in words."""

import pytest
from django.template.loader import render_to_string

from motcua.desks.shell import eform
from motcua.eforms import rules
from tests.rules.eforms.forms import TODAY, column, field, form, judge, pack

KNOWN = eform.Known(
    label=lambda code, on: (
        "Xã Lạc Thủy, tỉnh Phú Thọ",
        "Trước 01/07/2025: xã Khoan Dụ, huyện Lạc Thủy, tỉnh Hòa Bình",
    ),
    agencies=[("H44.229", "Công an xã Lạc Thủy")],
    files={"a1": "anh.jpg"},
    sources={"who": "Lấy từ tài khoản"},
)


def lines(definition, answers, lang="vi", **more):
    groups = eform.summary(definition, answers, lang, today=TODAY, known=KNOWN, **more)
    return {line.key: line for group in groups for line in group.lines}


def test_the_questions_of_a_birth():
    birth = pack()["birth"]
    example = rules.example(birth, today=TODAY)
    found = eform.steps(birth, example, today=TODAY)
    assert [step.key for step in found] == [
        "child_name", "child_birth", "child_about", "child_place", "mother", "father", "marriage", "applicant", "contact", "copies",
    ]  # fmt: skip
    assert found[3].title == "Trẻ sinh ra ở đâu?"
    assert eform.steps(birth, lang="en")[3].title == "Where was the child born?"
    last = eform.closing(birth)
    assert last is not None
    assert [one.key for one in last.fields] == ["statement"]


def test_questions_that_answers_make_needless_are_not_counted():
    birth = pack()["birth"]
    example = {**rules.example(birth, today=TODAY), "father_name": None}
    assert "marriage" not in [step.key for step in eform.steps(birth, example, today=TODAY)]


def test_a_form_without_a_vow_closes_with_nothing():
    assert eform.closing(pack()["residence_ct01"]) is None


@pytest.mark.parametrize(
    ("kind", "value", "vi", "en", "more"),
    [
        ("text", "Bùi Thị Hạnh", "Bùi Thị Hạnh", "Bùi Thị Hạnh", {}),
        ("date", "2026-10-28", "28/10/2026", "28\u00a0October\u00a02026", {}),
        ("date_or_year", "1946", "1946", "1946", {}),
        ("month", "2026-10", "10/2026", "10/2026", {}),
        ("datetime", "2026-10-28T09:30", "09:30\u00a0thứ\u00a0Tư 28/10/2026", "09:30\u00a0Wednesday 28\u00a0October\u00a02026", {}),
        ("money", 50_000_000, "50.000.000\u00a0đ", "50,000,000\u00a0đ", {}),
        ("integer", 1234, "1.234", "1,234", {}),
        ("decimal", 92.5, "92,5\u00a0m²", "92.5\u00a0m²", {"suffix": "m²"}),
        ("select", "male", "Nam", "Male", {"list": "gender"}),
        ("multiselect", ["male", "female"], "Nam, Nữ", "Male, Female", {"list": "gender"}),
        ("boolean", True, "Có", "Yes", {}),
        ("boolean", False, "Không", "No", {}),
        ("accept", True, "Đã đồng ý", "Agreed", {}),
        ("person_id", "017198000014", "017\u00a0198\u00a0000\u00a0014", "017\u00a0198\u00a0000\u00a0014", {}),
        ("phone", "0912000345", "0912\u00a0000\u00a0345", "0912\u00a0000\u00a0345", {}),
        ("agency", "H44.229", "Công an xã Lạc Thủy", "Công an xã Lạc Thủy", {}),
        ("file", "a1", "anh.jpg", "anh.jpg", {}),
        ("unit", "05392", "Xã Lạc Thủy, tỉnh Phú Thọ", "Xã Lạc Thủy, tỉnh Phú Thọ", {}),
        ("address", {"place": "05392", "line": "Thôn Liên Sơn"}, "Thôn Liên Sơn, xã Lạc Thủy, tỉnh Phú Thọ", "Thôn Liên Sơn, Xã Lạc Thủy, tỉnh Phú Thọ", {}),
        ("person", {"full_name": "An", "personal_id": "017198000014"}, "An · 017\u00a0198\u00a0000\u00a0014", "An · 017\u00a0198\u00a0000\u00a0014", {"parts": ["full_name", "personal_id"]}),
    ],
)  # fmt: skip
def test_answers_in_words(kind, value, vi, en, more):
    definition = form(field("a", kind, **more))
    assert lines(definition, {"a": value})["a"].value == vi
    assert lines(definition, {"a": value}, "en")["a"].value == en


def test_an_address_also_says_how_it_was_called():
    definition = form(field("a", "address"), field("b", "unit"))
    found = lines(definition, {"a": {"place": "05392", "line": "x"}, "b": "05392"})
    assert found["a"].was == found["b"].was == "Trước 01/07/2025: xã Khoan Dụ, huyện Lạc Thủy, tỉnh Hòa Bình"


def test_what_is_missing_is_a_dash_and_what_is_hidden_is_not_there():
    definition = form(field("a"), field("b", show_if={"var": "a"}))
    assert {key: line.value for key, line in lines(definition, {}).items()} == {"a": "–"}
    assert lines(definition, {}, missing=False) == {}
    assert set(lines(definition, {"a": "x"})) == {"a", "b"}


def test_a_table_is_told_row_by_row():
    table = field(
        "t", "table", columns=[column("n", required=True), column("d", "date"), column("g", "select", list="gender")]
    )
    found = lines(form(table), {"t": [{"n": "An", "d": "2021-05-02", "g": "female"}, {"n": "Bình"}]})["t"]
    assert found.rows == ("An · 02/05/2021 · Nữ", "Bình")


def test_personal_numbers_have_a_masked_form():
    definition = form(field("a", "person_id"), field("b", prefill="identity.personal_id"), field("c"))
    found = lines(definition, {"a": "017198000014", "b": "017198000014", "c": "017198000014"})
    assert found["a"].masked == found["b"].masked == "017\u00a0198\u00a0•••\u00a0•••"
    assert found["c"].masked == ""


def test_computed_values_are_told_but_cannot_be_changed():
    birth = pack()["birth"]
    answers = judge(birth, rules.example(birth, today=TODAY)).answers
    groups = eform.summary(birth, answers, "vi", today=TODAY, known=KNOWN)
    group = next(group for group in groups if group.key == "child_birth")
    rows = eform.summary_rows(group, lambda line: f"/to-khai/{line.step}")
    assert [(row.term, row.url) for row in rows] == [
        ("Ngày sinh của trẻ", "/to-khai/child_birth"),
        ("Ngày sinh của trẻ bằng chữ", ""),
    ]


def test_the_list_of_answers_is_printed():
    definition = form(
        field("who", prefill="identity.full_name"), field("id", "person_id"), field("t", "table", columns=[column("n")])
    )
    answers = {"who": "Bùi Thị Hạnh", "id": "017198000014", "t": [{"n": "một"}, {"n": "hai"}]}
    groups = eform.summary(definition, answers, "vi", today=TODAY, known=KNOWN)
    page = render_to_string("components/eform/answers.html", {"groups": groups, "base": "/b/", "mask": True})
    assert "<li>một</li><li>hai</li>" in page
    assert "017\u00a0198\u00a0•••" in page
    assert "000\u00a0014" not in page
    assert 'href="/b/one"' in page
    assert "Lấy từ tài khoản" in page
    plain = render_to_string("components/eform/answers.html", {"groups": groups})
    assert "<a " not in plain
    assert "000\u00a0014" in plain


@pytest.mark.parametrize("key", sorted(pack()))
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_example_can_be_told(key, lang):
    definition = pack()[key]
    answers = judge(definition, rules.example(definition, today=TODAY)).answers
    found = lines(definition, answers, lang)
    assert set(answers) <= set(found)
    assert all(found[one].value != "–" or found[one].rows for one in answers)
