"""Every report, found by its module in `forms`."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from motcua.kernel.errors import NotVisible
from motcua.reports.statutory import forms
from motcua.reports.statutory.report import Report


@cache
def reports() -> Mapping[str, Report]:
    """All reports by their slug, in the order of lists. A key said twice stops the start."""
    found = [import_module(f"{forms.__name__}.{one.name}").REPORT for one in iter_modules(forms.__path__)]
    ordered = sorted(found, key=lambda one: (one.order, one.key))
    by_slug = {one.slug: one for one in ordered}
    if len(by_slug) != len(ordered):
        raise LookupError("two reports have one key")
    return by_slug


def get_report(slug: str) -> Report:
    """By its slug or its key. Raises NotVisible."""
    found = reports().get(slug.lower().replace(".", "-"))
    if found is None:
        raise NotVisible("report.unknown", allowed=", ".join(reports()))
    return found
