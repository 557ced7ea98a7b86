"""What the lines and figures of a seal are called."""

from collections.abc import Iterable
from datetime import date

from motcua.catalogue.models import Field
from motcua.reports import definitions, organisation
from motcua.reports.seals.content import FIGURES, Figures

_CHANNELS = {
    "online": ("Trực tuyến", "Online"),
    "direct": ("Trực tiếp", "At the counter"),
    "post": ("Bưu chính", "By post"),
}
Labels = dict[tuple[str, str], str]
"""Part and line → words."""


def labels(several: Iterable[Figures], last: date, lang: str) -> Labels:
    """Of all lines of these seals; units as they were called on the period's last day."""
    english, tree = lang == "en", organisation.read()
    found: Labels = {("channels", key): words[english] for key, words in _CHANNELS.items()}
    fields: set[str] = set()
    for one in several:
        fields |= one.fields.keys()
        for code in one.units:
            found["units", code] = tree.name(tree.get(code), last)[english]
    for slug, vi, en in Field.objects.filter(slug__in=fields).values_list("slug", "name_vi", "name_en"):
        found["fields", slug] = (en or vi) if english else vi
    return found


def figure_names(lang: str) -> list[tuple[str, str]]:
    """Key and name of every sealed figure, in their order."""
    return [(name, definitions.DEFINITIONS[name].name(lang)) for name in FIGURES]
