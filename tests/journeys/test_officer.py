"""An officer works down the queue: opens the first dossier, asks for what is missing, proposes the next one."""

from datetime import timedelta

import pytest

from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.people.models import Account
from tests.factories.plain_lives import a_received_dossier, staff
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.measure import axe


@pytest.fixture
def officer(site):
    return Account.objects.get(pk=staff("specialist_officer").account_id)


def test_from_the_queue_to_a_supplement_and_a_proposal(page, officer, sign_in):
    now = clock.now()
    first = a_received_dossier(at=now - timedelta(days=2)).code
    second = a_received_dossier(at=now - timedelta(days=1)).code
    sign_in(page, officer)
    page.goto("/viec/")
    rows = page.locator("table a.stay")
    assert rows.count() == 2
    rows.first.click()
    assert f"/{first}/" in page.url
    page.get_by_role("link", name="Yêu cầu bổ sung, mẫu 02…").click()
    page.get_by_role("button", name="Gửi yêu cầu bổ sung").click()
    assert page.locator(".govuk-error-summary").count() == 1
    page.get_by_label("Giấy tờ hoặc việc khác (nếu có)").fill("Bản sao giấy khai sinh")
    page.get_by_label("Lý do chung, người nộp đọc").fill("Giấy đã nộp bị mờ")
    page.get_by_label("Căn cứ pháp lý").fill("118/2025/NĐ-CP, Điều 17")
    page.get_by_role("button", name="Gửi yêu cầu bổ sung").click()
    assert Dossier.objects.get(code=first).state == "supplement_requested"
    page.goto(f"/viec/ho-so/{second}/")
    page.get_by_label("Giải quyết theo đề nghị").check()
    page.get_by_label("Ý kiến trình (lãnh đạo đọc)").fill("Đủ điều kiện")
    page.get_by_role("button", name="Trình lãnh đạo").click()
    page.get_by_text(f"Đã trình lãnh đạo hồ sơ {second}.").wait_for()
    assert Dossier.objects.get(code=second).proposals.get().note == "Đủ điều kiện"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_desk_is_accessible(new_context, officer, sign_in, size):
    code = a_received_dossier().code
    page = new_context(size=size).new_page()
    sign_in(page, officer)
    for address in ("/viec/", "/viec/ho-so/", f"/viec/ho-so/{code}/", f"/viec/ho-so/{code}/bo-sung/"):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address


def test_thirteen_rows_and_the_main_act_need_no_scrolling(scripted, officer, sign_in):
    codes = [a_received_dossier().code for _ in range(13)]
    sign_in(scripted, officer)
    scripted.goto("/viec/")
    last = scripted.locator("tbody tr").nth(12).bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= 768
    scripted.goto(f"/viec/ho-so/{codes[0]}/")
    act = scripted.get_by_role("button", name="Trình lãnh đạo").bounding_box()
    assert act is not None
    assert act["y"] + act["height"] <= 768


def test_the_queue_by_keyboard(scripted, officer, sign_in):
    codes = [a_received_dossier().code for _ in range(2)]
    sign_in(scripted, officer)
    scripted.goto("/viec/")
    scripted.locator("tbody tr a").first.focus()
    scripted.keyboard.press("j")
    scripted.keyboard.press("Enter")
    scripted.wait_for_url(f"**/{codes[1]}/**")


def test_from_one_dossier_to_the_next_without_a_mouse(scripted, officer, sign_in):
    codes = [a_received_dossier().code for _ in range(3)]
    sign_in(scripted, officer)
    scripted.goto("/viec/?kenh=online")
    scripted.locator("tbody tr").first.focus()
    scripted.keyboard.press("Enter")
    scripted.wait_for_url(f"**/{codes[0]}/**")
    scripted.keyboard.press("Alt+j")
    scripted.wait_for_url(f"**/{codes[1]}/**")
    assert "kenh=online" in scripted.url
    scripted.keyboard.press("Alt+k")
    scripted.wait_for_url(f"**/{codes[0]}/**")
    scripted.keyboard.press("/")
    scripted.keyboard.type(codes[2])
    scripted.keyboard.press("Enter")
    scripted.wait_for_url("**/ho-so/?q=*")
    assert scripted.locator("table a.stay").count() == 1


