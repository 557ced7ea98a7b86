"""Procedures out of an installation and into another, as JSON or as a workbook."""

from motcua.flows.catalogue_exchange.bring_in import (
    CatalogueWrong,
    Step,
    import_catalogue,
    mark_of,
    past_days,
    read_book,
)
from motcua.flows.catalogue_exchange.export import export_catalogue
from motcua.flows.catalogue_exchange.from_excel import load_excel
from motcua.flows.catalogue_exchange.load import load_file
from motcua.flows.catalogue_exchange.reader import Wrong, load_json
from motcua.flows.catalogue_exchange.to_excel import workbook

__all__ = [
    "CatalogueWrong",
    "Step",
    "Wrong",
    "export_catalogue",
    "import_catalogue",
    "load_excel",
    "load_file",
    "load_json",
    "mark_of",
    "past_days",
    "read_book",
    "workbook",
]
