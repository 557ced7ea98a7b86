"""Forms are edited as data: rows by pages, the whole as text, tried out, published from a day, withdrawn."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse

from motcua.catalogue.actions import set_result_template
from motcua.desks.manage import inputs
from motcua.desks.manage.forms import kinds, rows
from motcua.eforms import queries as eforms
from motcua.eforms.actions import publish_form
from motcua.eforms.definition import edit
from motcua.eforms.models import FormDraft
from motcua.eforms.reader import read_forms
from motcua.flows.country_pack.reader import packaged
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.factories.organisation import LONG_AGO
from tests.factories.plain_lives import OPENED_AT, a_province, staff
from tests.factories.procedures import a_published_version
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
PACK = {form.definition.key: form.definition for form in read_forms(packaged() / "forms")}
KEY = "marital_status"
DRAFT = reverse("manage:form_draft", args=[KEY])


def today():
    return clock.local_day(clock.now())


def days_on(number):
    return (today() + timedelta(days=number)).strftime("%d/%m/%Y")


@pytest.fixture
def control():
    return browser_of(staff("procedure_control_officer", agency=a_province()))


@pytest.fixture
def draft(control):
    publish_form(PACK[KEY].source, valid_from=LONG_AGO, by=SYSTEM, at=OPENED_AT)
    control.post(reverse("manage:amend_form", args=[KEY]))
    return FormDraft.objects.get()


def row_url(kind, of, name="form_row"):
    return reverse(f"manage:{name}", args=[KEY, kind, of])


def sent_by(kind, row, source, **changes):
    """What the page of a row would send."""
    section = kinds.section(kind, str(row.get("type", "text")))
    typed = inputs.typed_from(section, rows.values_of(kind, row))
    given = {"shown_type": row.get("type", "text")}
    for one in inputs.draw(section.inputs, typed, kinds.choices(source, row.get("key", ""))):
        given[one.name] = list(one.chosen) if one.input.kind in ("many", "flag") else one.value
    for logic in kinds.LOGIC[kind]:
        told = rows.condition_of(logic, row.get(logic))
        given |= {
            f"{logic}.field": told.field,
            f"{logic}.operator": told.operator,
            f"{logic}.value": told.value,
            f"{logic}.json": told.json,
        }
    return {**given, **changes}


@pytest.mark.parametrize("key", sorted(PACK))
def test_a_row_that_is_opened_and_saved_is_what_it_was(key):
    source = PACK[key].source
    for kind in ("groups", "fields", "checks"):
        for row in edit.rows(source, kind):
            given = QueryDict(mutable=True)
            for name, value in sent_by(kind, row, source).items():
                given.setlist(name, value) if isinstance(value, list) else given.__setitem__(name, value)
            typed = inputs.read(kinds.section(kind, str(row.get("type", "text"))), given)
            logics = {logic: rows.read_condition(logic, given, source)[0] for logic in kinds.LOGIC[kind]}
            assert rows.row_of(kind, typed, logics, source, row) == row
            assert not typed.errors


def test_forms_are_listed_with_what_is_used_and_what_is_prepared(control, draft):
    a_published_version(form_key=KEY)
    page = control.get(reverse("manage:forms"))
    (line,) = page.context["lines"]
    assert (line.key, line.now.version, line.draft.key, line.used_by) == (KEY, 1, KEY, 1)
    one = control.get(reverse("manage:form", args=[KEY])).content.decode()
    assert "JSON Schema" in one
    assert "Mục đích sử dụng" in one
    assert "Đăng ký khai sinh" in one


def test_a_field_is_added_with_a_condition_and_seen_beside(control, draft):
    page = control.get(row_url("truong", "moi"), {"buoc": "purpose"})
    assert page.status_code == 200
    given = {
        "revision": draft.revision,
        "shown_type": "text",
        "type": "text",
        "group": "purpose",
        "label_vi": "Nộp cho cơ quan nào",
        "label_en": "Office",
        "suffix": "",
        "show_if.field": "purpose",
        "show_if.operator": "yes",
    }
    seen = control.post(
        row_url("truong", "moi", "form_row_preview"), given, headers={"HX-Request": "true", "HX-Target": "preview"}
    )
    assert seen.status_code == 200
    assert "Nộp cho cơ quan nào" in seen.content.decode()
    assert "<html" not in seen.content.decode()
    assert FormDraft.objects.get().revision == draft.revision
    answer = control.post(row_url("truong", "moi"), given)
    assert answer["Location"] == f"{DRAFT}?buoc=purpose#fields-office"
    made = edit.find(FormDraft.objects.get().definition, "fields", "office")
    assert made["show_if"] == {"var": "purpose"}
    assert made.keys() == {"key", "type", "label_vi", "label_en", "group", "show_if"}


def test_what_cannot_be_read_is_said_and_kept(control, draft):
    stands = edit.find(draft.definition, "fields", "purpose")
    given = sent_by("fields", stands, draft.definition, revision=draft.revision, label_vi="Câu mới")
    answer = control.post(
        row_url("truong", "purpose"), {**given, "show_if.operator": "json", "show_if.json": "{var", "more": "a: [1"}
    )
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Dòng 1: không phải JSON" in said
    assert "Câu mới" in said
    assert edit.find(FormDraft.objects.get().definition, "fields", "purpose") == stands


def test_a_condition_on_a_missing_field_is_named_and_not_published(control, draft):
    stands = edit.find(draft.definition, "fields", "partner_name")
    given = sent_by("fields", stands, draft.definition, revision=draft.revision)
    control.post(row_url("truong", "partner_name"), {**given, "show_if.field": "nobody", "show_if.operator": "yes"})
    page = control.get(DRAFT).content.decode()
    assert "điều kiện nhắc tới trường nobody không có trong tờ khai" in page
    answer = control.post(
        reverse("manage:publish_form", args=[KEY]),
        {"revision": FormDraft.objects.get().revision, "valid_from": days_on(1)},
    )
    assert answer.status_code == 422
    assert "nobody" in answer.content.decode()
    assert len(eforms.form_versions(KEY)) == 1


def test_rows_are_moved_and_a_used_field_stays(control, draft):
    before = [row["key"] for row in edit.rows(draft.definition, "fields") if row["group"] == "purpose"]
    control.post(DRAFT, {"revision": 1, "act": f"down.fields.{before[0]}"})
    after = [row["key"] for row in edit.rows(FormDraft.objects.get().definition, "fields") if row["group"] == "purpose"]
    assert after[:2] == [before[1], before[0]]
    used = next(row["key"] for row in edit.rows(draft.definition, "fields") if edit.uses(draft.definition, row["key"]))
    answer = control.post(DRAFT, {"revision": 2, "act": f"remove.fields.{used}"})
    assert answer.status_code == 409
    assert "đang dùng trường này" in answer.content.decode()
    assert control.post(DRAFT, {"revision": 2, "act": "remove.groups.purpose"}).status_code == 409
    assert control.post(DRAFT, {"revision": 2, "act": "remove.fields.partner_name"}).status_code == 303


def test_a_field_of_a_template_of_results_is_not_lost(control, draft):
    version = a_published_version(form_key=KEY)
    set_result_template(
        kind="approve",
        name_vi="Giấy xác nhận",
        title="Xác nhận",
        body="Dùng để {answer.partner_name}",
        procedure=version.procedure,
        valid_from=LONG_AGO,
        by=SYSTEM,
        at=OPENED_AT,
    )
    answer = control.post(DRAFT, {"revision": 1, "act": "remove.fields.partner_name"})
    assert "mẫu kết quả “Giấy xác nhận”" in answer.content.decode()
    whole = edit.removed(draft.definition, "fields", "partner_name")
    FormDraft.objects.update(definition=whole)
    refused = control.post(reverse("manage:publish_form", args=[KEY]), {"revision": 1, "valid_from": days_on(1)})
    assert refused.status_code == 422
    assert "Trường partner_name đang dùng ở Giấy xác nhận" in refused.content.decode()


def test_the_text_is_saved_and_faults_are_named_by_line(control, draft):
    url = reverse("manage:form_raw", args=[KEY])
    text = control.get(url).context["text"]
    broken = control.post(url, {"revision": 1, "text": text + "\nx: [1"})
    assert broken.status_code == 422
    assert "x: [1" in broken.content.decode()
    twice = text.replace("key: partner_name", "key: purpose")
    assert control.post(url, {"revision": 1, "text": twice}).status_code == 303
    ((line, where, why),) = control.get(url).context["lines"]
    assert (text.splitlines()[line - 1].strip("- "), why) == (
        "key: partner_name",
        "khóa 'purpose' có hai lần".replace("'", ""),
    )
    assert where == "fields.1.key"
    as_json = control.get(url, {"dang": "json"}).context["text"]
    assert control.post(f"{url}?dang=json", {"revision": 2, "text": as_json}).status_code == 303


def test_choices_are_written_a_line_each(control, draft):
    url = reverse("manage:form_list", args=[KEY, "moi"])
    wrong = control.post(url, {"revision": 1, "name": "office", "options": "a | Một\nb"})
    assert (wrong.status_code, wrong.context["errors"]["options"][:6]) == (422, "Dòng 2")
    assert control.post(url, {"revision": 1, "name": "office", "options": "a | Một | One\nb | Hai"}).status_code == 303
    made = FormDraft.objects.get().definition["lists"]["office"]
    assert made == [
        {"code": "a", "label_vi": "Một", "label_en": "One"},
        {"code": "b", "label_vi": "Hai", "label_en": "Hai"},
    ]


def test_a_form_is_tried_out_and_nothing_is_filed(control, draft):
    url = reverse("manage:try_form", args=[KEY]) + "?ban=thao"
    page = control.get(url)
    assert "Không nộp được hồ sơ từ đây" in page.content.decode()
    wrong = control.post(f"{url}&cau=1", {"purpose": ""})
    assert wrong.status_code == 422
    answer = control.post(f"{url}&cau=1", {"purpose": "Vay vốn"})
    assert answer["Location"].endswith("cau=2")
    last = control.get(f"{url}&cau=99")
    assert "Vay vốn" in last.content.decode()
    assert control.post(url, {"act": "again"}).status_code == 303
    assert "Vay vốn" not in control.get(f"{url}&cau=99").content.decode()


def test_published_from_a_day_and_withdrawn_before_it(control, draft):
    stands = edit.find(draft.definition, "fields", "purpose")
    given = sent_by("fields", stands, draft.definition, revision=1, label_vi="Dùng giấy vào việc gì")
    control.post(row_url("truong", "purpose"), given)
    page = control.get(reverse("manage:publish_form", args=[KEY]))
    assert [words for _kind, words, _how in page.context["changed"]] == ["Dùng giấy vào việc gì"]
    answer = control.post(
        reverse("manage:publish_form", args=[KEY]),
        {"revision": 2, "valid_from": days_on(3), "decision_no": "04/2026/TT-BTP"},
    )
    assert answer["Location"] == reverse("manage:form", args=[KEY]) + "?ban=2"
    assert eforms.get_form(KEY, on=today()).version == 1
    assert eforms.get_form(KEY, on=today() + timedelta(days=3)).version == 2
    assert control.post(reverse("manage:withdraw_form", args=[KEY, 1]), {"reason": "Nhầm"}).status_code == 409
    assert control.post(reverse("manage:withdraw_form", args=[KEY, 2]), {"reason": "Nhầm"}).status_code == 303
    assert eforms.get_form(KEY, on=today() + timedelta(days=3)).version == 1
    assert [event.type for event in journal.events(f"form:{KEY}")] == [
        "form.published",
        "form.draft_begun",
        "form.published",
        "form.withdrawn",
    ]
    control.post(reverse("manage:amend_form", args=[KEY]))
    unchanged = control.post(reverse("manage:publish_form", args=[KEY]), {"revision": 1, "valid_from": days_on(3)})
    assert unchanged.status_code == 409
    assert "chưa khác gì phiên bản 1" in unchanged.content.decode()


def test_two_who_edit_one_form_do_not_overwrite_each_other(control, draft):
    assert control.post(DRAFT, {"revision": 1, "act": "down.fields.purpose"}).status_code == 303
    late = control.post(DRAFT, {"revision": 1, "act": "down.fields.purpose"})
    assert late.status_code == 409
    assert "vừa được" in late.content.decode()


def test_a_new_form_begins_with_a_question_and_the_vow(control):
    wrong = control.post(reverse("manage:new_form"), {"key": "Mẫu 1", "name_vi": "", "name_en": "x"})
    assert set(wrong.context["errors"]) == {"key", "name_vi"}
    answer = control.post(reverse("manage:new_form"), {"key": "study", "name_vi": "Khuyến học", "name_en": "Study"})
    assert control.get(answer["Location"]).context["faults"] == []
    published = control.post(reverse("manage:publish_form", args=["study"]), {"revision": 1, "valid_from": days_on(0)})
    assert published.status_code == 303
    assert eforms.get_form("study", on=today()).version == 1


@pytest.mark.parametrize("format", ["yaml", "json", "schema.json"])
def test_a_version_is_taken_along_as_a_file(control, draft, format):
    answer = control.get(reverse("manage:form_file", args=[KEY, 1, format]))
    assert answer.status_code == 200
    assert b"purpose" in answer.content
    assert control.get(reverse("manage:form_file", args=[KEY, 9, format])).status_code == 404


def test_pages_of_forms_need_few_queries(control, draft, django_assert_max_num_queries):
    pages = [reverse("manage:forms"), reverse("manage:form", args=[KEY]), DRAFT, row_url("truong", "purpose")]
    for url in pages:
        with django_assert_max_num_queries(15):
            assert control.get(url).status_code == 200
