"""The tail: what an act changed, written in its own transaction by one statement."""

from collections.abc import Sequence

from django.db import connection, transaction

from motcua.dossiers.models import Dossier, Standing
from motcua.dossiers.ports import About, Stood
from motcua.reports.cube import statements
from motcua.reports.cube.folding import take
from motcua.reports.cube.rules import Key, Rated, Tally
from motcua.reports.cube.statements import CELL, DELTA, DELTA_COLUMNS, SHIFT, expanded, put
from motcua.voice.models import Rating
from motcua.voice.rules import SATISFIED, Way

_LISTED = ", ".join(DELTA_COLUMNS)


class Keeper:
    """`dossiers.ports.Cube`: counts what the rooms below tell."""

    def moved(self, about: About, gone: Sequence[Stood], new: Sequence[Stood]) -> None:
        """The contributions of what came less those of what went."""
        changed = Tally()
        rated = self._rated(about, (*gone, *new))
        for sign, rows in ((-1, gone), (1, new)):
            for one in rows:
                changed.add(one, sign=sign, original_due_at=about.original_due_at, rated=rated)
        _write(about.channel, about.field, changed.rows())

    def reclassed(self, about: About, field_before: int) -> None:
        """All that the dossier contributes goes from one field to another."""
        rows = list(Standing.objects.filter(dossier=about.dossier_id))
        if all(one.received_at is None for one in rows):
            return
        rated = self._rated(about, rows)
        for sign, field in ((-1, field_before), (1, about.field)):
            tally = Tally()
            for one in rows:
                tally.add(one, sign=sign, original_due_at=about.original_due_at, rated=rated)
            _write(about.channel, field, tally.rows())

    def rated(self, dossier_id: int) -> None:
        """The answer counts with the resolution."""
        names = ("channel", "procedure_version__procedure__field", "original_due_at")
        about = About(dossier_id, *Dossier.objects.values_list(*names).get(pk=dossier_id))
        changed = Tally()
        for one in Standing.objects.filter(dossier=dossier_id, resolved_at__isnull=False):
            changed.add(one, rated=_rating_of(dossier_id), original_due_at=about.original_due_at)
            changed.add(one, sign=-1, original_due_at=about.original_due_at)
        _write(about.channel, about.field, changed.rows())

    def _rated(self, about: About, rows: Sequence[Stood | Standing]) -> Rated | None:
        """The answer, asked for only where a resolution comes or goes."""
        if any(one.resolved_at is not None and one.resolved_at == one.from_at for one in rows):
            return _rating_of(about.dossier_id)
        return None


def _rating_of(dossier_id: int) -> Rated | None:
    row = Rating.objects.filter(dossier=dossier_id).values_list("given_at", "answer", "way").first()
    if row is None:
        return None
    given_at, answer, way = row
    return Rated(None if way == Way.IMPORTED else given_at, answer in SATISFIED)


def _write(channel: str, field: int, rows: Sequence[tuple[Key, Sequence[int]]]) -> None:
    """One statement."""
    if not rows:
        return
    values: list[int | str] = []
    for (agency, day, base), numbers in rows:
        values += [agency, day.isoformat(), base.isoformat(), channel, field, *numbers]
    one = f"({', '.join(['%s'] * len(DELTA_COLUMNS))})"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {DELTA} ({_LISTED}) VALUES {', '.join([one] * len(rows))}", values)


def imported(dossier_ids: Sequence[int]) -> None:
    """The tail of dossiers that were just written set by set, from their standings: one statement, in the transaction
    that wrote them. For new dossiers only: what counted before would count twice."""
    if not dossier_ids:
        return
    first, last = min(dossier_ids), max(dossier_ids)
    if last - first + 1 == len(dossier_ids):
        _lay(f"s.dossier_id BETWEEN {int(first)} AND {int(last)}")
    else:
        _lay(f"s.dossier_id IN ({', '.join(str(int(one)) for one in dossier_ids)})")


def _lay(chosen: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {DELTA} ({_LISTED}) {statements.from_standings(chosen)}")


@transaction.atomic
def lay_all(chunk: int = 50_000) -> None:
    """Begin the cube anew from how dossiers stand: for installations from before it. Nobody may write meanwhile."""
    with connection.cursor() as cursor:
        for table in (DELTA, CELL, SHIFT):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SELECT min(id), max(id) FROM dossiers_dossier")
        first, last = cursor.fetchone()
    for begin in range(first or 0, (last or -1) + 1, chunk):
        _lay_cells(f"s.dossier_id BETWEEN {begin} AND {begin + chunk - 1}")


def _lay_cells(chosen: str) -> None:
    """What these dossiers contribute, into the summary; PostgreSQL without a way through the tail."""
    if not statements.is_postgresql():
        _lay(chosen)
        while take():
            pass
        return
    added = f"one AS ({put(CELL, 'cells')}), two AS ({put(SHIFT, 'shifts')})"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {expanded(f'({statements.from_standings(chosen)})')}, {added} SELECT 1")
