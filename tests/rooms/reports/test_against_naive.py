"""Random lives and random questions: the product's figures are those of plain code, and always balanced."""

import random
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from motcua.agencies.models import Agency, AgencyPeriod
from motcua.kernel import clock
from motcua.reports.figures import FIGURES, handling, rows_behind
from tests.factories.import_lines import BEGAN, ENDED, an_agency, bring_in, the_district
from tests.factories.random_lives import a_random_line
from tests.rooms.reports import naive

pytestmark = pytest.mark.django_db
MOVED = date(2023, 2, 1)
PARENTS: naive.Parents = {
    "H28": [(BEGAN, ENDED, "")],
    "H28.159": [(BEGAN, ENDED, "H28")],
    "H28.157": [(BEGAN, ENDED, "H28")],
    "H28.159.05392": [(BEGAN, ENDED, "H28.159")],
    # moved to the neighbour in the middle of the time that is looked at
    "H28.159.05395": [(BEGAN, MOVED, "H28.159"), (MOVED, ENDED, "H28.157")],
    "H44": [(BEGAN, None, "")],
    "H44.229": [(ENDED, None, "H44")],
}
QUESTIONS = settings(
    max_examples=40,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def fill(begins: datetime, seed: int, number: int = 300) -> list[dict]:
    the_district()
    neighbour = an_agency("H28.157", "district", "Huyện Lạc Sơn", "H28", until=ENDED)
    moving = Agency.objects.get(code="H28.159.05395")
    period = AgencyPeriod.objects.get(agency=moving)
    AgencyPeriod.objects.filter(pk=period.pk).update(valid_to=MOVED)
    period.pk, period.parent, period.valid_from = None, neighbour, MOVED
    period.save()
    rng = random.Random(seed)
    lines = [
        a_random_line(rng, n, begins=begins, days=50, given=True, procedures=("1.001193", "2.000815"))
        for n in range(1, number)
    ]
    outcome = bring_in(*lines)
    assert not outcome.refused
    return lines


def days(begins: datetime) -> st.SearchStrategy[date]:
    return st.dates(begins.date() - timedelta(days=10), begins.date() + timedelta(days=70))


@pytest.mark.parametrize(
    ("begins", "seed"),
    [
        pytest.param(datetime(2023, 1, 2, 8), 1, id="a-commune-moves"),
        pytest.param(datetime(2025, 6, 1, 8), 2, id="the-reform-of-1-July-2025"),
    ],
)
def test_figures_are_those_of_plain_code(begins, seed):
    lines = fill(begins, seed)

    @QUESTIONS
    @given(st.data())
    def ask(data):
        first, last = sorted([data.draw(days(begins)), data.draw(days(begins))])
        agency = data.draw(st.sampled_from([None, *PARENTS]))
        own = data.draw(st.booleans())
        if data.draw(st.booleans()):
            as_of = begins + timedelta(minutes=data.draw(st.integers(-5000, 100_000)))
        else:  # exactly when something happened: that much is seen
            line = data.draw(st.sampled_from(lines))
            as_of = datetime.fromisoformat(data.draw(st.sampled_from(line["events"]))["at"])
        at = as_of.replace(tzinfo=clock.LOCAL)
        expected = naive.figures(lines, agency, first, last, as_of, PARENTS, own)
        (row,) = handling(agency, first, last, as_of=at, own=own)
        found = row.as_data()
        assert {name: found[name] for name in expected} == expected
        assert found["received_total"] == found["resolved_total"] + found["pending_total"]

        for by in ("agency", "procedure", "field", "channel"):
            broken = [one.as_data() for one in handling(agency, first, last, as_of=at, own=own, by=by)]
            for name, value in expected.items():
                if not name.endswith("_percent"):
                    assert sum(one[name] for one in broken) == value, (by, name)
        for month in handling(agency, first, last, as_of=at, own=own, by="month"):
            naively = naive.figures(lines, agency, month.first, month.last, as_of, PARENTS, own)
            assert {name: month.as_data()[name] for name in naively} == naively
        figure = data.draw(st.sampled_from([name for name in FIGURES if name in expected]))
        page = rows_behind(figure, agency, first, last, as_of=at, own=own, limit=500)
        assert len(page.rows) == expected[figure]
        assert len({one.code for one in page.rows}) == len(page.rows)

    ask()


def test_units_under_an_agency_are_those_of_the_day():
    lines = fill(datetime(2023, 1, 2, 8), 3, 120)
    as_of = datetime(2023, 6, 1)
    rows = handling(
        "H28.159", date(2023, 1, 1), date(2023, 2, 28), as_of=as_of.replace(tzinfo=clock.LOCAL), by="agency"
    )
    for row in rows:
        top = row.key
        mine = [line for line in lines if _responsible(line, as_of) == (top, True)]
        assert row.received_total == len(mine), top


def _responsible(line: dict, as_of: datetime) -> tuple[str, bool]:
    """The agency that the line counts for, and whether that stood under the district when it counted."""
    end = datetime(2023, 3, 1)
    seen = naive.look(line, end, inclusive=False)
    if seen.received is None:
        return "", False
    agency = seen.resolved_by if seen.resolved else seen.agency
    on = seen.resolved.date() if seen.resolved else date(2023, 2, 28)
    return agency, naive.is_under(agency, "H28.159", on, PARENTS)


@pytest.mark.parametrize("by", [None, "agency", "procedure", "field", "month", "channel"])
def test_the_number_of_queries_does_not_grow_with_the_dossiers(by):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            handling("H28", date(2023, 1, 1), date(2023, 12, 31), by=by)
        return len(captured)

    the_district()
    rng = random.Random(9)
    lines = [a_random_line(rng, n) for n in range(1, 100)]
    assert not bring_in(*lines[:5]).refused
    few = queries()
    assert not bring_in(*lines[5:]).refused
    assert queries() <= few <= 6
