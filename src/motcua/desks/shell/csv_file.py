"""A list as a CSV file: UTF-8 with a mark (spreadsheets need it), nothing that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from motcua.reports.export.written import neutral


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> HttpResponse:
    """The file `name`.csv, kept by no cache."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow(["" if value is None else neutral(value) for value in row])
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
