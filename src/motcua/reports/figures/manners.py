"""How people who waited were treated: apologies, second requests and lateness without a word, counted in public for any
agency and period as `handling` counts dossiers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value

from motcua.dossiers.models import Apology, Standing, Supplement
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.reports import organisation as organisations
from motcua.reports.figures.handling import agency_id_of
from motcua.reports.figures.parts import PENDING, RESOLVED, Part, parts
from motcua.reports.figures.row import Counts
from motcua.reports.figures.tally import Counted_, tally
from motcua.reports.organisation import Organisation
from motcua.reports.rules import Period, read_period

FIGURES = ("apologies", "apologies_in_time", "late_without_apology", "second_supplements")
BY = ("agency",)


@dataclass(slots=True)
class Manners:
    """One line: counts that add up over units. `key` and labels where it is broken down."""

    agency: str
    first: date
    last: date
    as_of: datetime
    apologies: int = 0
    apologies_in_time: int = 0
    late_without_apology: int = 0
    second_supplements: int = 0
    key: str = ""
    label_vi: str = ""
    label_en: str = ""

    def label(self, lang: str = "vi") -> str:
        return self.label_en if lang == "en" else self.label_vi

    def as_data(self, lang: str = "vi") -> dict[str, Any]:
        """The row for JSON and files."""
        found: dict[str, Any] = {
            "agency": self.agency or None,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "as_of": self.as_of.isoformat(),
            **{name: getattr(self, name) for name in FIGURES},
        }
        return {"key": self.key, "label": self.label(lang), **found} if self.key else found


@dataclass(frozen=True, slots=True)
class Said:
    """One event behind a number: a code and times, nothing about anybody."""

    code: str
    at: datetime
    due_before: datetime | None = None
    due_after: datetime | None = None
    reason_code: str = ""
    number: int = 0


def manners(
    agency_code: str | None,
    first: date,
    last: date,
    *,
    as_of: datetime | None = None,
    own: bool = False,
    by: str | None = None,
) -> list[Manners]:
    """The counts of an agency with the units under it (`own`: without them; None: of all). Without `by` one row;
    `by` "agency": the units under it, its own counter last. Raises Invalid, NotVisible."""
    if by is not None and by not in BY:
        raise Invalid("report.by_unknown", [FieldError("by", "report.by_unknown", allowed=", ".join(BY))])
    period = read_period(first, last, as_of or clock.now())
    tree = organisations.read()
    agency_id = agency_id_of(agency_code, tree)
    counted = _counted(period, tree, agency_id, own=own, exact=by == "agency")
    late = tally([period], tree, agency_id, own=own, by=by)
    if by is None:
        row = Manners(agency_code or "", first, last, period.as_of)
        for found in (*counted.values(), *map(_silent, late.values())):
            _add(row, found)
        return [row]
    return _by_unit(counted, late, tree, agency_id, agency_code or "", period, own=own)


def _silent(counts: Counts) -> Mapping[str, int]:
    """The late ones, from the cube: those who were told are taken off by `_counted`. They are few, the late may be
    many."""
    return {"late_without_apology": counts.resolved_late + counts.pending_late}


def _add(row: Manners, found: Mapping[str, int]) -> None:
    for name, number in found.items():
        setattr(row, name, getattr(row, name) + number)


Key = tuple[int, date]
"""The agency that was responsible, and a day of the organisation that held then."""


def _counted(
    period: Period, tree: Organisation, agency_id: int | None, *, own: bool, exact: bool
) -> dict[Key, dict[str, int]]:
    found: dict[Key, dict[str, int]] = {}

    def put(part: Part, name: str, rows: Iterable[tuple[Any, int]]) -> None:
        for agency, number in rows:
            into = found.setdefault((agency, part.on), dict.fromkeys(FIGURES, 0))
            into[name] += number

    cut = parts(period, tree, agency_id, own=own, exact=exact)
    told = [_late_but_told(number, part) for number, part in enumerate(cut)]
    for number, agency, n in told[0].union(*told[1:], all=True):
        put(cut[number], "late_without_apology", [(agency, -n)])
    for part in cut:
        if part.kind != "resolved":
            continue
        said = _apologies(part).order_by().values_list("dossier__standings__agency_id")
        in_time = Count("pk", filter=Q(decided_at__lt=F("due_before")))
        counted = list(said.annotate(n=Count("pk"), t=in_time))
        put(part, "apologies", [(agency, n) for agency, n, _t in counted])
        put(part, "apologies_in_time", [(agency, t) for agency, _n, t in counted])
        again = _second_supplements(part).order_by().values_list("dossier__standings__agency_id")
        put(part, "second_supplements", again.annotate(n=Count("pk")))
    return found


def _stood(part: Part, at: str) -> Q:
    """The standing of the dossier at that instant, of one of the part's agencies: who was responsible then."""
    standing = Q(dossier__standings__from_at__lte=F(at))
    standing &= Q(dossier__standings__to_at=None) | Q(dossier__standings__to_at__gt=F(at))
    if part.agencies is not None:
        standing &= Q(dossier__standings__agency_id__in=sorted(part.agencies))
    return standing & Q(**{f"{at}__gte": part.start, f"{at}__lt": part.before})


