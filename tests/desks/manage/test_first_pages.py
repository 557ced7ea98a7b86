"""Old addresses lead to the desk that manages."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.people.models import Account
from tests.factories.plain_lives import a_commune, a_province, staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "old", "new"),
    [
        ("procedure_control_officer", "leader:procedures", "manage:procedures"),
        ("administrator", "leader:people", "manage:people"),
    ],
)
def test_an_old_address_leads_to_the_new_one(role, old, new):
    client = Client()
    actor = staff(role, agency=a_province()) if role == "procedure_control_officer" else staff(role)
    client.force_login(Account.objects.get(pk=actor.account_id))
    answer = client.get(reverse(old), {"q": "khai sinh"})
    assert answer.status_code == 301
    assert answer["Location"] == f"{reverse(new)}?q=khai+sinh"
    assert client.get(answer["Location"]).status_code == 200


def test_targets_are_those_of_the_steering_desk_by_unit_and_day():
    client = Client()
    client.force_login(Account.objects.get(pk=staff("procedure_control_officer", agency=a_province()).account_id))
    answer = client.get(reverse("manage:targets"))
    assert answer["Location"] == reverse("leader:targets")
    a_commune()
    given = {"indicator": "online_percent", "value": "92,5", "decision_no": "12/QĐ-UBND"}
    given |= {"period_from": "2026-01-01", "period_to": "2026-12-31"}
    for agency in ("H44", "H44.229"):
        assert client.post(reverse("leader:set_target"), {**given, "agency": agency}).status_code == 303
    assert len(client.get(answer["Location"]).context["rows"]) == 2
    one = client.get(answer["Location"], {"don-vi": "H44.229", "ngay": "01/03/2026"})
    assert [(row["row"].set_for, row["row"].judged_on.isoformat()) for row in one.context["rows"]] == [
        ("H44.229", "2026-03-01")
    ]
    none = client.get(answer["Location"], {"ngay": "01/03/2025"})
    assert "chưa được giao chỉ tiêu như vậy" in none.content.decode()
