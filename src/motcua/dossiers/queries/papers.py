"""The papers of a dossier with their versions, and its result files."""

from dataclasses import dataclass
from datetime import datetime

from motcua.catalogue.queries import version as catalogue
from motcua.dossiers.models import Dossier, DossierPaper, ResultFile


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper that the version asks for or the filer added, with what was handed in (newest first)."""

    key: str
    name_vi: str
    name_en: str
    need: str
    is_form: bool
    versions: tuple[DossierPaper, ...]

    @property
    def newest(self) -> DossierPaper | None:
        return self.versions[0] if self.versions else None


def papers_of(dossier: Dossier) -> list[PaperRow]:
    """Every paper in the order of the published sheet, then those that were added."""
    given: dict[str, list[DossierPaper]] = {}
    rows = DossierPaper.objects.filter(dossier=dossier).select_related("upload__stored").order_by("key", "-number")
    for row in rows:
        given.setdefault(row.key, []).append(row)
    listed = [
        PaperRow(
            key=paper.key,
            name_vi=paper.name_vi,
            name_en=paper.name_en or paper.name_vi,
            need=paper.need,
            is_form=paper.is_form,
            versions=tuple(given.pop(paper.key, ())),
        )
        for paper in catalogue.papers_of(dossier.procedure_version)
    ]
    return listed + [
        PaperRow(
            key=key,
            name_vi=versions[0].name_vi or key,
            name_en=versions[0].name_vi or key,
            need="other",
            is_form=False,
            versions=tuple(versions),
        )
        for key, versions in given.items()
    ]


def results_of(dossier: Dossier, *, inside: bool) -> list[ResultFile]:
    """Files of the result; drafts only for those inside."""
    rows = ResultFile.objects.filter(dossier=dossier, replaced_at=None).select_related("upload__stored").order_by("id")
    return list(rows if inside else rows.filter(draft=False))


def changed_since(dossier: Dossier, at: datetime | None) -> set[str]:
    """Keys of papers that came after a moment: marked as new for the officer."""
    if at is None:
        return set()
    return set(DossierPaper.objects.filter(dossier=dossier, added_at__gte=at).values_list("key", flat=True))
