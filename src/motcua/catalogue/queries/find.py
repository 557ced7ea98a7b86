"""Procedures found by words, by field, by agency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from motcua.agencies.models import Agency
from motcua.catalogue import rules
from motcua.catalogue.models import Opening, ProcedureVersion
from motcua.catalogue.queries.version import Status, holding
from motcua.kernel import codes, text


@dataclass(frozen=True, slots=True)
class Brief:
    """A procedure in a list. `online` is what the agency asked about offers, else the version's own level."""

    version_id: int
    code: str
    slug: str
    name_vi: str
    name_en: str
    field: str
    field_vi: str
    field_en: str
    online: str
    levels: tuple[str, ...]
    departments: tuple[str, ...]

    def name(self, lang: str) -> str:
        """The name; Vietnamese where there is no English."""
        return (self.name_en if lang == "en" else "") or self.name_vi


def search(
    q: str, on: date, *, field: str = "", agency: Agency | None = None, online: str = "", limit: int | None = None
) -> list[Brief]:
    """Procedures in force on a day. Each word of `q` must begin a word of the name, code, field or result; where
    nothing does, a single word is taken as initials ("hkd"). Names that begin with the words come first, then by name
    and code. Without `q`: all, by name.
    """
    words = rules.query_words(q)
    if (q.strip() and not words) or (field and not codes.SLUG.match(field)):
        return []
    found = ProcedureVersion.objects.filter(holding(on), status=Status.PUBLISHED)
    if field:
        found = found.filter(procedure__field__slug=field)
    briefs = _briefs(found.filter(_words(words)), agency, on)
    if not briefs and rules.find.is_initials(words):
        briefs = _briefs(found.filter(search__contains=f" ~{words[0]}"), agency, on)
    if online:
        briefs = [brief for brief in briefs if brief.online == online]
    nearest = sorted(briefs, key=lambda brief: (_near(brief, words), text.fold(brief.name_vi), brief.code))
    return nearest[:limit]


def _words(words: Sequence[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(search__contains=f" {word}")
    return condition


def _near(brief: Brief, words: Sequence[str]) -> int:
    if not words:
        return 0
    return min(rules.rank(brief.name_vi, words), rules.rank(brief.name_en, words))


def procedures_of(agency: Agency, on: date) -> list[Brief]:
    """The procedures that an agency decides on a day, by name."""
    found = ProcedureVersion.objects.filter(holding(on), status=Status.PUBLISHED)
    return sorted(_briefs(found, agency, on), key=lambda brief: (text.fold(brief.name_vi), brief.code))


def is_decided_by(levels: Sequence[str], departments: Sequence[str], agency: Agency) -> bool:
    """True when the agency's kind is a level that decides, or it is one of the departments named."""
    return agency.kind in levels or agency.code in departments


def _briefs(found: QuerySet[ProcedureVersion], agency: Agency | None, on: date) -> list[Brief]:
    offered: dict[int, str] = {}
    if agency is not None:
        rows = Opening.objects.filter(holding(on), agency=agency)
        offered = dict(rows.values_list("procedure_id", "online"))
    return [
        Brief(
            version_id=version.pk,
            code=version.procedure.code,
            slug=version.procedure.slug,
            name_vi=version.name_vi,
            name_en=version.name_en,
            field=version.procedure.field.slug,
            field_vi=version.procedure.field.name_vi,
            field_en=version.procedure.field.name_en,
            online=offered.get(version.procedure_id, version.online),
            levels=tuple(version.levels),
            departments=tuple(version.departments),
        )
        for version in found.select_related("procedure__field").defer("sheet", "search")
        if agency is None or is_decided_by(version.levels, version.departments, agency)
    ]
