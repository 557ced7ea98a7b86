"""Procedure control: the next version of a process by keyboard, tried on last month's dossiers, refused while its hours
are wrong, published when they are right; and its file opened by a viewer of somebody else."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from motcua.deadlines.actions import load_calendar
from motcua.dossiers import actions as dossiers
from motcua.flows import try_process
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people.models import Account
from motcua.workflow import queries
from motcua.workflow.rules import read_steps
from tests.factories.plain_lives import OPENED_AT, _calendar, a_dossier, staff
from tests.factories.processes import COUNTER, LEADER, SPECIALIST, a_procedure_of, a_process, an_office
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.measure import axe

VIEWER = (Path(__file__).parent / "vendor" / "bpmn-viewer.production.min.js").read_text(encoding="utf-8")
LIST = "/quan-tri/quy-trinh/"


@pytest.fixture
def control(site):
    """The control officer, a process of three days, and a dossier of last month that took twelve hours to propose."""
    load_calendar(_calendar(), by=SYSTEM, at=OPENED_AT)
    officer = an_office()
    process = a_process()
    version = a_procedure_of()
    since, _until = try_process.last_month(clock.local_day(clock.now()))
    calendar = _calendar()
    monday = calendar.next_working_day(since + timedelta(days=7))
    begin = calendar.opening(monday)
    row = a_dossier(at=begin, version=version, process=process)
    allowance = {"value": 3, "unit": "working_days", "policy": "hour_exact"}
    dossiers.receive(row.code, allowance=allowance, by=staff(COUNTER), at=begin)
    dossiers.forward(row.code, by=staff(COUNTER), at=begin + timedelta(hours=1))
    later = calendar.opening(calendar.next_working_day(monday)) + timedelta(hours=7)
    dossiers.propose(row.code, result="approve", by=staff(SPECIALIST), at=later)
    dossiers.approve(row.code, by=staff(LEADER), at=later + timedelta(hours=1))
    return Account.objects.get(pk=officer.account_id), row.code


def keyed(page, name, hours):
    """Open a step from the table and give it other hours, by keyboard alone."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**buoc=*")
    page.locator("#id_hours").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(str(hours))
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_the_next_version_by_keyboard(control, page, site, sign_in):
    account, code = control
    sign_in(page, account)
    page.goto(f"{site}{LIST}simple/")
    page.get_by_role("button", name="Soạn bản mới").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ban-thao/")
    keyed(page, "Bước propose", 8)
    page.locator(".sums", has_text="Tổng 16 giờ = 2 ngày").wait_for()
    assert "ít hơn luật 8 giờ" in page.inner_text("#faults")

    page.get_by_role("link", name=re.compile("Ban hành bản 2")).first.click()
    page.fill("#id_decision_no", "12/QĐ-UBND")
    page.fill("#id_valid_from", (clock.local_day(clock.now()) + timedelta(days=1)).strftime("%d/%m/%Y"))
    page.get_by_role("button", name="Ban hành", exact=True).click()
    page.wait_for_load_state()
    assert "ít hơn luật 8 giờ" in page.inner_text("main")
    assert queries.last_version("simple").number == 1

    page.goto(f"{site}{LIST}simple/ban-thao/")
    keyed(page, "Bước approve", 14)
    page.locator("#faults", has_text="ban hành được").wait_for()
    page.get_by_role("link", name="Chạy thử").first.click()
    assert "1 hồ sơ sẽ trễ thêm, 1 ở bước Bước propose" in page.inner_text("main")
    page.get_by_role("link", name="Xem", exact=True).click()
    page.get_by_role("link", name=code).click()
    assert "12 giờ" in page.inner_text("main")

    page.goto(f"{site}{LIST}simple/ban-thao/ban-hanh/")
    page.fill("#id_decision_no", "12/QĐ-UBND")
    page.fill("#id_valid_from", (clock.local_day(clock.now()) + timedelta(days=1)).strftime("%d/%m/%Y"))
    page.get_by_role("button", name="Ban hành", exact=True).click()
    page.wait_for_url("**ban=2")
    assert "12/QĐ-UBND" in page.inner_text("main")
    assert [step.counted for step in queries.steps_of(queries.last_version("simple"))] == [0, 2, 8, 14, 0]


def test_everybody_can_use_the_pages(control, scripted, site, sign_in):
    account, _code = control
    page = scripted
    sign_in(page, account)
    page.goto(f"{site}{LIST}simple/")
    page.get_by_role("button", name="Soạn bản mới").click()
    page.wait_for_url("**/ban-thao/")
    for path in (
        "",
        "simple/",
        "simple/ban-thao/?buoc=3",
        "simple/ban-thao/?phan=chung",
        "simple/ban-thao/chay-thu/?xem=all",
        "simple/ban-thao/ban-hanh/",
        "simple/so-sanh/",
        "tep/",
    ):
        page.goto(f"{site}{LIST}{path}")
        for size in (DESKTOP, PHONE):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            assert axe(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), path


def test_bpmn_js_draws_what_was_written(control, scripted, site, sign_in):
    account, _code = control
    sign_in(scripted, account)
    scripted.goto(f"{site}{LIST}simple/")
    with scripted.expect_download() as download:
        scripted.get_by_role("link", name="Xuất tệp BPMN").click()
    body = Path(download.value.path()).read_text(encoding="utf-8")
    scripted.goto("about:blank")
    scripted.set_content('<div id="canvas" style="width:1300px;height:600px"></div>')
    scripted.evaluate(VIEWER)
    told = scripted.evaluate(
        """async xml => {
            const viewer = new BpmnJS({container: "#canvas"});
            const {warnings} = await viewer.importXML(xml);
            const count = {};
            viewer.get("elementRegistry").forEach(one => { count[one.type] = (count[one.type] || 0) + 1 });
            return {warnings: warnings.map(String), count, drawn: document.querySelectorAll(".djs-shape").length};
        }""",
        body,
    )
    steps = read_steps(queries.last_version("simple").steps)
    assert told["warnings"] == []
    assert told["count"]["bpmn:UserTask"] == len(steps) == 5
    assert told["count"]["bpmn:Lane"] == len({step.post for step in steps}) == 3
    assert (told["count"]["bpmn:StartEvent"], told["count"]["bpmn:EndEvent"]) == (1, 1)
    assert told["count"]["bpmn:SequenceFlow"] == 6
    assert told["drawn"] >= 11