def test_several_are_chosen_and_proposed_by_keyboard(scripted, officer, sign_in):
    codes = [a_received_dossier().code for _ in range(3)]
    sign_in(scripted, officer)
    scripted.goto("/viec/")
    scripted.locator("tbody tr").first.focus()
    for key in ("x", "j", "x"):
        scripted.keyboard.press(key)
    scripted.get_by_role("button", name="Trình cùng kết quả…").press("Enter")
    scripted.get_by_label("Giải quyết theo đề nghị").check()
    scripted.get_by_role("button", name="Xem trước…").press("Enter")
    scripted.get_by_text("Sẽ làm với 2 hồ sơ").wait_for()
    assert Dossier.objects.filter(step="approve").count() == 0
    scripted.get_by_role("button", name="Trình lãnh đạo").press("Enter")
    scripted.get_by_text("2 hồ sơ đã làm").wait_for()
    assert set(Dossier.objects.filter(step="approve").values_list("code", flat=True)) == set(codes[:2])


def test_an_opinion_and_a_hand_over_without_scripts(page, new_context, officer, sign_in):
    code = a_received_dossier().code
    hoa = Account.objects.get(pk=staff("specialist_officer", username="hoa").account_id)
    sign_in(page, officer)
    page.goto(f"/viec/ho-so/{code}/")
    page.get_by_role("link", name="Hỏi ý kiến…").click()
    page.get_by_label("Hỏi ai").select_option("hoa")
    page.get_by_label("Câu hỏi").fill("Đất có tranh chấp không?")
    page.get_by_role("button", name="Gửi câu hỏi").click()
    page.get_by_text("Đồng hồ của hồ sơ vẫn chạy").wait_for()
    other = new_context(javascript=False).new_page()
    sign_in(other, hoa)
    other.goto("/viec/y-kien/")
    other.get_by_role("link", name="Đất có tranh chấp không?").click()
    other.get_by_label("Không đồng ý, nêu lý do").check()
    other.get_by_role("button", name="Gửi ý kiến").click()
    assert other.locator(".govuk-error-summary").count() == 1
    other.get_by_label("Lý do hoặc nội dung").fill("Đang tranh chấp")
    other.get_by_role("button", name="Gửi ý kiến").click()
    other.get_by_text("Đã ghi ý kiến").wait_for()
    page.goto(f"/viec/ho-so/{code}/")
    page.get_by_text("Đang tranh chấp").wait_for()
    page.get_by_role("link", name="Bàn giao…").click()
    page.get_by_label("Giao cho").select_option("hoa")
    page.get_by_label("Lý do").fill("Nghỉ phép")
    page.get_by_role("button", name="Bàn giao").click()
    assert Dossier.objects.get(code=code).assigned_to == hoa
    other.goto(f"/viec/ho-so/{code}/")
    other.locator("main").get_by_text("Nhận bàn giao").first.wait_for()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_new_pages_are_accessible(new_context, officer, sign_in, size):
    code = a_received_dossier().code
    staff("specialist_officer", username="hoa")
    page = new_context(size=size).new_page()
    sign_in(page, officer)
    for address in (
        "/viec/y-kien/",
        "/viec/nghi/",
        "/viec/ban-giao/",
        f"/viec/ho-so/{code}/hoi-y-kien/",
        f"/viec/ho-so/{code}/soan-ket-qua/",
        f"/viec/ho-so/{code}/so-sanh/",
        f"/viec/nhieu/?viec=nhan&hs={code}",
        f"/viec/nhieu/?viec=trinh&hs={code}",
    ):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address
