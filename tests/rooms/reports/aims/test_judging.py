"""What was reached on the closing day is kept as it was, whatever is entered later."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from motcua.agencies.queries import get_agency
from motcua.catalogue.models import Field, Opening, Procedure
from motcua.catalogue.queries import digitalisation, digitalised_on
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.reports.aims.checking import check, moved, today_of
from motcua.reports.aims.judging import is_whole, judge_closed
from motcua.reports.figures import aims
from motcua.reports.models import Judgement
from motcua.steering.actions import set_target
from tests.factories.import_lines import SET_UP_AT, a_line, bring_in, the_district

pytestmark = pytest.mark.django_db
CLOSED = clock.parse("2024-01-01T02:00")


def a_target(indicator="online_percent", value="55", agency="H28.159", **more):
    return set_target(
        indicator,
        agency=get_agency(agency),
        period_from=date(2023, 1, 1),
        period_to=date(2023, 12, 31),
        value=Decimal(value),
        issuer=get_agency("H28"),
        decision_no="123/QĐ-UBND",
        by=SYSTEM,
        at=SET_UP_AT,
        **more,
    )


@pytest.fixture
def district():
    the_district()
    bring_in(a_line(1), a_line(2), a_line(3, channel="direct", entered_by="officer"))


def test_a_closed_target_is_judged_once_and_told_in_the_journal(district):
    target = a_target()
    assert judge_closed(clock.parse("2023-12-31T23:59")) == []
    [made] = judge_closed(CLOSED)
    assert (made.part, made.whole, made.actual, made.is_met) == (2, 3, Decimal("66.67"), True)
    assert made.judged_until == clock.parse("2024-01-01T00:00")
    assert is_whole(made)
    told = journal.facts(journal.events("targets:H28.159")[-1])
    assert (told["target"], told["hash"], told["met"]) == (target.pk, made.hash, True)
    assert judge_closed(CLOSED + timedelta(days=1)) == []


def test_what_is_entered_later_moves_todays_figure_and_not_the_judgement(district):
    a_target()
    [made] = judge_closed(CLOSED)
    bring_in(*[a_line(number, channel="direct", entered_by="officer") for number in range(4, 8)])
    made.refresh_from_db()
    now = today_of(made, CLOSED + timedelta(days=30))
    assert moved(made, now)
    assert (made.part, made.whole, now.part, now.whole) == (2, 3, 2, 7)
    found = check(CLOSED + timedelta(days=30))
    assert (found.count, found.broken, found.moved) == (1, [], [(made.target_id, "66.67", "28.57")])
    call_command("targets", "check")


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_a_judgement(district, act):
    a_target()
    judge_closed(CLOSED)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Judgement.objects.update(part=3) if act == "update" else Judgement.objects.all()._raw_delete("default")


def test_a_judgement_without_its_line_in_the_journal_is_named(district):
    target = a_target()
    [made] = judge_closed(CLOSED)
    other = a_target("on_time_percent", "95")
    fields = {one.attname: getattr(made, one.attname) for one in Judgement._meta.fields if one.attname != "id"}
    Judgement.objects.create(**{**fields, "target_id": other.pk, "figures": made.figures + " "})
    assert check(CLOSED).broken == [other.pk]
    with pytest.raises(CommandError, match=str(other.pk)):
        call_command("targets", "check")
    assert target.pk not in check(CLOSED).broken


def test_a_period_without_data_is_judged_as_nothing_to_compare(district):
    a_target(agency="H28.159.05392")
    [made] = judge_closed(CLOSED)
    assert (made.actual, made.is_met, made.part, made.whole) == (None, None, 0, 0)


def test_a_post_is_judged_by_the_procedures_it_handles(district):
    Procedure.objects.get(code="1.001193").versions.update(handled_by="specialist_justice")
    a_target(post="specialist_justice")
    a_target(post="specialist_land")
    found = {one.target.post: (one.part, one.whole) for one in judge_closed(CLOSED)}
    assert found == {"specialist_justice": (2, 3), "specialist_land": (0, 0)}


def test_coverage_by_field_rises_with_openings_and_is_forecast():
    the_district()
    district = get_agency("H28.159")
    days = [date(2023, 1, 1), date(2023, 3, 1), date(2023, 8, 25)]
    for code, since in (("1.001193", days[1]), ("X.permit", days[2])):
        Opening.objects.create(
            procedure=Procedure.objects.get(code=code), agency=district, online="full", valid_from=since
        )
    covered = digitalised_on(district, days)
    for day in days:
        both = covered[day].values()
        assert (sum(yes for yes, _ in both), sum(all_ for _, all_ in both)) == digitalisation(district, day)
    assert covered[days[2]]["construction"] == (1, 1)
    a_target("procedures_digitalised", "80")
    a_target("procedures_digitalised", "100", field=Field.objects.get(slug="construction"))
    found, _ = aims("H28.159", days[2], as_of=CLOSED)
    whole, construction = found
    assert (whole.target.part, whole.target.whole, whole.start) == (2, 3, 0.0)
    assert whole.forecast == 100.0
    assert construction.target.label() == "Tỷ lệ thủ tục đã số hóa: Lĩnh vực construction"
    assert construction.target.actual == 100.0
