"""Who acts as what, and which office a page speaks for."""

from datetime import date

import pytest

from motcua.agencies.models import Agency, AgencyPeriod, Position
from motcua.desks.shell import place
from motcua.kernel import clock
from motcua.kernel.actor import ANONYMOUS, Actor
from motcua.people.models import Account, Appointment

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.desks.shell.urls")]

NEW_UNITS = date(2025, 7, 1)


@pytest.fixture
def offices():
    """Phú Thọ of today with one commune, and the province that went into it."""
    made = {}
    for code, kind, short, english, first, last, parent in (
        ("H28", "province", "Tỉnh Hòa Bình", "Hòa Bình province", date(2020, 1, 1), NEW_UNITS, None),
        ("H44", "province", "Tỉnh Phú Thọ", "Phú Thọ province", date(2020, 1, 1), None, None),
        ("H44.229", "commune", "Xã Lạc Thủy", "Lạc Thủy commune", NEW_UNITS, None, "H44"),
    ):
        made[code] = Agency.objects.create(code=code, kind=kind, phone="02183000000" if kind == "commune" else "")
        AgencyPeriod.objects.create(
            agency=made[code],
            parent=made.get(parent),
            name_vi=f"Ủy ban nhân dân {short}",
            short_name_vi=short,
            short_name_en=english,
            valid_from=first,
            valid_to=last,
        )
    return made


@pytest.fixture
def officer(offices):
    """An officer with two posts in the commune."""
    account = Account.objects.create(
        username="lan", kind="staff", full_name="Bạch Thị Lan", created_at=clock.now(), password="!"
    )
    for slug, title, unit, role in (
        ("single_window", "Công chức một cửa", "Bộ phận Một cửa", "single_window_officer"),
        ("chair", "Chủ tịch", "", "commune_leader"),
    ):
        post = Position.objects.create(
            agency=offices["H44.229"], slug=slug, title_vi=title, unit_vi=unit, valid_from=NEW_UNITS
        )
        Appointment.objects.create(account=account, position=post, role=role, valid_from=NEW_UNITS)
    return account


def test_a_visitor_is_nobody(client):
    assert client.get("/ai/").content == b"anonymous  "


def test_staff_act_under_the_first_of_their_appointments_until_they_choose_another(client, officer):
    client.force_login(officer)
    assert client.get("/ai/").content == b"single_window_officer H44.229 single_window"
    assert client.get("/quay/").status_code == 200
    other = Appointment.objects.get(role="commune_leader")
    assert b"checked" in client.get("/appointment/").content
    assert client.post("/appointment/", {"appointment": other.pk}).status_code == 303
    assert client.get("/ai/").content == b"commune_leader H44.229 chair"


@pytest.mark.parametrize("chosen", ["999999", "x", ""])
def test_nobody_takes_a_post_that_is_not_theirs(client, officer, chosen):
    client.force_login(officer)
    assert client.post("/appointment/", {"appointment": chosen}).status_code == 404
    assert client.get("/ai/").content.startswith(b"single_window_officer")


def test_a_citizen_may_not_open_a_counter(client, offices):
    citizen = Account.objects.create(
        username="hanh", kind="citizen", full_name="Bùi Thị Hạnh", created_at=clock.now(), password="!"
    )
    client.force_login(citizen)
    response = client.get("/quay/")
    assert response.status_code == 403
    assert "Trang này dành cho người khác" in response.content.decode()
    assert client.get("/cua-toi/").status_code == 200


def test_pages_of_somebody_signed_in_are_not_kept_by_the_browser(client, officer):
    assert "Cache-Control" not in client.get("/ai/").headers
    client.force_login(officer)
    assert client.get("/ai/").headers["Cache-Control"] == "private, no-store"


def test_the_frame_says_who_works_here_and_as_what(client, officer):
    client.force_login(officer)
    html = client.get("/khong-co/").content.decode()
    assert '<body class="staff">' in html
    assert "Bạch Thị Lan" in html
    assert "Bộ phận Một cửa · Xã Lạc Thủy" in html
    assert "/dang-xuat/" in html


def test_an_office_is_named_with_its_province(offices):
    assert place.of_agency("H44.229", "vi") == place.Place("Xã Lạc Thủy, tỉnh Phú Thọ", "02183000000", "H44.229")
    assert place.of_agency("H44.229", "en").name == "Lạc Thủy commune, Phú Thọ province"
    assert place.of_agency("H44", "vi").name == "Tỉnh Phú Thọ"
    assert place.of_agency("H44.229", "vi", date(2024, 1, 1)) is None
    assert place.of_agency("H28", "vi", date(2024, 1, 1)).name == "Tỉnh Hòa Bình"
    assert place.of_agency("nowhere", "vi") is None


def test_a_page_speaks_for_the_view_s_office_the_actor_s_the_visitor_s_or_the_province(rf, offices):
    request = rf.get("/")
    assert place.of(request, ANONYMOUS, "vi").agency == "H44"
    request.COOKIES["place"] = "H44.229"
    assert place.of(request, ANONYMOUS, "vi").agency == "H44.229"
    request.COOKIES["place"] = "H99'; --"
    assert place.of(request, ANONYMOUS, "vi").agency == "H44"
    assert place.of(request, Actor("account", "1", "specialist_officer", "H44.229"), "vi").agency == "H44.229"
    request.place = place.Place("Huyện Lạc Thủy")
    assert place.of(request, ANONYMOUS, "vi").name == "Huyện Lạc Thủy"


def test_an_empty_installation_speaks_for_nobody(rf):
    assert place.of(rf.get("/"), ANONYMOUS, "vi") == place.NOWHERE
