"""Figures across agencies: of counters that take in (for themselves and for others), and of parts that agencies do.

Contract section 5 has the figures of competent agencies; these are the tables of their own of receptions and parts.
Each reception and each part is counted for the one agency whose it is, judged at the earlier of the period's end and
`as_of`; later events are not seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import working_minutes
from motcua.dossiers.models import Dossier, Part, Transfer
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.reports import organisation as organisations
from motcua.reports.figures.handling import agency_id_of
from motcua.reports.organisation import Organisation
from motcua.reports.protection import is_few
from motcua.reports.rules import Period, read_period

RECEPTION = (
    *("received_online", "received_direct", "received_post", "received_total", "received_for_others"),
    *("handed_over", "accepted_in_time", "accepted_late", "sent_back", "on_the_way", "on_the_way_late"),
    "results_returned",
)
MOST = 500
PARTS = (
    *("received", "carried_over", "answered_early", "answered_on_time", "answered_late", "answered_total"),
    *("returned", "cancelled", "pending", "pending_late"),
)


@dataclass(slots=True)
class AcrossRow:
    """The figures of one agency; `median_hours` only of parts: working hours from sending to the answer."""

    agency: str
    first: date
    last: date
    as_of: datetime
    counts: dict[str, int]
    minutes: list[int] = field(default_factory=list)
    label: tuple[str, str] = ("", "")
    is_timed: bool = True

    def for_everybody(self, *, is_over: bool) -> "AcrossRow":
        """Counts as they are; the time only of a whole period that is over and of no few."""
        return replace(self, is_timed=is_over and not is_few(len(self.minutes)))

    @property
    def median_hours(self) -> float | None:
        return round(median(self.minutes) / 60, 1) if self.minutes and self.is_timed else None

    def as_data(self, lang: str = "vi") -> dict[str, Any]:
        """As JSON."""
        found: dict[str, Any] = {
            "agency": self.agency,
            "label": self.label[lang == "en"],
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "as_of": clock.stamp(self.as_of),
            **self.counts,
        }
        if "answered_total" in self.counts:
            found["median_hours"] = self.median_hours
        return found


def reception(
    agency: str | None,
    first: date,
    last: date,
    *,
    as_of: datetime | None = None,
    own: bool = False,
    by: str | None = None,
) -> list[AcrossRow]:
    """What counters took in, by channel, and how it reached the agencies that decide; results they handed out. `by`
    "agency": one row each, else one of all. Raises Invalid, NotVisible."""
    period, tree, ids = _asked(agency, first, last, as_of, own)
    rows = _Rows(RECEPTION, period, tree, agency or "", by)
    for name, (key, found) in _reception(period, ids).items():
        by_channel = name == "received"
        counted = found.order_by().values_list(key, *(["channel"] if by_channel else [])).annotate(number=Count("pk"))
        for agency_id, *channel, number in counted:
            for one in (f"received_{channel[0]}", "received_total") if by_channel else (name,):
                rows.add(agency_id, one, number=number)
    return rows.done()


def _reception(period: Period, ids: frozenset[int] | None) -> dict[str, tuple[str, QuerySet[Any]]]:
    """Figure → (the column of its agency, its rows); "received" is told apart by channel afterwards."""
    before = period.seen_before
    received = Dossier.objects.filter(received_at__gte=period.start, received_at__lt=before)
    sent = Transfer.objects.filter(kind=Transfer.Kind.DOSSIER, handed_at__gte=period.start, handed_at__lt=before)
    ended = sent.filter(ended_at__lt=before)
    accepted = ended.filter(state=Transfer.State.ACCEPTED)
    open_then = sent.filter(Q(ended_at=None) | Q(ended_at__gte=before))
    given = Dossier.objects.filter(delivered_at__gte=period.start, delivered_at__lt=before, delivered_by="counter")
    elsewhere = Transfer.objects.filter(
        kind=Transfer.Kind.RESULT, state=Transfer.State.ACCEPTED, dossier__in=given.values("pk")
    )
    found: dict[str, tuple[str, QuerySet[Any]]] = {
        "received": ("reception_agency_id", received),
        "received_for_others": ("reception_agency_id", received.exclude(agency_id=F("reception_agency_id"))),
        "handed_over": ("from_agency_id", sent),
        "accepted_in_time": ("from_agency_id", accepted.filter(ended_at__lte=F("answer_until"))),
        "accepted_late": ("from_agency_id", accepted.filter(ended_at__gt=F("answer_until"))),
        "sent_back": ("from_agency_id", ended.filter(state=Transfer.State.RETURNED)),
        "on_the_way": ("from_agency_id", open_then),
        "on_the_way_late": ("from_agency_id", open_then.filter(answer_until__lt=period.judged_at)),
    }
    if ids is not None:
        found = {name: (key, rows.filter(**{f"{key}__in": sorted(ids)})) for name, (key, rows) in found.items()}
    here = given.exclude(pk__in=elsewhere.values("dossier_id"))
    if ids is not None:
        here, elsewhere = here.filter(agency_id__in=sorted(ids)), elsewhere.filter(to_agency_id__in=sorted(ids))
    return {
        **found,
        "results_returned": ("agency_id", here),
        "results_returned_for_others": ("to_agency_id", elsewhere),
    }


def parts(
    agency: str | None,
    first: date,
    last: date,
    *,
    as_of: datetime | None = None,
    own: bool = False,
    by: str | None = None,
) -> list[AcrossRow]:
    """Parts by the agency that does them: received and carried over = answered, returned, cancelled and pending. An
    answer is early on an earlier local day than it was due, late after its due time, else on time (as contract section
    5 judges dossiers). `by` "agency": one row each. Raises Invalid, NotVisible."""
    period, tree, ids = _asked(agency, first, last, as_of, own)
    rows = _Rows(PARTS, period, tree, agency or "", by)
    for one in _parts(period, ids):
        rows.add(one.agency_id, *_figures_of(one, period))
        if one.state == Part.State.DONE and one.ended_at is not None and one.ended_at < period.seen_before:
            rows.minutes(one.agency_id, working_minutes(one.opened_at, one.ended_at, calendar_of(one.agency_id)))
    return rows.done()


def _parts(period: Period, ids: frozenset[int] | None) -> Iterable[Part]:
    rows = Part.objects.filter(opened_at__lt=period.seen_before).filter(
        Q(ended_at=None) | Q(ended_at__gte=period.start)
    )
    if ids is not None:
        rows = rows.filter(agency_id__in=sorted(ids))
    return rows.only("agency_id", "opened_at", "due_at", "ended_at", "state", "dossier_id").order_by("opened_at", "id")


def _figures_of(one: Part, period: Period) -> list[str]:
    """The figures in which a part counts."""
    found = ["received" if one.opened_at >= period.start else "carried_over"]
    if one.ended_at is None or one.ended_at >= period.seen_before:
        late = one.due_at is not None and one.due_at < period.judged_at
        return [*found, "pending", *(["pending_late"] if late else [])]
    if one.state != Part.State.DONE:
        return [*found, "returned" if one.state == Part.State.RETURNED else "cancelled"]
    return [*found, "answered_total", _judged(one)]


def _judged(one: Part) -> str:
    if one.due_at is None or one.ended_at is None:
        return "answered_on_time"
    if one.ended_at > one.due_at:
        return "answered_late"
    return "answered_early" if clock.local_day(one.ended_at) < clock.local_day(one.due_at) else "answered_on_time"


def behind(
    table: str, figure: str, agency: str | None, first: date, last: date, *, as_of: datetime | None = None
) -> list[tuple[str, int]]:
    """The dossiers behind a number: code and agency's id, the newest first, at most MOST. Raises Invalid,
    NotVisible."""
    known = RECEPTION if table == "reception" else PARTS
    if figure not in known or table not in ("reception", "parts"):
        raise Invalid(
            "report.figure_unknown", [FieldError("figure", "report.figure_unknown", allowed=", ".join(known))]
        )
    period, _tree, ids = _asked(agency, first, last, as_of, False)
    if table == "parts":
        rows = [one for one in _parts(period, ids) if figure in _figures_of(one, period)]
        codes = dict(Dossier.objects.filter(pk__in={one.dossier_id for one in rows}).values_list("pk", "code"))
        return [(codes[one.dossier_id], one.agency_id) for one in reversed(rows)][:MOST]
    found = _reception(period, ids)
    wanted: list[tuple[str, QuerySet[Any]]] = [found[figure]] if figure in found else [found["received"]]
    if figure == "results_returned":
        wanted.append(found["results_returned_for_others"])
    listed: list[tuple[str, int]] = []
    for key, rows_ in wanted:
        chosen = rows_
        if figure.startswith("received_") and figure not in ("received_total", "received_for_others"):
            chosen = rows_.filter(channel=figure.removeprefix("received_"))
        code = "code" if chosen.model is Dossier else "dossier__code"
        listed += list(chosen.order_by("-pk").values_list(code, key)[:MOST])
    return listed[:MOST]


def _asked(
    agency: str | None, first: date, last: date, as_of: datetime | None, own: bool
) -> tuple[Period, Organisation, frozenset[int] | None]:
    """The period, the tree, and whose rows: the agency's own and of those under it on the judged day, None: all."""
    period, tree = read_period(first, last, as_of or clock.now()), organisations.read()
    agency_id = agency_id_of(agency, tree)
    if agency_id is None:
        return period, tree, None
    return period, tree, frozenset({agency_id}) if own else tree.under(agency_id, period.judged_on)


