"""A dossier replayed on a page: for staff whose agency it concerns, with what differs side by side."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.dossiers.models import Dossier
from motcua.people.models import Account
from tests.factories.plain_lives import (
    a_delivered_dossier,
    a_province,
    a_received_dossier,
    an_account,
    an_agency,
    staff,
)

pytestmark = pytest.mark.django_db


def page(code: str, who: Client) -> str:
    answer = who.get(reverse("shell:replay", args=[code]))
    assert answer.status_code == 200
    return answer.content.decode()


def signed_in(role: str, **values: object) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=staff(role, **values).account_id))  # type: ignore[arg-type]
    return client


def test_what_each_event_changed_and_that_nothing_differs() -> None:
    code = a_delivered_dossier().code
    told = page(code, signed_in("commune_leader"))
    assert "Đúng như nhật ký" in told
    assert "Hạn trả lần đầu" in told
    assert "Bùi Thị Lành" not in told


def test_a_difference_stands_side_by_side() -> None:
    code = a_received_dossier().code
    Dossier.objects.filter(code=code).update(state="processing")
    told = page(code, signed_in("administrator"))
    assert "Khác nhật ký" in told
    assert "Đang giải quyết" in told
    assert "Theo sự kiện 2" in told


def test_who_may_look() -> None:
    code = a_received_dossier().code
    url = reverse("shell:replay", args=[code])
    for role in ("single_window_officer", "specialist_officer", "administrator"):
        assert signed_in(role).get(url).status_code == 200, role
    assert signed_in("procedure_control_officer", agency=a_province()).get(url).status_code == 200
    other = an_agency("H44.230", parent="H44", short="Xã An Bình")
    assert signed_in("commune_leader", agency=other).get(url).status_code == 404
    citizen = Client()
    citizen.force_login(an_account())
    assert citizen.get(url).status_code == 403
    assert signed_in("administrator").get(reverse("shell:replay", args=["H44.229-260105-9999"])).status_code == 404
