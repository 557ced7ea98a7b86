"""Members of a group see whom to call and how to help."""

from datetime import date

import pytest
from django.urls import reverse

from motcua.community.actions import add_member, create_group
from motcua.community.rules import Person
from motcua.desks.shell.nav import home_url
from motcua.kernel.actor import SYSTEM
from tests.factories.plain_lives import OPENED_AT, a_commune, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["community_member", "community_leader"])
def test_my_group_its_coordinator_and_how_to_help(role):
    actor = staff(role)
    group = create_group(
        "to_doi",
        name_vi="Tổ công nghệ số thôn Đồi",
        agency=a_commune(),
        level="village",
        village="Thôn Đồi",
        coordinator=Person("Quách Văn Nhợn", "0912000345"),
        valid_from=date(2025, 7, 1),
        by=SYSTEM,
        at=OPENED_AT,
    )
    add_member(
        group,
        Person("Bùi Thị Ín", "0912000346", account_id=actor.account_id),
        valid_from=date(2025, 8, 1),
        by=SYSTEM,
        at=OPENED_AT,
    )
    assert home_url(actor) == reverse("community:group")
    page = browser_of(actor).get(reverse("community:group")).content.decode()
    for words in ("Tổ công nghệ số thôn Đồi", "Quách Văn Nhợn", "tel:0912000345", "Bùi Thị Ín", "Nộp giúp"):
        assert words in page
    assert 'type="password"' not in page


def test_somebody_in_no_group_is_told_whom_to_ask():
    page = browser_of(staff("community_member")).get(reverse("community:group"))
    assert "Chưa có tên trong tổ nào" in page.content.decode()