class _Rows:
    """Rows in the making."""

    def __init__(self, names: tuple[str, ...], period: Period, tree: Organisation, agency: str, by: str | None) -> None:
        if by not in (None, "agency"):
            raise Invalid("report.by_unknown", [FieldError("by", "report.by_unknown", allowed="agency")])
        self._names, self._period, self._tree, self._by = names, period, tree, by
        self._found: dict[int, AcrossRow] = {} if by else {0: self._row(agency)}

    def _row(self, agency: str, label: tuple[str, str] = ("", "")) -> AcrossRow:
        period = self._period
        counts = dict.fromkeys(self._names, 0)
        return AcrossRow(agency, period.first, period.last, period.judged_at, counts, label=label)

    def _of(self, agency_id: int) -> AcrossRow:
        key = agency_id if self._by else 0
        if key not in self._found:
            name = self._tree.name(agency_id, self._period.judged_on)
            self._found[key] = self._row(self._tree.code_of(agency_id), name)
        return self._found[key]

    def add(self, agency_id: int, *names: str, number: int = 1) -> None:
        counts = self._of(agency_id).counts
        for name in names:
            counts[_SAME.get(name, name)] += number

    def minutes(self, agency_id: int, minutes: int) -> None:
        self._of(agency_id).minutes.append(minutes)

    def done(self) -> list[AcrossRow]:
        return sorted(self._found.values(), key=lambda row: row.agency)


_SAME: Mapping[str, str] = {"results_returned_for_others": "results_returned"}
