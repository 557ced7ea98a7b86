"""Targets set from above: dated, with issuer and decision, replaced and never edited."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from motcua.journal import queries as journal
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.steering import actions, queries
from motcua.steering.models import Target
from tests.factories.plain_lives import OPENED_AT, an_agency, staff

pytestmark = pytest.mark.django_db
YEAR = (date(2023, 1, 1), date(2023, 12, 31))
DAY = date(2023, 8, 25)


@pytest.fixture
def province():
    return an_agency("H28", short="Tỉnh Hòa Bình", kind="province")


@pytest.fixture
def district(province):
    return an_agency("H28.159", short="Huyện Lạc Thủy", kind="district", parent="H28")


@pytest.fixture
def commune(district):
    return an_agency("H28.159.05413", short="Xã Khoan Dụ", parent="H28.159")


def set_target(agency, value="55", indicator="online_percent", period=YEAR, decision="12/QĐ-UBND", at=OPENED_AT):
    province = an_agency("H28")
    return actions.set_target(
        indicator,
        agency=agency,
        period_from=period[0],
        period_to=period[1],
        value=Decimal(value),
        issuer=province,
        decision_no=decision,
        by=staff("province_leader", agency=province),
        at=at,
    )


def test_a_target_holds_for_the_days_of_its_period(district):
    target = set_target(district)
    assert queries.targets(district, DAY) == [target]
    assert queries.targets(district, date(2023, 12, 31)) == [target]
    assert queries.targets(district, date(2024, 1, 1)) == []
    assert queries.target_for("online_percent", district, date(2023, 1, 1), DAY) == target
    assert queries.target_for("satisfied_percent", district, date(2023, 1, 1), DAY) is None
    assert (target.issuer.code, target.decision_no, target.set_at) == ("H28", "12/QĐ-UBND", OPENED_AT)


def test_it_is_in_the_journal_with_value_issuer_and_decision(district):
    target = set_target(district, "55.50")
    [event] = journal.events("targets:H28.159")
    assert event.type == "target.set"
    assert journal.facts(event) == {
        "target": target.pk,
        "replaces": None,
        "indicator": "online_percent",
        "period_from": "2023-01-01",
        "period_to": "2023-12-31",
        "value": "55.50",
        "issuer": "H28",
        "decision": "12/QĐ-UBND",
    }


def test_a_unit_without_a_target_of_its_own_has_that_of_the_agency_above(province, district, commune):
    whole = set_target(province, "50")
    assert queries.target_for("online_percent", commune, *YEAR) == whole
    own = set_target(district, "55")
    assert queries.target_for("online_percent", commune, *YEAR) == own
    assert queries.target_for("online_percent", province, *YEAR) == whole


def test_a_changed_target_replaces_the_old_which_stays_readable(district):
    old = set_target(district, "55")
    new = set_target(district, "60", decision="34/QĐ-UBND", at=OPENED_AT + timedelta(days=1))
    assert queries.targets(district, DAY) == [new]
    old.refresh_from_db()
    assert (old.value, old.replaced_by, old.replaced_at) == (Decimal(55), new, OPENED_AT + timedelta(days=1))
    assert queries.history("online_percent", district) == [old, new]
    assert journal.facts(journal.events("targets:H28.159")[-1])["replaces"] == old.pk


def test_the_same_target_again_changes_nothing(district):
    first = set_target(district)
    assert set_target(district) == first
    assert Target.objects.count() == 1
    assert len(journal.events("targets:H28.159")) == 1


def test_a_quarter_within_the_year_is_a_target_of_its_own(district):
    year = set_target(district, "55")
    quarter = set_target(district, "40", period=(date(2023, 1, 1), date(2023, 3, 31)))
    assert queries.targets(district, date(2023, 2, 1)) == [quarter]
    assert queries.targets(district, DAY) == [year]
    assert queries.target_for("online_percent", district, *YEAR) == year


def test_a_period_that_crosses_another_is_refused_and_names_its_decision(district):
    set_target(district)
    with pytest.raises(NotLawfulNow, match=r"target\.periods_cross") as refusal:
        set_target(district, period=(date(2023, 7, 1), date(2024, 6, 30)))
    assert refusal.value.facts["decision"] == "12/QĐ-UBND"


def test_other_indicators_and_agencies_do_not_cross(district, commune):
    set_target(district)
    over = (date(2023, 7, 1), date(2024, 6, 30))
    set_target(district, indicator="on_time_percent", period=over)
    set_target(commune, period=over)
    assert Target.objects.count() == 3


def test_targets_come_in_one_order(district):
    for indicator in ("on_time_percent", "online_percent", "procedures_digitalised", "satisfied_percent"):
        set_target(district, indicator=indicator)
    assert [one.indicator for one in queries.targets(district, DAY)] == [
        "online_percent",
        "satisfied_percent",
        "procedures_digitalised",
        "on_time_percent",
    ]


@pytest.mark.parametrize("values", [{"value": "101"}, {"decision": ""}, {"indicator": "beauty"}])
def test_a_wrong_target_is_refused(district, values):
    with pytest.raises(Invalid):
        set_target(district, **values)
    assert not Target.objects.exists()


def test_the_database_keeps_one_target_in_force_and_percentages(district):
    first = set_target(district)
    base = {
        "indicator": "online_percent",
        "agency": district,
        "period_from": YEAR[0],
        "period_to": YEAR[1],
        "value": Decimal(1),
        "issuer": district,
        "decision_no": "1",
        "set_at": OPENED_AT,
    }
    for wrong in (
        {},
        {"indicator": "on_time_percent", "value": Decimal("100.01")},
        {"indicator": "on_time_percent", "period_to": date(2022, 1, 1)},
        {"indicator": "on_time_percent", "replaced_by": first},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Target.objects.create(**{**base, **wrong})
