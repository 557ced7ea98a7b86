"""For those who control procedures: what is in force, what comes, what is being prepared, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from motcua.catalogue import rules
from motcua.catalogue.models import (
    FeeLine,
    LegalBasis,
    Procedure,
    ProcedureVersion,
    RequiredPaper,
    TimeLimit,
    VersionDraft,
)
from motcua.catalogue.queries.version import Status, spec_of
from motcua.kernel import text, versions
from motcua.kernel.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Controlled:
    """A procedure (or one that is only a draft): the version in force, the next one, the draft, and the missing parts
    of the version that counts most: the one in force, else the next."""

    code: str
    slug: str
    field: str
    field_vi: str
    field_en: str
    name_vi: str
    name_en: str
    now: ProcedureVersion | None
    following: ProcedureVersion | None
    ended: ProcedureVersion | None
    draft: VersionDraft | None
    missing: tuple[str, ...]

    def name(self, lang: str) -> str:
        return (self.name_en if lang == "en" else "") or self.name_vi

    @property
    def changed_on(self) -> date | None:
        """The first day of the version that counts; None for a draft of nothing."""
        row = self.now or self.following or self.ended
        return row.valid_from if row else None


def controlled(on: date) -> list[Controlled]:
    """Every procedure by name, drafts of new ones included. Three queries."""
    procedures = Procedure.objects.select_related("field").order_by("pk")
    drafts = {draft.code: draft for draft in VersionDraft.objects.select_related("field", "saved_by")}
    standing: dict[int, list[ProcedureVersion]] = {}
    for row in _counted():
        standing.setdefault(row.procedure_id, []).append(row)
    found = [
        _row(procedure, standing.get(procedure.pk, []), drafts.pop(procedure.code, None), on)
        for procedure in procedures
    ]
    found += [_new(draft) for draft in drafts.values()]
    return sorted(found, key=lambda one: (text.fold(one.name_vi), one.code))


def _counted() -> Sequence[ProcedureVersion]:
    def stands(model: type[RequiredPaper | TimeLimit | LegalBasis | FeeLine], **which: object) -> Exists:
        return Exists(model.objects.filter(version=OuterRef("pk"), **which))

    rows = ProcedureVersion.objects.filter(status__in=(Status.PUBLISHED, Status.ABOLISHED))
    return list(
        rows.defer("sheet", "search").annotate(
            n_papers=stands(RequiredPaper),
            n_limits=stands(TimeLimit),
            n_laws=stands(LegalBasis),
            n_vague=stands(FeeLine, is_default=False, condition_vi=""),
        )
    )


def _row(procedure: Procedure, rows: Sequence[ProcedureVersion], draft: VersionDraft | None, on: date) -> Controlled:
    in_force = [row for row in rows if versions.in_force(row.valid_from, row.valid_to, on)]
    now = next((row for row in in_force if row.status == Status.PUBLISHED), None)
    ended = next((row for row in in_force if row.status == Status.ABOLISHED), None)
    following = min((row for row in rows if row.valid_from > on), key=lambda row: row.valid_from, default=None)
    named = now or following or ended
    field = procedure.field
    return Controlled(
        procedure.code,
        procedure.slug,
        field.slug,
        field.name_vi,
        field.name_en,
        named.name_vi if named else draft.content["name_vi"] if draft else procedure.code,
        named.name_en if named else "",
        now,
        following,
        ended,
        draft,
        missing_of(now or following),
    )


def _new(draft: VersionDraft) -> Controlled:
    field, content = draft.field, draft.content
    spec = rules.spec_of_content(content)
    lacking = rules.missing_parts(
        spec, papers=len(spec.papers), limits=len(spec.limits), legal_bases=len(spec.legal_bases)
    )
    return Controlled(
        draft.code,
        draft.slug,
        field.slug,
        field.name_vi,
        field.name_en,
        content["name_vi"],
        content["name_en"],
        None,
        None,
        None,
        draft,
        lacking,
    )


def missing_of(row: ProcedureVersion | None) -> tuple[str, ...]:
    """The missing parts of a version; none are asked of an abolition."""
    if row is None or row.status == Status.ABOLISHED:
        return ()
    known = vars(row)
    if "n_papers" in known:  # annotated: true or false
        counts = known["n_papers"], known["n_limits"], known["n_laws"], known["n_vague"]
    else:
        spec = spec_of(row)
        unsaid = sum(not fee.is_default and not fee.condition_vi for fee in spec.fees)
        counts = len(spec.papers), len(spec.limits), len(spec.legal_bases), unsaid
    papers, limits, laws, vague = counts
    return rules.missing_parts(row, papers=papers, limits=limits, legal_bases=laws, vague_fees=vague)


def find_draft(code: str) -> VersionDraft | None:
    """The draft of a procedure's code, or None."""
    rows = VersionDraft.objects.select_related("procedure", "field", "base", "started_by", "saved_by")
    return rows.filter(code=code).first()


def get_draft(code: str) -> VersionDraft:
    """Raises NotVisible("version_draft.unknown")."""
    draft = find_draft(code)
    if draft is None:
        raise NotVisible("version_draft.unknown", procedure=code)
    return draft


def get_numbered(code: str, number: int) -> ProcedureVersion:
    """A version of a procedure by its number, whatever became of it. Raises NotVisible("procedure.unknown")."""
    row = (
        ProcedureVersion.objects.filter(procedure__code=code, number=number)
        .exclude(status=Status.DRAFT)
        .select_related("procedure__field")
        .first()
    )
    if row is None:
        raise NotVisible("procedure.unknown", procedure=code)
    return row
