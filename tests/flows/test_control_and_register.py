"""Forms 06 and 07 say what the journal says: after any life, undone acts and corrections included."""

import random

import pytest

from motcua.desks.shell.papers import day, turns
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import counter_day
from motcua.kernel import clock
from tests.factories.acted_lives import Town
from tests.factories.plain_lives import a_commune

pytestmark = pytest.mark.django_db


def written(at):
    here = clock.local(at)
    return f"{here:%H:%M} {here:%d/%m/%Y}"


@pytest.mark.parametrize("seed", [3, 4])
def test_lines_of_both_forms_are_the_history(seed):
    """A plain reading beside: stays at steps for 06, the dossier's own columns for 07."""
    town = Town(random.Random(seed))
    for _ in range(2):
        town.live(60)
        for dossier in Dossier.objects.select_related("process", "procedure_version", "agency", "reception_agency"):
            agrees_with_stays(dossier)
        agrees_with_columns()


def agrees_with_stays(dossier):
    """Where a stay ended by a move, the slip has a line at that minute, from that step, with that limit and verdict."""
    stays = [one for one in queries.stays(dossier, clock.now()) if one.until_at is not None]
    ended = [one for one in stays if f"dossier.{one.ended}" in turns.MOVES and one.ended != "received"]
    moved = [
        one for one in turns.turns(dossier.code) if f"dossier.{one.type}" in turns.MOVES and one.type != "received"
    ]
    moved = [one for one in moved if one.from_step != one.to_step]
    assert [(one.at, one.from_step, one.type) for one in moved] == [(x.until_at, x.step, x.ended) for x in ended]
    for turn, stay in zip(moved, ended, strict=True):
        assert turn.due_at == stay.due_at, (dossier.code, turn)
        assert (turn.outcome == turns.LATE) == (stay.due_at is not None and stay.until_at > stay.due_at)


def agrees_with_columns():
    first, last = clock.local_day(clock.parse("2020-01-01T00:00")), clock.local_day(clock.now())
    found: set[str] = set()
    for agency in {row.reception_agency for row in Dossier.objects.select_related("reception_agency")}:
        rows = list(counter_day.logbook(agency, first, last))
        lines = day.register_lines(rows)
        found |= {line.code for line in lines}
        assert [line.number for line in lines] == [str(one) for one in range(1, len(rows) + 1)]
        for line, row in zip(lines, rows, strict=True):
            assert line.code == row.code
            assert line.received == written(row.received_at)
            assert line.due == (written(row.due_at) if row.due_at else ""), row.code
            assert line.returned == (written(row.delivered_at) if row.delivered_at else "")
            assert ("đã dừng" in line.note, "đã rút" in line.note) == (row.state == "stopped", row.state == "withdrawn")
    assert found == set(Dossier.objects.filter(received_at__isnull=False).values_list("code", flat=True))


def test_the_register_asks_the_database_the_same_however_long_it_is(django_assert_max_num_queries):
    town = Town(random.Random(5))
    town.live(60)
    rows = list(
        counter_day.logbook(a_commune(), clock.local_day(clock.parse("2020-01-01T00:00")), clock.local_day(clock.now()))
    )
    with django_assert_max_num_queries(6):
        day.register_lines(rows)
