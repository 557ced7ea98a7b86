"""Old addresses lead to the desk that manages."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.people.models import Account
from tests.factories.plain_lives import a_province, staff

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