def _apologies(part: Part) -> QuerySet[Apology]:
    return Apology.objects.filter(_stood(part, "decided_at"), state=Apology.State.SIGNED)


def _second_supplements(part: Part) -> QuerySet[Supplement]:
    return Supplement.objects.filter(_stood(part, "asked_at"), number__gte=2)


def _late(part: Part) -> QuerySet[Standing]:
    """Dossiers counted as late."""
    late = RESOLVED["resolved_late"] if part.kind == "resolved" else PENDING["pending_late"]
    rows: QuerySet[Standing] = part.rows().filter(late(part))
    return rows


def _told(part: Part) -> QuerySet[Apology]:
    """Apologies that were signed by the judged moment."""
    return Apology.objects.filter(state=Apology.State.SIGNED, decided_at__lt=part.period.seen_before)


def _late_but_told(number: int, part: Part) -> QuerySet[Any, Any]:
    """How many late ones were told, by agency; lines begin with the part's number."""
    rows = _late(part).filter(dossier__in=_told(part).values("dossier")).order_by()
    counted: QuerySet[Any, Any] = rows.values("agency_id").annotate(part=Value(number), n=Count("pk"))
    return counted.values_list("part", "agency_id", "n")


def _late_rows(part: Part) -> QuerySet[Standing]:
    """Dossiers counted as late of whom nobody was told by the judged moment."""
    return _late(part).filter(~Exists(_told(part).filter(dossier=OuterRef("dossier"))))


def _by_unit(
    counted: Mapping[Key, Mapping[str, int]],
    late: Counted_,
    tree: Organisation,
    agency_id: int | None,
    code: str,
    period: Period,
    *,
    own: bool,
) -> list[Manners]:
    units: dict[int, Manners] = {}

    def line(unit: int) -> Manners:
        vi, en = tree.own_unit(unit) if unit == agency_id else tree.name(unit, period.judged_on)
        return Manners(
            code, period.first, period.last, period.as_of, key=tree.code_of(unit), label_vi=vi, label_en=en or vi
        )

    if agency_id is not None:
        units[agency_id] = line(agency_id)
    if not own:
        units.update({child: line(child) for child in tree.children(agency_id, period.judged_on)})
    for (responsible, on), found in counted.items():
        unit = tree.unit_of(responsible, agency_id, on)
        _add(units.setdefault(unit, line(unit)), found)
    for (_, key), counts in late.items():
        _add(units.setdefault(int(key), line(int(key))), _silent(counts))
    under = sorted((unit for unit in units if unit != agency_id), key=tree.code_of)
    return [units[unit] for unit in under] + ([units[agency_id]] if agency_id in units else [])


def said_behind(
    figure: str,
    agency_code: str | None,
    first: date,
    last: date,
    *,
    as_of: datetime | None = None,
    own: bool = False,
    start: int = 0,
    limit: int = 50,
) -> Sequence[Said]:
    """What `manners` counted under a figure, the newest first, from row `start` on. Raises Invalid, NotVisible."""
    if figure not in FIGURES:
        raise Invalid(
            "report.figure_unknown", [FieldError("figure", "report.figure_unknown", allowed=", ".join(FIGURES))]
        )
    period = read_period(first, last, as_of or clock.now())
    tree = organisations.read()
    found: list[Said] = []
    for part in parts(period, tree, agency_id_of(agency_code, tree), own=own, exact=False):
        if figure == "late_without_apology":
            rows = _late_rows(part).order_by("-due_at").values_list("dossier__code", "due_at", "resolved_at")
            found += [Said(code, due, due, resolved) for code, due, resolved in rows[: start + limit] if due]
        elif part.kind == "resolved" and figure == "second_supplements":
            asked = _second_supplements(part).order_by("-asked_at").values_list("dossier__code", "asked_at", "number")
            found += [Said(code, at, number=number) for code, at, number in asked[: start + limit]]
        elif part.kind == "resolved":
            said = _apologies(part)
            if figure == "apologies_in_time":
                said = said.filter(decided_at__lt=F("due_before"))
            columns = ("dossier__code", "decided_at", "due_before", "due_after", "reason_code")
            found += [Said(*row) for row in said.order_by("-decided_at").values_list(*columns)[: start + limit]]
    return sorted(found, key=lambda one: (one.at, one.code), reverse=True)[start : start + limit]
