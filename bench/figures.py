"""The figures of a province and a year against reading the same rows and nothing else."""

from collections.abc import Iterator
from datetime import date

from bench.protocol import Result, compare
from motcua.dossiers.models import Dossier
from motcua.reports.figures import handling

PERIODS = {"2023": (date(2023, 1, 1), date(2023, 12, 31)), "all years": (date(2023, 1, 1), date(2026, 12, 31))}


def run() -> Iterator[Result]:
    """A line for each period."""
    columns = ("channel", "state", "received_at", "due_at", "original_due_at")
    for name, (first, last) in PERIODS.items():
        rows = Dossier.objects.filter(received_at__date__lte=last).values_list(*columns)
        count = rows.count()
        yield compare(
            f"figures, {name}",
            lambda first=first, last=last: handling(None, first, last),  # type: ignore[misc]
            f"reading {count} rows",
            lambda rows=rows: list(rows.all()),  # type: ignore[misc]
            times=1,
        )
