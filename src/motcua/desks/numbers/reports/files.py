"""A report as a file that is downloaded."""

from django.http import HttpResponse

from motcua.kernel.errors import NotVisible
from motcua.reports import export
from motcua.reports.export import Table
from motcua.reports.statutory import Made, table


def name_of(made: Made) -> str:
    """ "ii-06a-H44.229-20260101-20260331"."""
    asked = made.asked
    return f"{made.report.slug}-{asked.agency}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}"


def answer(made: Made, format: str, lang: str) -> HttpResponse:
    """The report as a file. Raises NotVisible for another format."""
    return file(table(made, lang), format, name_of(made))


def file(told: Table, format: str, name: str) -> HttpResponse:
    """A table as a file, kept by no cache. Raises NotVisible for another format."""
    if format not in export.FORMATS:
        raise NotVisible("page.unknown")
    response = HttpResponse(export.write(told, format), content_type=export.MEDIA_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    response["Cache-Control"] = "private, no-store"
    return response
