"""A child is registered from another commune: filed at the counter of An Bình for Lạc Thủy, with a question to the
department of justice that stays unanswered too long. Somebody is warned, it goes up, an apology gives a new date, the
result comes back to An Bình, everybody is told, and every figure is right. Then the papers of it all are looked at."""

import random
import re
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Page

from motcua.dossiers.models import Apology, Bundle, Dossier, Part, Transfer
from motcua.flows import act
from motcua.flows.country_pack.load import load_folder
from motcua.flows.country_pack.reader import packaged
from motcua.flows.demo import accounts, fees, past
from motcua.flows.demo.load import posts
from motcua.flows.replaying import replay_all
from motcua.flows.submit_linked import submit
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.notifications.models import Notice
from motcua.people import access
from motcua.people.models import Account
from tests.factories.linked import a_submission
from tests.journeys.across import HERE, JUSTICE, MOTHER, THERE, Day, figures, filed_at_a_counter, press
from tests.journeys.conftest import SHOTS


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    wall = Day()
    monkeypatch.setattr(clock, "now", wall.now)
    return wall


@pytest.fixture
def offices(site: str, day: Day) -> accounts.Demo:
    """The communes and departments of the demo at work."""
    now = clock.now()
    chance = random.Random(5)
    load_folder(packaged(), by=SYSTEM, at=now)
    posts(now)
    fees.set_fees(now)
    demo = accounts.make(chance, at=now - timedelta(days=400), tokens=False)
    past.openings(now)
    return demo


def somebody(demo: accounts.Demo, agency: str, role: str, index: int = 0) -> Account:
    return demo.staff[agency, role][index]


Enter = Callable[[Page, Account], None]


@pytest.fixture
def as_(new_context: Callable[..., Any], sign_in: Enter) -> Callable[[Account], Page]:
    """Somebody's own browser, kept open all along."""
    open_: dict[int, Page] = {}

    def page_of(account: Account) -> Page:
        if account.pk not in open_:
            page = new_context().new_page()
            sign_in(page, account)
            open_[account.pk] = page
        return open_[account.pk]

    return page_of


def told_of(code: str) -> set[tuple[str, str]]:
    """Whom the notices of a dossier went to, and which."""
    return set(Notice.objects.filter(dossier__code=code).values_list("audience", "template"))


def picked(row: dict[str, Any]) -> dict[str, int]:
    """The counts of a row that the story moves, without zeros."""
    wanted = ("received_direct", "resolved_on_time", "resolved_late", "late_against_original", "resolved_total")
    wanted += ("pending_total", "pending_late", "received", "answered_late", "answered_total", "received_total")
    wanted += ("received_for_others", "results_returned", "sent_back", "accepted_late", "on_the_way")
    return {name: row[name] for name in wanted if row.get(name)}


def the_seven_forms(offices: accounts.Demo, birth: str, residence: str, page: Page) -> None:
    """Forms 01 to 07 as they come out of this story; the residence is asked for a paper and given up for that."""
    office = offices.actor(THERE, access.SINGLE_WINDOW_OFFICER)
    items = [{"kind": "other", "key": "house", "label_vi": "Giấy tờ về chỗ ở hợp pháp", "label_en": "", "reason": ""}]
    because = {"reason": "Thiếu giấy tờ về chỗ ở", "ground": "68/2020/QH14, Điều 20"}
    act.perform(residence, "request_supplement", {"items": items, **because}, by=office, at=clock.now())
    leader = offices.actor(THERE, access.COMMUNE_LEADER)
    act.perform(residence, "stop", {"reason": "Người dân đề nghị dừng"}, by=leader, at=clock.now())
    refused = submit(a_submission(today=clock.now()), by=SYSTEM, at=clock.now()).code
    act.perform(
        refused, "refuse", {"reason": "Đã đăng ký ở nơi khác", "ground": "60/2014/QH13"}, by=office, at=clock.now()
    )
    wanted = {
        "01": f"/giay/{birth}/mau-01.pdf",
        "02": f"/giay/{residence}/mau-02-1.pdf",
        "03": f"/giay/{refused}/mau-03.pdf",
        "04": f"/giay/{birth}/mau-04.pdf",
        "05": f"/giay/{residence}/mau-05.pdf",
        "06": f"/giay/{birth}/mau-06.pdf",
        "07": "/quay/so/so-theo-doi.pdf",
    }
    kept = SHOTS / "forms"
    kept.mkdir(parents=True, exist_ok=True)
    for number, address in wanted.items():
        reply = page.request.get(address)
        assert reply.ok, f"form {number}: {reply.status}"
        file = kept / f"{number}.pdf"
        file.write_bytes(reply.body())
        sound(file)
    assert "Bùi Thị Yến" in text_of(kept / "01.pdf")
    assert "Sở Tư pháp chưa trả lời câu hỏi của xã" in text_of(kept / "04.pdf")
    slip = text_of(kept / "06.pdf")
    assert "Sở Tư pháp" in slip
    assert birth in slip
    assert birth in text_of(kept / "07.pdf")


