"""The published sheet of a version: everything that a page, a print or the API shows, in few queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from motcua.catalogue import rules
from motcua.catalogue.models import CodeItem, Procedure, ProcedureVersion, VersionDraft
from motcua.catalogue.queries.version import spec_of


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One limit; `value` means nothing for same_day and none."""

    channel: str
    case: str
    value: int
    unit: str
    policy: str
    cutoff: time | None
    roll: bool
    after_supplement: str
    case_when: str
    cutoff_on: str
    starts: str
    note: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper; `databases` are the names of those that can stand in for it."""

    key: str
    name: str
    name_vi: str
    name_en: str
    originals: int
    copies: int
    need: str
    is_form: bool
    scan_accepted: bool
    fetch_from: tuple[str, ...]
    databases: tuple[str, ...]
    condition: str

    @property
    def is_handed_in(self) -> bool:
        """False for the declaration, which is filled in, and for what is only shown."""
        return not self.is_form and self.need != "shown"


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One fee line; amount None: set by the provincial council."""

    kind: str
    amount: int | None
    per: str
    channel: str
    condition: str
    is_default: bool
    tiers: tuple[tuple[int, int], ...] = ()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """By how much a limit may grow; `in_all`: the value is the whole time, not an addition."""

    value: int
    unit: str
    when: str
    in_all: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A version in one language, Vietnamese where there is no other; `name_vi` and `name_en` as they are stored."""

    version_id: int
    code: str
    slug: str
    version: int
    status: str
    valid_from: date
    valid_to: date | None
    assumed: bool
    name: str
    name_vi: str
    name_en: str
    official_name: str
    who: str
    field: str
    field_name: str
    levels: tuple[str, ...]
    departments: tuple[str, ...]
    handled_by: str
    online: str
    online_reason: str
    form_key: str
    process_key: str
    result_name: str
    result_code: str
    pause_on_payment: bool
    decision_no: str
    limits: tuple[LimitRow, ...]
    papers: tuple[PaperRow, ...]
    fees: tuple[FeeRow, ...]
    legal_bases: tuple[str, ...]
    extensions: tuple[Extension, ...]
    notes: tuple[str, ...]
    provider: str
    confidence: str

    @property
    def limit(self) -> LimitRow | None:
        """The general limit."""
        return rules.choose_limit(self.limits)

    @property
    def is_free(self) -> bool:
        """True when nothing is ever owed."""
        return all(fee.amount == 0 for fee in self.fees)

    def owed(self, channel: str = "") -> rules.Owed:
        """What is owed when nobody states another condition."""
        return rules.owed(self.fees, channel)


def sheet(version: ProcedureVersion, lang: str = "vi") -> Sheet:
    """The sheet of a version. Five small queries, whatever the number of lines."""
    return _sheet(spec_of(version), _Head.of(version), version.procedure, lang)


def draft_sheet(draft: VersionDraft, number: int, on: date, lang: str = "vi") -> Sheet:
    """A version in preparation as it would be published: as this number, from its own day or else `on`."""
    head = _Head(0, number, VersionDraft.STATUS, draft.valid_from or on, None, False)
    procedure = draft.procedure or Procedure(code=draft.code, slug=draft.slug, field=draft.field)
    return _sheet(rules.spec_of_content(draft.content), head, procedure, lang)


@dataclass(frozen=True, slots=True)
class _Head:
    """What a sheet says of a version besides its content."""

    version_id: int
    number: int
    status: str
    valid_from: date
    valid_to: date | None
    assumed: bool

    @classmethod
    def of(cls, row: ProcedureVersion) -> "_Head":
        return cls(row.pk, row.number, row.status, row.valid_from, row.valid_to, row.assumed)


def _sheet(spec: rules.VersionSpec, head: _Head, procedure: Procedure, lang: str) -> Sheet:

    def said(row: object, name: str) -> str:
        english = getattr(row, f"{name}_en") if lang == "en" else ""
        return str(english or getattr(row, f"{name}_vi"))

    def words(pair: Mapping[str, Any] | None) -> str:
        return str((pair or {}).get(lang) or (pair or {}).get("vi", ""))

    sources = {code for paper in spec.papers for code in paper.fetch_from}
    databases = {
        item.code: said(item, "name") for item in CodeItem.objects.filter(list="paper_source", code__in=sources)
    }
    rest = spec.sheet
    return Sheet(
        version_id=head.version_id,
        code=procedure.code,
        slug=procedure.slug,
        version=head.number,
        status=head.status,
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        assumed=head.assumed,
        name=said(spec, "name"),
        name_vi=spec.name_vi,
        name_en=spec.name_en,
        official_name=spec.official_name_vi,
        who=said(spec, "who"),
        field=procedure.field.slug,
        field_name=said(procedure.field, "name"),
        levels=tuple(spec.levels),
        departments=tuple(spec.departments),
        handled_by=spec.handled_by,
        online=spec.online,
        online_reason=said(spec, "online_reason"),
        form_key=spec.form_key,
        process_key=spec.process_key,
        result_name=said(spec, "result_name"),
        result_code=spec.result_code,
        pause_on_payment=spec.pause_on_payment,
        decision_no=spec.decision_no,
        limits=tuple(
            LimitRow(
                channel=row.channel,
                case=row.case,
                value=row.value,
                unit=row.unit,
                policy=row.policy,
                cutoff=row.cutoff,
                roll=row.roll,
                after_supplement=row.after_supplement,
                case_when=row.case_when,
                cutoff_on=row.cutoff_on,
                starts=row.starts,
                note=said(row, "note"),
            )
            for row in spec.limits
        ),
        papers=tuple(
            PaperRow(
                key=row.key,
                name=said(row, "name"),
                name_vi=row.name_vi,
                name_en=row.name_en,
                originals=row.originals,
                copies=row.copies,
                need=row.need,
                is_form=row.is_form,
                scan_accepted=row.scan_accepted,
                fetch_from=tuple(row.fetch_from),
                databases=tuple(databases.get(code, code) for code in row.fetch_from),
                condition=said(row, "condition"),
            )
            for row in spec.papers
        ),
        fees=tuple(
            FeeRow(
                kind=row.kind,
                amount=row.amount,
                per=said(row, "per"),
                channel=row.channel,
                condition=said(row, "condition"),
                is_default=row.is_default,
                tiers=row.tiers,
                most=row.most,
            )
            for row in spec.fees
        ),
        legal_bases=spec.legal_bases,
        extensions=tuple(
            Extension(row["value"], row["unit"], words(row["when"]), bool(row.get("in_all")))
            for row in rest.get("extensions", ())
        ),
        notes=tuple(words(note) for note in rest.get("notes", ())),
        provider=words(rest.get("provider")),
        confidence=str(rest.get("confidence", "")),
    )
