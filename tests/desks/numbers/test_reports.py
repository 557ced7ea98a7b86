"""Pages of statutory reports: who sees which, each number opens its list, files, periods that cannot be."""

import pytest
from django.urls import reverse

from motcua.people.models import Account
from motcua.reports.statutory import reports
from tests.asked import asked_of
from tests.factories.plain_lives import a_commune, a_finished_dossier, a_province, a_received_dossier, an_agency, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
YEAR = {"ky": "year", "tu": "2026-01-01", "den": "2026-12-31"}


def page(browser, slug: str, **asked: str) -> str:
    answer = browser.get(reverse("numbers:report", args=[slug]), {**YEAR, **asked})
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_every_report_is_reached_and_says_how_it_counts():
    a_received_dossier()
    officer = browser_of(staff("single_window_officer"))
    listed = officer.get(reverse("numbers:reports")).content.decode()
    for slug in reports():
        assert reverse("numbers:report", args=[slug]) in listed
        told = page(officer, slug)
        assert "Cách tính" in told
        assert "Số liệu tính đến" in told


def test_a_number_opens_its_dossiers_and_names_only_for_who_may_see_them():
    code = a_finished_dossier().code
    officer = browser_of(staff("single_window_officer"))
    control = browser_of(staff("procedure_control_officer", agency=a_province()))
    opened = reverse("shell:open_dossier", args=[code])
    assert "so=received_total" in page(officer, "ii-06a")
    listed = officer.get(reverse("numbers:report_rows", args=["ii-06a"]), {**YEAR, "so": "received_total"})
    assert code in listed.content.decode()
    assert opened in listed.content.decode()
    seen = control.get(reverse("numbers:report_rows", args=["ii-06a"]), {**YEAR, "so": "received_total"})
    assert code in seen.content.decode()
    assert opened not in seen.content.decode()
    file = officer.get(reverse("numbers:report_rows", args=["ii-06a"]), {**YEAR, "so": "received_total", "tai": "1"})
    assert code in file.content.decode("utf-8-sig")


def test_officers_see_their_agency_leaders_those_below_the_control_office_all():
    a_received_dossier()
    other = an_agency("H44.230", parent="H44", short="Xã An Bình")
    for actor, status in (
        (staff("specialist_officer"), 404),
        (staff("commune_leader"), 404),
        (staff("province_leader", agency=a_province()), 200),
        (staff("procedure_control_officer", agency=a_commune(), username="x"), 200),
    ):
        answer = browser_of(actor).get(reverse("numbers:report", args=["ii-06a"]), {**YEAR, "don-vi": other.code})
        assert answer.status_code == status, actor.role


@pytest.mark.parametrize("format", ["xlsx", "csv", "pdf", "json"])
def test_the_report_is_a_file(format):
    a_received_dossier()
    leader = browser_of(staff("commune_leader"))
    answer = leader.get(reverse("numbers:report", args=["ii-06a"]), {**YEAR, "tai": format})
    assert answer.status_code == 200
    assert f'.{format}"' in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"tu": "2026-05-01", "den": "2026-04-01"}, "Đổi lại hai ngày"),
        ({"tu": "2026-02-30", "den": "2026-04-01"}, "Ghi ngày có thật"),
        ({"ky": "quarter", "ngay": "hôm qua"}, "Ghi ngày có thật"),
    ],
)
def test_a_period_that_cannot_be_says_the_way_out(asked, words):
    a_commune()
    answer = browser_of(staff("commune_leader")).get(reverse("numbers:report", args=["ii-06a"]), asked)
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_a_period_without_dossiers_says_so():
    a_received_dossier()
    leader = browser_of(staff("commune_leader"))
    told = leader.get(reverse("numbers:report", args=["ii-06a"]), {"tu": "2021-01-01", "den": "2021-01-31"})
    assert "Không có hồ sơ trong kỳ" in told.content.decode()
    assert "Hồ sơ đầu tiên của đơn vị có từ" in told.content.decode()


def test_what_is_not_there_is_not_found():
    leader = browser_of(staff("commune_leader"))
    assert leader.get(reverse("numbers:report", args=["x"])).status_code == 404
    assert leader.get(reverse("numbers:report_rows", args=["ii-06a"]), {"so": "x"}).status_code == 404
    assert leader.get(reverse("numbers:report", args=["ii-06a"]), {"tai": "exe"}).status_code == 404


def test_a_report_asks_few_queries(django_assert_max_num_queries):
    a_received_dossier()
    leader = browser_of(staff("commune_leader"))
    page(leader, "ii-06a")
    with django_assert_max_num_queries(300) as captured:
        page(leader, "ii-06a")
    assert len(asked := asked_of(captured)) <= 15, asked


def test_two_periods_and_two_agencies_stand_side_by_side():
    a_received_dossier()
    other = an_agency("H44.230", parent="H44", short="Xã An Bình")
    leader = browser_of(staff("province_leader", agency=a_province()))
    url = reverse("numbers:report_compare", args=["ii-06a"])
    told = leader.get(url, YEAR).content.decode()
    assert "01/01/2025–31/12/2025" in told  # the year before, without being asked
    assert "+1" in told
    told = leader.get(url, {**YEAR, "don-vi-2": other.code, "cot": "resolved_late"}).content.decode()
    assert "Xã An Bình" in told
    file = leader.get(url, {**YEAR, "don-vi-2": other.code, "tai": "csv"}).content.decode("utf-8-sig")
    assert "figure,first,second,difference" in file
    assert leader.get(url, {**YEAR, "tu2": "2026-05-01", "den2": "2026-04-01"}).status_code == 400
    assert leader.get(reverse("numbers:report_compare", args=["register"]), YEAR).status_code == 404


def test_a_report_is_saved_sent_paused_deleted_and_taken_back():
    a_received_dossier()
    leader = browser_of(staff("commune_leader", email="leader@xa.vn"))
    officer = staff("specialist_officer", username="nhan", email="nhan@xa.vn")
    url = f"{reverse('numbers:save_report', args=['ii-06a'])}?ky=month&tu=2026-10-01&den=2026-10-31"
    assert "Tên để nhận ra" in leader.get(url).content.decode()
    assert leader.post(url, {"ten": ""}).status_code == 422
    answer = leader.post(url, {"ten": "Họp giao ban"})
    assert answer.status_code == 303
    one = answer["Location"]
    wrong = leader.post(one, {"viec": "gui", "nguoi-nhan": "khong-co", "dang": "xlsx", "kem": "1"})
    assert wrong.status_code == 422
    assert "khong-co" in wrong.content.decode()
    name = Account.objects.get(pk=officer.account_id).username
    assert leader.post(one, {"viec": "gui", "nguoi-nhan": name, "dang": "xlsx", "kem": "1"}).status_code == 303
    assert "Gửi lần tới" in leader.get(one).content.decode()
    leader.post(one, {"viec": "dung"})
    assert "đang tạm ngừng" in leader.get(reverse("numbers:saved_reports")).content.decode()
    leader.post(one, {"viec": "tiep"})
    assert "Xóa báo cáo đã lưu?" in leader.get(f"{one}xoa/").content.decode()
    gone = leader.post(f"{one}xoa/")
    assert leader.get(one).status_code == 404
    assert "Lấy lại báo cáo vừa xóa" in leader.get(gone["Location"]).content.decode()
    assert leader.post(f"{one}lay-lai/").status_code == 303
    assert leader.get(one).status_code == 200
    assert browser_of(officer).get(one).status_code == 404
