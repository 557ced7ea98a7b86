"""The dossiers behind each number: codes and times for all, more for those who may see them."""

import random
from datetime import date

import pytest

from motcua.agencies.models import Agency
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.reports.figures import FIGURES, handling, rows_behind
from tests.factories.import_lines import a_line, bring_in, the_district
from tests.factories.plain_lives import staff
from tests.factories.random_lives import a_random_line

pytestmark = pytest.mark.django_db
PERIOD = (date(2023, 1, 1), date(2023, 2, 15))


def test_every_number_opens_to_as_many_dossiers():
    the_district()
    rng = random.Random(4)
    bring_in(*[a_random_line(rng, n) for n in range(1, 120)])
    (row,) = handling("H28", *PERIOD)
    figures = {**row.as_data(), "received": row.received, "resolved_in_time": row.resolved_in_time}
    for figure in FIGURES:
        codes, after = [], None
        while True:  # page by page
            page = rows_behind(figure, "H28", *PERIOD, after=after, limit=7)
            codes += [one.code for one in page.rows]
            after = page.after
            if after is None:
                break
        assert len(codes) == len(set(codes)) == figures[figure], figure
    times = [one.received_at for one in rows_behind("received_total", "H28", *PERIOD, limit=200).rows]
    assert times == sorted(times)


def test_a_line_of_a_breakdown_opens_too():
    the_district()
    rng = random.Random(4)
    bring_in(*[a_random_line(rng, n) for n in range(1, 60)])
    for by in ("procedure", "field", "channel"):
        for row in handling("H28", *PERIOD, by=by):
            page = rows_behind("received_total", "H28", *PERIOD, limit=200, **{by: row.key})
            assert len(page.rows) == row.received_total


def test_the_public_sees_codes_and_times_and_staff_the_dossiers_in_their_scope():
    the_district()
    bring_in(a_line(1), a_line(2, agency="H28.159.05392"))
    everybody = rows_behind("received_total", "H28", *PERIOD).rows
    assert [one.dossier for one in everybody] == [None, None]
    assert {one.code for one in everybody} == {"H28.159-230105-0001", "H28.159.05392-230105-0002"}
    commune = Agency.objects.get(code="H28.159.05392")
    officer = staff("single_window_officer", agency=commune)
    at = clock.parse("2023-03-01T08:00")
    theirs = rows_behind("received_total", "H28", *PERIOD, viewer=officer, at=at).rows
    assert [one.dossier.code if one.dossier else None for one in theirs] == [None, "H28.159.05392-230105-0002"]


def test_an_unknown_figure_is_refused():
    with pytest.raises(Invalid) as refused:
        rows_behind("answered", "H28", *PERIOD)  # who answered is confidential
    assert refused.value.code == "report.figure_unknown"
