"""The control office keeps processes: list, draft step by step, trial, comparison, publication, files. Without script."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.kernel import clock
from motcua.workflow import queries
from motcua.workflow.models import Process, ProcessDraft
from tests.factories.plain_lives import lay_calendar
from tests.factories.processes import a_procedure_of, a_process, an_office, rows
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
DRAFT = reverse("manage:process_draft", args=["simple"])
PUBLISH = reverse("manage:publish_process", args=["simple"])


@pytest.fixture
def control():
    lay_calendar()
    browser = browser_of(an_office())
    a_process()
    a_procedure_of()
    return browser


@pytest.fixture
def draft(control):
    answer = control.post(reverse("manage:amend_process", args=["simple"]))
    assert (answer.status_code, answer.url) == (303, DRAFT)
    return control


def typed(row, **changes):
    hours = row["hours"]
    told = {**row, "timing": "none" if hours is None else "rest" if hours == "rest" else "hours", "hours": hours or ""}
    return {**told, "warn": "", "makes": "", "ground": "", **changes}


def save(browser, at, do="save", **changes):
    found = queries.get_draft("simple")
    body = {**typed(found.steps[at - 1], **changes), "at": at, "revision": found.revision, "do": do}
    return browser.post(DRAFT, body)


def steps():
    return queries.get_draft("simple").steps


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_list_leads_to_the_version_in_force(control):
    page = control.get(reverse("manage:processes"))
    assert reverse("manage:process", args=["simple"]) in page.content.decode()
    assert "24 giờ" in text_of(page)
    assert "Không thấy quy trình nào" in text_of(control.get(reverse("manage:processes"), {"q": "không có"}))
    one = text_of(control.get(reverse("manage:process", args=["simple"])))
    assert "Tổng 24 giờ = 3 ngày" in one
    assert "Sơ đồ các bước theo người làm" in one


def test_the_drawing_says_in_words_what_it_draws_and_has_a_lane_for_the_applicant(draft):
    page = draft.get(DRAFT).content.decode()
    drawing = re.search(r"<svg class=\"lanes\".*?</svg>", page, re.DOTALL)[0]
    assert "<title id=" in drawing
    assert "3. Bước propose: Công chức, 16 giờ" in drawing
    assert "Người nộp" in drawing
    assert "dừng tính giờ" in drawing
    assert (drawing.count("<a "), drawing.count('class="step"')) == (5, 4)
    assert drawing.count('class="step step--on"') == 1


def test_a_step_is_edited_and_the_sum_says_the_difference(draft):
    answer = save(draft, 4, hours="8")
    assert answer.status_code == 303
    page = text_of(draft.get(answer.url.split("#")[0]))
    assert "Tổng 26 giờ = 3,2 ngày" in page
    assert "nhiều hơn luật 2 giờ" in page
    save(draft, 3, hours="14")
    assert "Đủ giờ, đúng thứ tự" in text_of(draft.get(DRAFT))


def test_a_number_that_is_none_stays_typed_and_nothing_is_saved(draft):
    answer = save(draft, 4, hours="tám")
    assert answer.status_code == 422
    assert 'value="tám"' in answer.content.decode()
    assert steps() == rows()


def test_steps_are_added_moved_and_taken_away(draft):
    assert "buoc=3" in save(draft, 2, do="add.2").url
    assert [row["key"] for row in steps()] == ["receive", "forward", "step_6", "propose", "approve", "deliver"]
    save(draft, 3, do="save", name_vi="Thực địa", optional="1", also=["consult"], makes="bien_ban\n", key="site")
    assert steps()[2] | {"role": "", "post": ""} == {
        "key": "site", "act": "forward", "post": "", "role": "", "name_vi": "Thực địa", "name_en": "", "hours": 2,
        "also": ["consult"], "makes": ["bien_ban"], "optional": True,
    }  # fmt: skip
    save(draft, 3, do="down.3")
    assert [row["key"] for row in steps()][2:4] == ["propose", "site"]
    save(draft, 4, do="up.4")
    save(draft, 3, do="remove.3")
    assert [row["key"] for row in steps()] == ["receive", "forward", "propose", "approve", "deliver"]
    assert draft.post(DRAFT, {"revision": 1, "do": "remove.99"}).status_code == 409


def test_who_was_slower_is_told_and_loses_nothing(draft):
    found = queries.get_draft("simple")
    body = {**typed(found.steps[3], hours="9"), "at": 4, "revision": found.revision, "do": "save"}
    save(draft, 4, hours="8")
    answer = draft.post(DRAFT, body)
    assert answer.status_code == 409
    assert 'value="9"' in answer.content.decode()
    assert steps()[3]["hours"] == 8


def test_what_does_not_fit_is_not_published_and_what_fits_is_asked_once_more(draft):
    day = (clock.local_day(clock.now()) + timedelta(days=1)).strftime("%d/%m/%Y")
    save(draft, 4, hours="8")
    body = {"revision": queries.get_draft("simple").revision, "valid_from": day, "decision_no": "12/QĐ-UBND"}
    refused = draft.post(PUBLISH, body)
    assert refused.status_code == 422
    assert "nhiều hơn luật 2 giờ" in text_of(refused)
    assert Process.objects.count() == 1
    save(draft, 3, hours="14")
    assert "Chưa ban hành được" not in text_of(draft.get(PUBLISH))
    body["revision"] = queries.get_draft("simple").revision
    assert draft.post(PUBLISH, body).status_code == 303
    assert (queries.last_version("simple").number, ProcessDraft.objects.count()) == (2, 0)
    back = reverse("manage:withdraw_process", args=["simple", 2])
    assert back in draft.get(reverse("manage:process", args=["simple"])).content.decode()
    assert draft.post(back, {"reason": ""}).status_code == 422
    assert draft.post(back, {"reason": "Nhầm"}).status_code == 303
    assert queries.last_version("simple").number == 1


def test_comparing_names_the_step_and_what_changed(draft):
    save(draft, 4, hours="8", ground="175/2024/NĐ-CP")
    page = text_of(draft.get(reverse("manage:process_compare", args=["simple"])))
    assert "Bước approve" in page
    assert "8 giờ" in page
    assert "Bước propose" not in page


def test_the_trial_of_an_empty_month_says_so_and_a_wrong_day_too(draft):
    url = reverse("manage:process_trial", args=["simple"])
    assert "Không có hồ sơ nào xong" in text_of(draft.get(url))
    assert draft.get(url, {"tu": "hôm qua"}).status_code == 422
    assert draft.get(url, {"tu": "02/10/2026", "den": "01/10/2026"}).status_code == 422
    assert draft.get(url, {"ho-so": "H44.229-261005-0001"}).status_code == 404


def test_a_file_goes_out_and_comes_in_again(draft):
    sent = draft.get(reverse("manage:process_file", args=["simple"]))
    assert sent["Content-Disposition"] == 'attachment; filename="simple-1.bpmn"'
    save(draft, 4, hours="8")
    found = queries.get_draft("simple")
    url = reverse("manage:process_draft_file", args=["simple"])
    file = SimpleUploadedFile("a.bpmn", sent.content)
    assert draft.post(url, {"file": file, "revision": found.revision}).status_code == 303
    assert steps() == rows()
    new = reverse("manage:process_bring_in")
    assert draft.post(new, {"file": SimpleUploadedFile("a.bpmn", sent.content), "key": "copy"}).status_code == 303
    assert queries.get_draft("copy").name_vi == "Ba ngày"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "DOCTYPE"),
        (b"x" * 3_000_000, "3,0 MB"),
        (b"hello", "không phải XML đúng"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(draft, body, words):
    url = reverse("manage:process_bring_in")
    answer = draft.post(url, {"file": SimpleUploadedFile("a.bpmn", body), "key": "new"})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Chọn một tệp" in text_of(draft.post(url, {"key": "new"}))
    assert ProcessDraft.objects.count() == 1


def test_a_new_process_and_a_draft_thrown_away(control):
    answer = control.post(reverse("manage:new_process"), {"key": "own", "name_vi": "Riêng", "like": "simple"})
    assert answer.status_code == 303
    assert len(queries.get_draft("own").steps) == 5
    assert control.post(reverse("manage:new_process"), {"key": "Sai", "name_vi": ""}).status_code == 422
    discard = reverse("manage:discard_process_draft", args=["own"])
    assert control.post(discard, {"revision": "7"}).status_code == 409
    assert control.post(discard, {"revision": "1"}).status_code == 303
    assert not ProcessDraft.objects.exists()


def test_pages_ask_few_questions(draft, django_assert_max_num_queries):
    for url in (reverse("manage:processes"), reverse("manage:process", args=["simple"]), DRAFT, PUBLISH):
        draft.get(url)
        with django_assert_max_num_queries(15):
            assert draft.get(url).status_code == 200