def sound(file: Path) -> None:
    """Tagged, archivable, and every font in it embedded with a way back to letters."""
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^Tagged:\s+yes", told, re.MULTILINE), file.name
    with pikepdf.open(file) as pdf, pdf.open_metadata() as meta:
        assert meta.pdfa_status == "2A", file.name
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts, file.name
    for font in fonts:
        assert re.search(r"\byes\s+yes\s+yes\s+\d+\s+\d+$", font), f"{file.name}: {font}"


def text_of(file: Path) -> str:
    told = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(told.split())


def test_a_linked_filing_across_units(offices: accounts.Demo, day: Day, as_: Callable[[Account], Page], site: str):
    counter_a = as_(somebody(offices, HERE, access.SINGLE_WINDOW_OFFICER))
    counter_b = as_(somebody(offices, THERE, access.SINGLE_WINDOW_OFFICER))
    specialist = as_(somebody(offices, THERE, access.SPECIALIST_OFFICER))
    chair = as_(somebody(offices, THERE, access.COMMUNE_LEADER))
    justice = as_(somebody(offices, JUSTICE, access.SPECIALIST_OFFICER))
    director = as_(somebody(offices, JUSTICE, access.COMMUNE_LEADER))

    code = filed_at_a_counter(counter_a)
    dossier = Dossier.objects.get(code=code)
    assert (dossier.reception_agency.code, dossier.agency.code) == (HERE, THERE)
    assert Bundle.objects.get(lead=dossier).members.count() == 3
    assert "Hồ sơ đang bàn giao" in counter_a.content()

    day.to(5, 8, 30)  # the papers arrive at Lạc Thủy
    counter_b.goto("/quay/ban-giao/")
    assert code in counter_b.content()
    press(counter_b, "Đã nhận đủ")

    day.to(5, 9)
    specialist.goto(f"/viec/ho-so/{code}/gui-noi-khac/")
    specialist.locator("#id_agency").select_option(JUSTICE)
    specialist.locator("#id_question").fill("Xin xác nhận việc công nhận cha, mẹ, con đã đăng ký tại Sở.")
    specialist.locator("#id_hours").fill("4")
    press(specialist, "Gửi")
    part = Part.objects.get(dossier=dossier)
    assert part.due_at is not None
    assert f"{clock.local(part.due_at):%d %H:%M}" == "05 15:00"

    day.to(5, 13, 35)
    day.work()  # less than two hours are left: whoever holds it is warned
    justice.goto("/viec/phan-viec/")
    assert code in justice.content()

    day.to(5, 16, 0)
    day.work()  # too late: it goes up
    director.goto("/viec/phan-viec/")
    assert code in director.content()
    specialist.goto(f"/viec/ho-so/{code}/")

    specialist.goto("/viec/se-tre/")
    assert code in specialist.content()
    specialist.goto(f"/viec/ho-so/{code}/xin-loi/")
    specialist.locator("#id_reason_code").select_option("awaiting_opinion")
    specialist.locator("#id_reason").fill("Sở Tư pháp chưa trả lời câu hỏi của xã")
    specialist.locator("[name=due_choice]").first.check(force=True)
    press(specialist, "Trình lãnh đạo ký")

    day.to(5, 16, 15)
    chair.goto("/lanh-dao/xin-loi/")
    press(chair, "Ký những thư đã chọn")
    press(chair, "Ký thư")
    letter = Apology.objects.get(dossier=dossier)
    dossier.refresh_from_db()
    assert letter.due_after == dossier.due_at
    assert dossier.due_at is not None
    assert dossier.original_due_at is not None
    assert letter.due_after > letter.due_before
    assert (
        f"{clock.local(dossier.original_due_at):%d %H:%M}" == "06 17:00"
    )  # the slip: true even if the papers came late
    day.to(5, 16, 40)
    day.work()
    counter_a.goto("/quay/da-bao/")

    day.to(6, 8)
    justice.goto(f"/viec/ho-so/{code}/phan/1/")
    press(justice, "Nhận phần việc này")
    justice.locator("[name=opinion]").first.check(force=True)
    justice.locator("#id_answer").fill("Đã đăng ký, số 12/2026.")
    press(justice, "Gửi trả lời")

    day.to(6, 9)
    specialist.goto(f"/viec/ho-so/{code}/")
    assert "trả lời trễ" in specialist.content()  # the late one is named
    specialist.get_by_label("Giải quyết theo đề nghị").check(force=True)
    press(specialist, "Trình lãnh đạo")
    chair.goto(f"/lanh-dao/cho-ky/duyet/?ma={code}")
    press(chair, "Duyệt")
    day.to(6, 9, 20)  # the approval cannot be undone any more
    day.work()
    dossier.refresh_from_db()
    assert (dossier.state, dossier.result) == ("finished", "approved")
    members = {
        one.key: one.dossier for one in Bundle.objects.get(lead=dossier).members.select_related("dossier__agency")
    }
    assert {key: (one.state, one.agency.code) for key, one in members.items()} == {
        "birth": ("finished", THERE),
        "residence": ("received", THERE),
        "hi": ("received", "H44.BHXH"),
    }

    counter_b.goto("/quay/ban-giao/?loc=ket-qua")
    press(counter_b, "Chuyển kết quả")
    counter_a.goto("/quay/ban-giao/")
    press(counter_a, "Đã nhận đủ")
    day.to(6, 10)
    counter_a.goto(f"/quay/tra-ket-qua/{code}/")
    counter_a.locator("#id_number").fill(MOTHER["personal_id"])
    with counter_a.expect_navigation():
        counter_a.locator("#id_number").press("Enter")
    counter_a.locator("[name=signed]").first.check(force=True)
    with counter_a.expect_navigation():
        counter_a.keyboard.press("Control+Enter")
    dossier.refresh_from_db()
    assert dossier.state == "delivered"
    day.work()

    assert told_of(code) >= {
        ("applicant", "received"),
        ("applicant", "extended"),  # the apology with the new date
        ("applicant", "finished"),
        ("partner", "transfer_sent"),
        ("partner", "part_opened"),
        ("partner", "part_warned"),
        ("partner", "part_late"),
        ("upper", "part_late"),
        ("holder", "officer_warned_due"),
        ("holder", "officer_behind"),
        ("upper", "officer_escalated"),
        ("leader", "apology_proposed"),
        ("counter", "officer_extended"),
        ("superior", "officer_extended"),
    }
    assert picked(figures(counter_a, site, "handling", THERE)) == {
        "received_direct": 2,  # the birth, and the residence since the certificate is there
        "resolved_on_time": 1,  # by the date of the apology
        "resolved_total": 1,
        "pending_total": 1,
        "received_total": 2,
    }
    assert picked(figures(counter_a, site, "parts", JUSTICE)) == {
        "received": 1,
        "answered_late": 1,
        "answered_total": 1,
    }
    assert picked(figures(counter_a, site, "reception", HERE)) == {
        "received_direct": 3,
        "received_total": 3,
        "received_for_others": 3,
        "results_returned": 1,
    }
    assert list(Transfer.objects.filter(state="handed")) == []
    the_seven_forms(offices, code, members["residence"].code, counter_b)
    assert [one.outcome for one in replay_all() if one.outcome.differences] == []
