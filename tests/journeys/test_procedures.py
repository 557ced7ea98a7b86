"""A procedure is amended from next Monday: dossiers of before keep the old version, a new question appears on the page,
in the API's schema and in print."""

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.agencies.models import Agency
from motcua.catalogue import actions as catalogue_actions
from motcua.catalogue import queries as catalogue
from motcua.dossiers.models import Dossier
from motcua.eforms import actions as eforms_actions
from motcua.eforms import queries as eforms
from motcua.eforms.definition import edit
from motcua.eforms.models import FormDraft
from motcua.flows.country_pack import packaged
from motcua.flows.country_pack.load import load
from motcua.flows.country_pack.reader import read
from motcua.flows.samples import example_of
from motcua.flows.submit import Submission, submit
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people.models import Account
from motcua.people.queries import actor_for
from tests.factories import plain_lives
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.measure import axe

CODE, COMMUNE, FORM = "1.004873", "H44.229", "marital_status"
QUESTION = {
    "key": "office",
    "type": "text",
    "label_vi": "Nộp giấy cho cơ quan nào",
    "label_en": "Office that asks for it",
    "group": "purpose",
    "required": True,
    "example": "Ngân hàng Chính sách xã hội",
}


@pytest.fixture
def office(site):
    """The province with one procedure, its fee set by the council; the officer who controls procedures."""
    whole = read(packaged())
    few = tuple(spec for spec in whole.procedures if spec.code == CODE)
    load(replace(whole, procedures=few, content="marital"), by=SYSTEM, at=clock.now())
    province = Agency.objects.get(code="H44")
    officer = plain_lives.staff("procedure_control_officer", agency=province)
    catalogue_actions.set_local_fee(
        province,
        catalogue.get_procedure(CODE),
        kind="le_phi",
        amount=8000,
        valid_from=plain_lives.BEGAN,
        decision_no="5/NQ-HĐND",
        by=officer,
        at=clock.now(),
    )
    return officer


@pytest.fixture
def citizen(site):
    return plain_lives.an_account(
        "0912000345",
        personal_id="001198003125",
        birth_date=clock.parse("1998-03-14").date(),
        phone="0912000345",
        address="Thôn Liên Sơn, xã Lạc Thủy, tỉnh Phú Thọ",
    )


def a_dossier(citizen, at):
    """Filed through the flow on a day, with the form and the version of that day."""
    day = clock.local_day(at)
    version = catalogue.version_in_force(CODE, day)
    given = example_of(version, eforms.get_form(FORM, on=day), today=day)
    made = Submission(CODE, COMMUNE, "online", given["applicant"], answers=given["answers"], papers=given["papers"])
    return submit(made, by=actor_for(citizen, day), at=at)


def test_amended_from_next_monday_previewed_and_published(page, office, sign_in):
    today = clock.local_day(clock.now())
    monday = today + timedelta(days=7 - today.weekday())
    sign_in(page, Account.objects.get(pk=office.account_id))
    # the form: one more question, seen beside while it is written
    page.goto("/quan-tri/bieu-mau/")
    page.get_by_role("link", name="Tờ khai cấp Giấy xác nhận tình trạng hôn nhân").click()
    page.get_by_role("button", name="Sửa đổi").click()
    page.get_by_role("link", name="Thêm trường ở bước này").first.click()
    page.get_by_label("Câu hỏi, tiếng Việt", exact=True).fill(QUESTION["label_vi"])
    page.get_by_label("Câu hỏi, tiếng Anh", exact=True).fill(QUESTION["label_en"])
    page.get_by_label("Bắt buộc trả lời").check()
    page.get_by_label("Khóa cho phần mềm khác").fill("office")
    page.get_by_role("button", name="Lưu và xem thử").click()
    assert QUESTION["label_vi"] in page.locator("#preview").inner_text()
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("link", name="Công bố…").click()
    page.get_by_label("Dùng từ ngày").fill(monday.strftime("%d/%m/%Y"))
    page.get_by_label("Số văn bản ban hành mẫu, nếu có").fill("07/2026/TT-BTP")
    page.get_by_role("button", name="Công bố").click()
    page.get_by_text("Đã công bố tờ khai, phiên bản 2.").wait_for()
    # the procedure: one more paper, seen as people will see it
    page.goto("/quan-tri/thu-tuc/?q=hon nhan")
    page.get_by_role("link", name="Cấp Giấy xác nhận tình trạng hôn nhân").click()
    page.get_by_role("button", name="Sửa đổi").click()
    page.get_by_role("link", name="Giấy tờ").click()
    page.get_by_role("button", name="Thêm giấy tờ").click()
    row = page.locator("details[open]")
    row.get_by_label("Tên giấy tờ", exact=True).fill("Giấy đề nghị của cơ quan cần giấy xác nhận")
    row.get_by_label("Khi nào cần").select_option("conditional")
    page.get_by_role("button", name="Lưu bản thảo").click()
    page.get_by_text("Đủ phần, công bố được.").wait_for()
    page.get_by_role("link", name="Xem thử như người dân").click()
    assert "Bản thảo, chưa công bố" in page.inner_text("main")
    assert "Giấy đề nghị của cơ quan" in page.text_content("main")
    page.get_by_role("link", name="Về bản thảo").click()
    page.get_by_role("link", name="Công bố…").click()
    page.get_by_label("Số quyết định công bố").fill("1234/QĐ-UBND")
    page.get_by_label("Có hiệu lực từ ngày").fill(monday.strftime("%d/%m/%Y"))
    page.get_by_role("button", name="Công bố").click()
    page.get_by_text("Đã công bố phiên bản 3.").wait_for()
    assert "1234/QĐ-UBND" in page.inner_text("main")
    # until Monday nothing has changed for anybody
    page.goto(f"/thu-tuc/{CODE}/")
    assert "Giấy đề nghị của cơ quan" not in page.text_content("main")
    assert "office" not in page.request.get(f"/api/v1/procedures/{CODE}/form").json()["schema"]["properties"]
    assert page.request.get(f"/api/v1/procedures/{CODE}").json()["version"] == 2
    # from Monday on it has
    assert catalogue.find_version(CODE, monday - timedelta(days=1)).number == 2
    assert catalogue.find_version(CODE, monday).number == 3
    assert "office" in eforms.json_schema(eforms.get_form(FORM, on=monday))["properties"]


