"""A page of a form is drawn, sent by a browser without JavaScript, and read back as the same answers."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.desks.shell import eform
from motcua.eforms import rules
from motcua.kernel.errors import FieldError
from tests.desks.shell.controls import read
from tests.rules.eforms.forms import TODAY, answers_for, column, field, form, judge, pack

PLACES = {"05392": "Xã Lạc Thủy, tỉnh Phú Thọ", "05395": "Xã An Bình, tỉnh Phú Thọ", "25": "Tỉnh Phú Thọ"}


def find(text, on, level):
    digits = 2 if level == "province" else 5
    if text.lower().startswith("khoan"):
        return [("05392", PLACES["05392"])]
    return [(code, name) for code, name in PLACES.items() if len(code) == digits and text.lower() in name.lower()]


def label(code, on):
    return PLACES.get(
        code, code
    ), "Trước 01/07/2025: xã Khoan Dụ, huyện Lạc Thủy, tỉnh Hòa Bình" if code == "05392" else ""


KNOWN = eform.Known(
    find=find, label=label, agencies=[("H44.229", "Công an xã Lạc Thủy")], files={"a1": "anh.jpg, 1,2 MB"}
)


def html(definition, answers=None, group="one", lang="vi", **more):
    show = eform.page(definition, group, answers or {}, today=TODAY, lang=lang, known=KNOWN, **more)
    with translation.override(lang):
        return render_to_string("components/eform/page.html", {"show": show})


def parsed(definition, query, group="one"):
    return eform.parse(definition, group, query, today=TODAY, known=KNOWN)


PAGES = [(key, step.key) for key, definition in sorted(pack().items()) for step in eform.steps(definition)]
PAGES += [(key, last.key) for key, definition in sorted(pack().items()) if (last := eform.closing(definition))]


@pytest.mark.parametrize(("key", "group"), PAGES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_of_the_pack_is_a_sound_page(key, group, lang):
    definition = pack()[key]
    example = rules.example(definition, today=TODAY)
    page = read(html(definition, example, group, lang))
    shown = {control["id"] for control in page.controls}
    assert len(page.ids) == len(set(page.ids))
    assert shown <= page.labelled
    assert page.labelled <= set(page.ids)
    assert page.described <= set(page.ids)
    assert page.headings == 1
    assert page.controls or any(value.endswith(".add") for _, value in page.buttons)


@pytest.mark.parametrize(("key", "group"), PAGES)
def test_every_page_sends_back_the_example(key, group):
    definition = pack()[key]
    clean = judge(definition, rules.example(definition, today=TODAY)).answers
    mine = {one.key: clean[one.key] for one in definition.in_group(group) if one.key in clean and one.asked}
    assert parsed(definition, read(html(definition, clean, group)).query(), group) == eform.Parsed(mine)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(st.data())
def test_what_is_drawn_is_read_back(data):
    key, group = data.draw(st.sampled_from(PAGES))
    definition = pack()[key]
    asked = [one for one in definition.in_group(group) if one.asked and one.show_if is None]
    answers = data.draw(answers_for(definition, asked))
    drawn = read(html(definition, answers, group)).query()
    found = parsed(definition, drawn, group).answers
    for one in asked:
        expected = answers.get(one.key, one.default)
        if one.rows.preset and expected is None:
            expected = [dict(row) for row in one.rows.preset]
        assert found.get(one.key) == expected, one.key


TYPED = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)


@given(st.dictionaries(st.sampled_from(["day", "month", "year", "hour", "minute"]), TYPED))
def test_half_written_dates_come_back_as_they_were_typed(parts):
    for kind in ("date", "month", "date_or_year", "datetime"):
        definition = form(field("a", kind))
        query = read(html(definition)).query(**{f"a__{name}": value for name, value in parts.items()})
        first = parsed(definition, query).answers
        again = parsed(definition, read(html(definition, first)).query()).answers
        assert again == first


@given(TYPED)
def test_numbers_come_back_as_they_were_typed(typed):
    for kind in ("integer", "money", "decimal", "text", "person_id"):
        definition = form(field("a", kind))
        first = parsed(definition, read(html(definition)).query(a=typed)).answers
        assert parsed(definition, read(html(definition, first)).query()).answers == first


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("integer", "2", 2),
        ("integer", "1.234", 1234),
        ("integer", "hai", "hai"),
        ("integer", "2,5", "2,5"),
        ("money", "50.000.000 đ", 50_000_000),
        ("money", "50000000", 50_000_000),
        ("decimal", "92,5", 92.5),
        ("decimal", "92.5", 92.5),
        ("decimal", "1.234,5", 1234.5),
        ("decimal", "-0,45", -0.45),
        ("decimal", "185", 185),
        ("integer", " ", None),
    ],
)
def test_numbers_are_read_as_they_are_written_here(kind, typed, value):
    definition = form(field("a", kind))
    assert parsed(definition, read(html(definition)).query(a=typed)).answers.get("a") == value


def test_a_wrong_date_keeps_its_place_and_says_why():
    definition = form(field("a", "date", label_vi="Ngày sinh"))
    query = read(html(definition)).query(a__day="29", a__month="2", a__year="2026")
    answers = parsed(definition, query).answers
    page = html(definition, answers, errors=judge(definition, answers).errors)
    assert page.count("Ngày sinh: tháng 2/2026 chỉ có 28 ngày") == 2
    assert "Có 1 chỗ cần sửa" in page
    assert 'href="#f-a"' in page
    assert 'value="29"' in page


def test_one_question_carries_the_heading_of_the_page():
    one = html(form(field("a", help_vi="Ghi rõ", help_en="Clearly")))
    assert (
        '<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l" for="f-a">Hỏi gì?</label></h1>'
        in one
    )
    two = html(form(field("a", required=True), field("b")))
    assert "<h1>Hỏi gì?</h1>" in two
    assert "Mục a</label>" in two
    assert 'Mục b <span class="soft">(không bắt buộc)</span>' in two


def test_english_pages_are_english():
    page = html(form(field("a", "date"), field("b", "boolean"), field("c", "address")), lang="en")
    for words in ("What?", "Item a", "optional", "Day", "Month", "Year", "Yes", "No", "Commune or ward"):
        assert words in page


def test_short_lists_are_radios_and_long_ones_a_select():
    birth = pack()["birth"]
    page = html(birth, group="child_about")
    assert 'type="radio" id="f-child_gender" name="child_gender" value="male"' in page
    assert '<select class="govuk-select" id="f-child_ethnicity"' in page


def test_nothing_is_chosen_beforehand_but_defaults():
    birth = pack()["birth"]
    sent = dict(read(html(birth, group="child_about")).sent)
    assert sent == {"child_ethnicity": "", "child_nationality": "VN", "child_native_place": ""}
    assert read(html(birth, group="signature")).sent == []


def test_a_field_that_a_radio_opens_stands_under_it():
    birth = pack()["birth"]
    page = html(birth, group="copies")
    yes, _, rest = page.partition('<div class="govuk-radios__conditional">')
    assert 'value="true"' in yes
    assert 'name="copies_count"' in rest.partition('value="false"')[0]


def test_a_field_of_a_vow_stands_under_its_box():
    page = html(pack()["residence_ct01"], group="consent")
    assert 'class="govuk-checkboxes__conditional"' in page
    assert page.index('name="head_agrees"') < page.index('name="head_agree_name"') < page.index('name="owner_agrees"')


def test_a_field_of_another_page_is_drawn_when_that_asks_for_it():
    definition = pack()["marriage"]
    assert "bride_photo" not in html(definition, {}, "bride_papers")
    assert "bride_photo" in html(definition, {"bride_nationality": "VN", "groom_nationality": "LA"}, "bride_papers")


TABLE = field("t", "table", rows={"min": 0, "max": 2}, columns=[column("c", required=True), column("d", "date")])


def test_rows_are_added_and_removed_by_buttons():
    definition = form(TABLE)
    empty = read(html(definition))
    assert ("_act", "t.add") in empty.buttons
    first = parsed(definition, empty.query(_act="t.add"))
    assert first == eform.Parsed({"t": [{}]}, again=True)
    drawn = read(html(definition, first.answers))
    filled = drawn.query(t__0__c="một", _act="t.add")
    second = parsed(definition, filled)
    assert second == eform.Parsed({"t": [{"c": "một"}, {}]}, again=True)
    full = read(html(definition, second.answers))
    assert ("_act", "t.add") not in full.buttons
    assert parsed(definition, full.query(_act="t.add")).answers["t"] == [{"c": "một"}, {}]
    third = parsed(definition, full.query(t__1__c="hai", _act="t.remove.0"))
    assert third == eform.Parsed({"t": [{"c": "hai"}]}, again=True)
    assert parsed(definition, full.query(_act="t.remove.9")).answers["t"] == [{"c": "một"}, {}]


def test_going_on_drops_empty_rows():
    definition = form(TABLE)
    drawn = read(html(definition, {"t": [{"c": "một"}, {}]}))
    assert parsed(definition, drawn.query()) == eform.Parsed({"t": [{"c": "một"}]})


def test_the_first_button_of_a_table_goes_on_and_changes_nothing():
    """Enter in a field presses the first button of the form."""
    assert read(html(form(TABLE), {"t": [{}]})).buttons[0] == ("", "")


def test_errors_of_rows_stand_at_their_cells():
    definition = form(TABLE)
    answers = {"t": [{"c": "một"}, {"d": "2026-13-01"}]}
    page = html(definition, answers, errors=judge(definition, answers).errors)
    assert 'href="#f-t-1-c"' in page
    assert 'id="f-t-1-c-error"' in page
    assert "Ghi mục c (dòng 2)" in page
    assert read(page).described <= set(read(page).ids)


def test_given_rows_have_no_buttons():
    page = read(html(pack()["disability"], group="self_care"))
    assert page.buttons == [("", "")]
    assert ("self_care.7.activity", "chores") in page.sent


def test_a_commune_is_found_by_its_old_name():
    definition = form(field("a", "address"))
    query = read(html(definition)).query(a__text="Khoan Dụ", a__line="Thôn Liên Sơn")
    answers = parsed(definition, query).answers
    assert answers == {"a": {"place": "05392", "line": "Thôn Liên Sơn"}}
    page = html(definition, answers)
    assert 'value="Xã Lạc Thủy, tỉnh Phú Thọ"' in page
    assert "Trước 01/07/2025: xã Khoan Dụ" in page
    assert parsed(definition, read(page).query()).answers == answers


def test_of_several_communes_one_is_chosen():
    definition = form(field("a", "unit", label_vi="Xã nơi sinh", required=True))
    answers = parsed(definition, read(html(definition)).query(a__text="xã")).answers
    assert answers == {"a": {"text": "xã"}}
    page = html(definition, answers, errors=judge(definition, answers).errors)
    assert "Chưa rõ xã, phường nào" in page
    assert 'name="a.place" value="05395"' in page
    assert parsed(definition, read(page).query(a__place="05395")).answers == {"a": "05395"}
    assert parsed(definition, read(page).query(a__text="An Bình", a__place="05392")).answers == {"a": "05395"}
    assert parsed(definition, read(page).query(a__text="")).answers == {}


def test_a_commune_that_is_not_found_is_asked_again():
    definition = form(field("a", "unit"))
    answers = parsed(definition, read(html(definition)).query(a__text="Atlantis")).answers
    assert answers == {"a": {"text": "Atlantis"}}
    assert 'value="Atlantis"' in html(definition, answers)


def test_another_commune_forgets_the_day_of_the_old_one():
    definition = form(field("a", "address"))
    answers = {"a": {"place": "05392", "line": "x", "on": "2025-08-01"}}
    drawn = read(html(definition, answers))
    assert parsed(definition, drawn.query()).answers == answers
    assert parsed(definition, drawn.query(a__text="An Bình")).answers == {"a": {"place": "05395", "line": "x"}}


def test_files_are_kept_by_their_id():
    definition = form(field("a", "file", media_types=["image/jpeg"]))
    page = html(definition, {"a": "a1"})
    assert "anh.jpg, 1,2 MB" in page
    assert 'accept="image/jpeg"' in page
    assert parsed(definition, read(page).query()).answers == {"a": "a1"}
    assert eform.uploads(definition, "one", {"a.upload": "F", "b.upload": "G"}) == {"a": "F"}


def test_a_person_is_asked_part_by_part():
    definition = form(field("p", "person", parts=["full_name", "personal_id"], required=True), field("b"))
    query = read(html(definition)).query(p__full_name="Bùi Thị Hạnh")
    assert parsed(definition, query).answers == {"p": {"full_name": "Bùi Thị Hạnh"}}
    assert parsed(definition, read(html(definition)).query()).answers == {}


def test_errors_of_other_pages_and_with_the_prefix_of_the_api():
    definition = form(field("a"), field("b"))
    errors = [FieldError("answers.a", "field.missing", low_vi="mục a"), FieldError("answers.c", "field.missing")]
    show = eform.page(definition, "one", {}, today=TODAY, lang="vi", errors=errors)
    assert [(one.field, one.words) for one in show.problems] == [("f-a", "Ghi mục a")]


def test_the_source_of_a_known_answer_is_shown():
    known = eform.Known(sources={"a": "Lấy từ tài khoản của ông/bà"})
    show = eform.page(form(field("a")), "one", {"a": "x"}, today=TODAY, lang="vi", known=known)
    assert "Lấy từ tài khoản của ông/bà" in render_to_string("components/eform/page.html", {"show": show})


def test_what_was_typed_cannot_leave_its_place():
    evil = '"><script>alert(1)</script>'
    page = html(
        form(field("a"), field("b", "textarea"), field("c", "unit")), {"a": evil, "b": evil, "c": {"text": evil}}
    )
    assert "<script>" not in page


def test_answers_of_a_page_replace_those_it_had():
    definition = form(field("a"), field("b"), field("c", ask=False))
    draft = {"a": "cũ", "b": "cũ", "c": "giữ"}
    assert eform.merge(definition, "one", draft, eform.Parsed({"a": "mới"})) == {"a": "mới", "c": "giữ"}
    assert eform.merge(definition, "one", draft, eform.Parsed({}), {"b": "tệp"}) == {"c": "giữ", "b": "tệp"}


@pytest.mark.parametrize(("key", "group"), PAGES)
def test_pages_are_light(key, group):
    import gzip

    page = html(pack()[key], rules.example(pack()[key], today=TODAY), group)
    assert len(gzip.compress(page.encode())) < 9_000
