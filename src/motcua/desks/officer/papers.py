"""Papers of a dossier as the page shows them: tabs, pages, and old beside new."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, DossierPaper, Supplement
from motcua.dossiers.queries import PaperRow

PAGES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class PaperTab:
    """One paper with what the viewer shows of it."""

    key: str
    name: str
    given: bool
    declared: bool
    new: bool
    current: bool
    url: str
    versions: int
    newest: DossierPaper | None


def tabs_of(
    dossier: Dossier, rows: Sequence[PaperRow], chosen: str, answered: Supplement | None, suffix: str, lang: str
) -> list[PaperTab]:
    """The papers as tabs; the chosen one, else the first with a file, is the current one. `answered`: the last
    supplement for which something came; that is new. `suffix` names the list the dossier was opened from."""
    rows = [row for row in rows if not row.is_form]
    keys = [row.key for row in rows]
    if chosen not in keys:
        chosen = next((row.key for row in rows if row.newest and row.newest.upload), keys[0] if keys else "")
    base = reverse("officer:dossier", args=[dossier.code]) + (f"{suffix}&" if suffix else "?")
    return [
        PaperTab(
            key=row.key,
            name=(row.name_en if lang == "en" else "") or row.name_vi,
            given=bool(row.newest and row.newest.upload),
            declared=bool(row.newest and row.newest.declared),
            new=bool(answered and row.newest and row.newest.supplement_id == answered.pk),
            current=row.key == chosen,
            url=f"{base}giay={row.key}",
            versions=len(row.versions),
            newest=row.newest,
        )
        for row in rows
        if row.newest is not None or row.need == "required"
    ]


def page_numbers(paper: DossierPaper | None) -> range:
    """The pages of a PDF that the viewer shows; none for pictures."""
    upload = paper.upload if paper else None
    if upload is None or upload.stored.media_type != "application/pdf":
        return range(0)
    return range(1, min(upload.stored.pages or 1, PAGES_SHOWN) + 1)


@dataclass(frozen=True, slots=True)
class Shown:
    """One version of a paper as pictures: the addresses of its pages; none where it has no file."""

    number: int
    row: DossierPaper | None
    pictures: tuple[str, ...]


def shown(dossier: Dossier, row: DossierPaper | None) -> Shown:
    """A version with the addresses of its pages; number 0 for a paper that was not there before."""
    if row is None:
        return Shown(0, None, ())
    if row.upload is None:
        return Shown(row.number, row, ())
    numbers = page_numbers(row)
    if numbers:
        pictures = tuple(reverse("officer:page", args=[dossier.code, row.pk, number]) for number in numbers)
    else:
        pictures = (reverse("officer:preview", args=[dossier.code, row.pk]),)
    return Shown(row.number, row, pictures)


def compared(dossier: Dossier, key: str) -> tuple[PaperRow | None, list[PaperRow]]:
    """The paper to compare, and every paper that was handed in again or came first with a supplement."""
    rows = queries.papers_of(dossier)
    several = [row for row in rows if len(row.versions) > 1]
    several += [row for row in rows if len(row.versions) == 1 and row.versions[0].supplement_id is not None]
    return next((row for row in several if row.key == key), several[0] if several else None), several


def version_of(row: PaperRow, number: int | None, default: int) -> DossierPaper | None:
    """The version of that number; without one the newest (0) or the one before it (1), None where there was none."""
    usual = row.versions[default] if default < len(row.versions) else None
    return next((one for one in row.versions if one.number == number), usual)