def test_since_that_monday_new_dossiers_follow_it_and_old_ones_do_not(page, office, citizen, sign_in):
    now = clock.now()
    today = clock.local_day(now)
    monday = today - timedelta(days=today.weekday())
    friday = clock.day_start(monday - timedelta(days=3)) + timedelta(hours=9)
    old = a_dossier(citizen, friday)
    publish(office, monday, at=friday + timedelta(hours=2))
    sign_in(page, citizen)
    # the page
    page.goto(f"/thu-tuc/{CODE}/")
    assert "Giấy đề nghị" in page.text_content("main")
    page.goto(f"/nop/{CODE}/")
    page.fill("[name=q]", "chi ne")
    page.keyboard.press("Enter")
    page.locator(f'[name=agency][value="{COMMUNE}"]').check()
    page.locator("[data-main]").click()
    page.locator("[data-main]").click()
    assert QUESTION["label_vi"] in page.inner_text("main")
    # the schema of the API, and a dossier filed with its own example
    told = page.request.get(f"/api/v1/procedures/{CODE}/form").json()
    assert "office" in told["schema"]["required"]
    new = a_dossier(citizen, now)
    assert (new.procedure_version.number, new.form.version) == (3, 2)
    # print: the new one has the answer, the old one was never asked
    page.goto(f"/ho-so/{new.code}/in/")
    assert f"{QUESTION['label_vi']}" in page.text_content("main")
    assert QUESTION["example"] in page.text_content("main")
    page.goto(f"/ho-so/{old.code}/in/")
    assert QUESTION["label_vi"] not in page.text_content("main")
    kept = Dossier.objects.get(pk=old.pk)
    assert (kept.procedure_version.number, kept.form.version) == (2, 1)


def publish(officer, monday, *, at):
    """What the first story does on its pages, done earlier."""
    draft = eforms_actions.begin_form_draft(FORM, by=officer, at=at)
    changed = edit.replaced(draft.definition, "fields", "office", QUESTION)
    draft = eforms_actions.save_form_draft(draft, definition=changed, revision=1, by=officer, at=at)
    eforms_actions.publish_form_draft(
        FormDraft.objects.get(), revision=draft.revision, valid_from=monday, ground="07/2026/TT-BTP", by=officer, at=at
    )
    begun = catalogue_actions.begin_draft(catalogue.get_procedure(CODE), by=officer, at=at)
    papers = [*begun.content["papers"], {**begun.content["papers"][-1], "key": "asked", "name_vi": "Giấy đề nghị"}]
    begun = catalogue_actions.save_draft(begun, changes={"papers": papers}, revision=1, by=officer, at=at)
    catalogue_actions.publish_draft(
        begun, revision=begun.revision, valid_from=monday, decision_no="1234/QĐ-UBND", by=officer, at=at
    )


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_control_are_accessible(new_context, office, sign_in, size):
    page = new_context(size=size).new_page()
    sign_in(page, Account.objects.get(pk=office.account_id))
    catalogue_actions.begin_draft(catalogue.get_procedure(CODE), by=office, at=clock.now())
    eforms_actions.begin_form_draft(FORM, by=office, at=clock.now())
    procedure, form = f"/quan-tri/thu-tuc/{CODE}/", f"/quan-tri/bieu-mau/{FORM}/"
    wrong: list[tuple[str, str]] = []
    sections = [f"{procedure}ban-thao/?phan={part}" for part in ("chung", "giay-to&mo=papers.0", "phi&mo=fees.0")]
    for address in (
        "/quan-tri/thu-tuc/",
        "/quan-tri/thu-tuc/moi/",
        procedure,
        *sections,
        f"{procedure}so-sanh/",
        f"{procedure}ban-thao/cong-bo/",
        f"{procedure}bai-bo/",
        f"/thu-tuc/{CODE}/ban-thao/",
        "/quan-tri/bieu-mau/",
        form,
        f"{form}ban-thao/",
        f"{form}ban-thao/truong/purpose/",
        f"{form}ban-thao/chu/",
        f"{form}ban-thao/danh-muc/moi/",
        f"{form}ban-thao/cong-bo/",
        f"{form}thu/",
    ):
        page.goto(address)
        wrong += [(address, one) for one in axe(page)]
        if page.locator("h1").count() != 1:
            wrong.append((address, "headings"))
        if page.evaluate("document.documentElement.scrollWidth") > size[0]:
            wrong.append((address, "wider than the screen"))
    assert wrong == []
