"""Hand-overs between agencies on the pages: accept, return, send again; results where they are wanted; the walk-in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.kernel import clock
from tests.factories.plain_lives import a_finished_dossier, staff
from tests.factories.proposals import browser_of
from tests.factories.several_agencies import a_dossier_for_another, a_neighbour

pytestmark = pytest.mark.django_db


def ago(hours: int = 3):
    return clock.now() - timedelta(hours=hours)


def here():
    return browser_of(staff("single_window_officer"))


def there(role: str = "single_window_officer"):
    return browser_of(staff(role, agency=a_neighbour()))


def words(browser, name: str, *args: str, query: str = "") -> str:
    response = browser.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_receiver_accepts_what_comes():
    dossier = a_dossier_for_another(at=ago())
    page = words(there(), "counter:transfers")
    assert dossier.code in page
    assert "Đã nhận đủ" in page
    assert "nơi kia chưa nhận" in words(here(), "counter:transfers")
    assert dossier.code in words(here(), "counter:transfers", query="?loc=di")
    assert "Hồ sơ đang bàn giao" in words(here(), "officer:dossier", dossier.code)
    done = there().post(reverse("counter:accept_transfer", args=[dossier.code]))
    assert done.status_code == 303
    assert queries.find_open_transfer(dossier) is None
    assert there().post(reverse("counter:accept_transfer", args=[dossier.code])).status_code == 409


def test_what_comes_back_stands_first_and_is_sent_again():
    dossier = a_dossier_for_another(at=ago())
    address = reverse("counter:return_transfer", args=[dossier.code])
    assert there().get(address).status_code == 200
    assert there().post(address, {"reason": ""}).status_code == 422
    assert here().post(address, {"reason": "x"}).status_code == 403
    there().post(address, {"reason": "Thiếu trang 2"})
    page = words(here(), "counter:transfers")
    assert "Thiếu trang 2" in page
    assert "Chuyển lại" in page
    here().post(reverse("counter:send_transfer", args=[dossier.code]))
    assert [row.state for row in queries.transfers_of(dossier)] == ["returned", "handed"]


def test_what_is_over_its_time_is_a_list_of_leaders_on_both_sides():
    dossier = a_dossier_for_another(at=clock.now() - timedelta(days=10))
    for browser in (browser_of(staff("commune_leader")), there("commune_leader")):
        page = words(browser, "counter:transfers", query="?loc=qua-han")
        assert dossier.code in page
        assert "Đã nhận đủ" not in page


def test_a_result_goes_to_the_counter_where_it_is_wanted():
    dossier = a_finished_dossier(at=ago())
    counter = a_neighbour()
    dossiers.change_return(
        dossier.code,
        way="counter",
        counter=counter,
        reason="Gần nhà",
        by=staff("single_window_officer"),
        at=clock.now(),
    )
    page = words(here(), "counter:transfers", query="?loc=ket-qua")
    assert dossier.code in page
    assert "Xã An Bình" in page
    here().post(reverse("counter:send_transfer", args=[dossier.code]))
    assert dossier.code not in words(here(), "counter:returning")
    assert dossier.code not in words(there(), "counter:returning")
    there().post(reverse("counter:accept_transfer", args=[dossier.code]))
    assert dossier.code in words(there(), "counter:returning")
    assert there().get(reverse("counter:hand_over", args=[dossier.code])).status_code == 200
    assert here().get(reverse("counter:hand_over", args=[dossier.code])).status_code == 409


def test_the_applicant_is_told_in_plain_words():
    dossier = a_dossier_for_another(at=ago())
    from motcua.desks.shell.templatetags.mc.elsewhere import told_of

    told = told_of(dossier, clock.now())
    assert [one.title for one in told] == ["Hồ sơ đang bàn giao"]
    assert "Đang chuyển từ Xã Lạc Thủy đến Xã An Bình" in told[0].words


def test_the_place_of_the_result_is_changed_with_a_reason():
    dossier = a_finished_dossier(at=ago())
    a_neighbour()
    address = reverse("counter:return_place", args=[dossier.code])
    assert "Xã An Bình" in here().get(address).content.decode()
    assert here().post(address, {"way": "counter", "counter": "H44.230", "reason": ""}).status_code == 422
    assert here().post(address, {"way": "post", "reason": "Ở xa", "address": ""}).status_code == 422
    assert here().post(address, {"way": "counter", "counter": "H44.230", "reason": "Gần nhà"}).status_code == 303
    dossier.refresh_from_db()
    assert (dossier.wishes["delivery"], dossier.wishes["counter"]) == ("counter", "H44.230")
