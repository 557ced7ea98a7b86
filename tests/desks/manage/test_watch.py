"""The rules of warning and escalation on their page: what holds, a new version from a day on, clear refusals."""

from datetime import timedelta

import pytest

from motcua.kernel import clock
from motcua.workflow.models import WatchVersion
from motcua.workflow.watch_versions import watch_on
from tests.factories.plain_lives import a_province, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/nhac-viec/"


@pytest.fixture
def control():
    return browser_of(staff("procedure_control_officer", agency=a_province()))


def sent(**changes):
    day = clock.local_day(clock.now()) + timedelta(days=3)
    given = {
        "warn": "16, 4", "hand_over_cutoff": "14:30", "valid_from": day.strftime("%d/%m/%Y"), "reason": "Theo quyết định",
        "behind-specialist": "leader", "behind-leader": "above",
    }  # fmt: skip
    return {**given, **changes}


def test_a_new_version_holds_from_its_day_and_the_old_one_until_then(control):
    today = clock.local_day(clock.now())
    assert "24, 8, 2" in control.get(PAGE).content.decode()
    assert control.post(PAGE, sent()).status_code == 303
    assert watch_on(today).warn == (24, 8, 2)
    after = watch_on(today + timedelta(days=3))
    assert (after.warn, f"{after.hand_over_cutoff:%H:%M}") == ((16, 4), "14:30")
    assert after.above("behind", "specialist_justice") == ("leader",)
    assert after.above("overdue", "specialist_justice") == ("leader", "leader_deputy"), "what was not sent stays"
    assert "sắp dùng" in control.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"warn": "hai mươi"}, "warn"),
        ({"warn": "0"}, "warn"),
        ({"hand_over_cutoff": "25 giờ"}, "hand_over_cutoff"),
        ({"valid_from": "01/01/2020"}, "valid_from"),
        ({"valid_from": "mai"}, "valid_from"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(control, wrong, where):
    answer = control.post(PAGE, sent(**wrong))
    assert answer.status_code == 422
    assert where in answer.context["errors"]
    assert not WatchVersion.objects.exists()


def test_two_versions_of_one_day_are_refused(control):
    control.post(PAGE, sent())
    assert control.post(PAGE, sent()).context["errors"].keys() == {"valid_from"}


def test_only_the_control_office_decides_it():
    assert browser_of(staff("commune_leader")).get(PAGE).status_code == 403
