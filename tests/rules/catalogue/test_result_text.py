"""Placeholders of a result's text: unknown ones are named, those without a value stay and are named."""

from motcua.catalogue import rules


def test_placeholders_are_named_in_order_each_once():
    assert rules.placeholders_in("{code}: cấp cho {applicant}, hồ sơ {code}") == ["code", "applicant"]


def test_an_unknown_placeholder_is_named_with_its_field():
    (error,) = rules.judge_result_text({"title": "Giấy", "body": "Cấp cho {ten_toi}"})
    assert (error.path, error.code, error.facts) == (
        "body",
        "result_template.placeholder_unknown",
        {"name": "ten_toi"},
    )


def test_an_answer_is_known_only_where_the_form_has_it():
    text = {"body": "Trẻ: {answer.child_name}"}
    assert rules.judge_result_text(text, {"child_name"}) == []
    assert rules.judge_result_text(text)[0].facts == {"name": "answer.child_name"}


def test_half_a_brace_is_a_mistake():
    assert rules.judge_result_text({"body": "Cấp cho {applicant"})[0].code == "result_template.brace_open"


def test_filling_names_what_has_no_value():
    filled = rules.fill("{applicant}, ở {applicant_address}", {"applicant": "BÙI GIA BẢO", "applicant_address": ""})
    assert filled.text == "BÙI GIA BẢO, ở {applicant_address}"
    assert filled.missing == ("applicant_address",)


def test_a_value_with_braces_is_not_filled_again():
    assert rules.fill("{applicant}", {"applicant": "{code}", "code": "X"}).text == "{code}"
