"""A file of either kind as values."""

from pathlib import Path
from typing import Any

from motcua.flows.catalogue_exchange.bring_in import CatalogueWrong, read_book
from motcua.flows.catalogue_exchange.from_excel import load_excel
from motcua.flows.catalogue_exchange.reader import load_json
from motcua.kernel.errors import Cannot


def load_file(path: Path, name: str = "") -> Any:
    """The catalogue that a file says. `name` is what its owner calls it.

    Raises Cannot (catalogue.kind_unknown, .too_large, .not_json, .not_excel), CatalogueWrong for a workbook with
    anything wrong, named by sheet, row and column.
    """
    kind = Path(name or path.name).suffix.lower()
    if kind == ".json":
        return load_json(path)
    if kind != ".xlsx":
        raise Cannot("catalogue.kind_unknown", file=name or path.name)
    data, wrong = read_book(load_excel(path, name))
    if wrong:
        raise CatalogueWrong(wrong)
    return data
