"""Targets beside what was reached."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.agencies.queries import get_agency
from motcua.catalogue.models import Opening, Procedure
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.reports.figures import digitalised, targets
from motcua.steering.actions import set_target
from tests.factories.import_lines import SET_UP_AT, a_line, bring_in, the_district

pytestmark = pytest.mark.django_db
NOW = clock.parse("2023-08-26T08:00")


def a_target(
    indicator="online_percent", value="55", agency="H28.159", since=date(2023, 1, 1), until=date(2023, 12, 31)
):
    return set_target(
        indicator,
        agency=get_agency(agency),
        period_from=since,
        period_to=until,
        value=Decimal(value),
        issuer=get_agency("H28"),
        decision_no="123/QĐ-UBND",
        by=SYSTEM,
        at=SET_UP_AT,
    )


def test_a_target_stands_beside_what_was_reached_and_the_gap_in_points():
    the_district()
    a_target()
    bring_in(a_line(1), a_line(2), a_line(3, channel="direct", entered_by="officer"))
    (row,) = targets("H28.159", date(2023, 8, 25), as_of=NOW)
    assert row.as_data() == {
        "agency": "H28.159",
        "indicator": "online_percent",
        "target": 55,
        "actual": 66.67,
        "gap": 11.67,
        "period": "2023-01-01/2023-12-31",
        "issuer": "H28",
        "decision": "123/QĐ-UBND",
    }
    assert row.is_met


def test_what_was_reached_counts_up_to_the_day_asked():
    the_district()
    a_target()
    bring_in(a_line(1, channel="direct", entered_by="officer"), a_line(2))
    assert targets("H28.159", date(2023, 1, 4), as_of=NOW)[0].actual is None
    assert targets("H28.159", date(2023, 1, 4), as_of=NOW)[0].gap is None
    assert targets("H28.159", date(2023, 1, 5), as_of=NOW)[0].actual == 50.0
    assert targets("H28.159", date(2024, 1, 1), as_of=NOW) == []


def test_the_target_of_the_agency_above_holds_where_there_is_none_of_its_own():
    the_district()
    a_target(agency="H28")
    bring_in(a_line(1, agency="H28.159.05392"), a_line(2, channel="post", entered_by="officer"))
    (row,) = targets("H28.159.05392", date(2023, 8, 25), as_of=NOW)
    assert (row.actual, row.agency, row.set_for) == (100.0, "H28.159.05392", "H28")


def test_on_time_and_satisfied_are_indicators_too():
    the_district()
    a_target("on_time_percent", "95")
    a_target("satisfied_percent", "90.5")
    bring_in(a_line(1, satisfaction="dissatisfied"), a_line(2, satisfaction="satisfied"))
    found = {row.indicator: (row.target, row.actual) for row in targets("H28.159", date(2023, 8, 25), as_of=NOW)}
    assert found == {"on_time_percent": (95, 100.0), "satisfied_percent": (90.5, 50.0)}


def test_procedures_are_digitalised_where_an_agency_offers_them_online():
    the_district()
    a_target("procedures_digitalised", "80")
    district = get_agency("H28.159")
    Opening.objects.create(
        procedure=Procedure.objects.get(code="1.001193"), agency=district, online="full", valid_from=date(2023, 3, 1)
    )
    assert digitalised("H28.159", date(2023, 2, 28)).percent == 0.0
    found = digitalised("H28.159", date(2023, 3, 1))
    assert (found.online, found.total, found.percent) == (1, 3, 33.33)
    (row,) = targets("H28.159", date(2023, 8, 25), as_of=NOW)
    assert (row.actual, row.gap) == (33.33, -46.67)


def test_without_an_agency_every_target_is_listed():
    the_district()
    a_target(agency="H28")
    a_target(agency="H28.159")
    assert [row.agency for row in targets(None, date(2023, 8, 25), as_of=NOW)] == ["H28", "H28.159"]
