"""What a report page is asked: agency, period and breakdown from its address, with words for what cannot be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import access
from motcua.reports import organisation
from motcua.reports.statutory import Asked, Report, periods

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A period with its kind; `errors`: field → words, then the days are those of this month."""

    kind: str
    first: date
    last: date
    errors: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> dict[str, str]:
        """The same period in another address."""
        return {"ky": self.kind, "tu": self.first.isoformat(), "den": self.last.isoformat()}


def kind_words() -> dict[str, str]:
    """Kinds of periods as pages say them."""
    return {
        "day": _("Ngày"),
        "week": _("Tuần"),
        "month": _("Tháng"),
        "quarter": _("Quý"),
        "half": _("Nửa năm"),
        "year": _("Năm"),
        "closed_month": _("Tháng, theo ngày chốt"),
        "closed_quarter": _("Quý, theo ngày chốt"),
        "closed_year": _("Năm, theo ngày chốt"),
        "free": _("Ngày tự chọn"),
    }


def by_words() -> dict[str, str]:
    """Breakdowns as pages say them."""
    return {
        "field": _("Theo lĩnh vực"),
        "procedure": _("Theo thủ tục"),
        "agency": _("Theo đơn vị"),
        "channel": _("Theo cách nộp"),
        "level": _("Theo cấp"),
    }


def read_day(text: str) -> date | None:
    """A day written as 2026-11-09 or 09/11/2026; None for anything else."""
    parts = text.strip().split("/")
    try:
        found = date.fromisoformat("-".join(reversed(parts)) if len(parts) == 3 else text.strip())
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def read_period(given: QueryDict, today: date, report: Report | None = None) -> Chosen:
    """`ky` a kind with `ngay` a day in it, or `tu` and `den`; without either this month."""
    kinds = periods.FIXED if report is not None and report.fixed_periods else periods.KINDS
    kind, on = given.get("ky", ""), given.get("ngay", "")
    first, last = read_day(given.get("tu", "")), read_day(given.get("den", ""))
    usual = Chosen("month", *periods.period("month", today))
    typed = {name: given.get(name, "")[:20] for name in ("ngay", "tu", "den") if given.get(name)}
    if kind in kinds and kind != "free" and (on or not (first and last)):
        day = read_day(on) if on else today
        if day is None:
            return Chosen(kind, usual.first, usual.last, {"ngay": _("Ghi ngày có thật, dạng 09/11/2026")}, typed)
        return Chosen(kind, *periods.period(kind, day))
    if not given.get("tu") and not given.get("den"):
        return usual
    errors = {
        name: _("Ghi ngày có thật, dạng 09/11/2026") for name, found in (("tu", first), ("den", last)) if found is None
    }
    if first and last and last < first:
        errors = {"den": _("Kỳ kết thúc trước khi bắt đầu. Đổi lại hai ngày")}
    if errors or first is None or last is None:
        return Chosen("free", usual.first, usual.last, errors, typed)
    found = kind if kind in kinds and kind != "free" and periods.period(kind, first) == (first, last) else ""
    found = found or periods.kind_of(first, last)
    if found not in kinds:
        words = _("Báo cáo này chỉ lập theo tháng, quý, nửa năm hoặc năm, để không lộ ai đã trả lời gì")
        return Chosen("month", usual.first, usual.last, {"ky": words}, typed)
    return Chosen(found, first, last)


def agency_of(actor: Actor, asked: str, act: str = "reports.read") -> str:
    """The agency that a page is about: one's own, or another within reach. Raises NotVisible, NotAllowed."""
    scope = access.require(act, actor)
    own = actor.agency
    if not asked or asked == own:
        return own
    agency = agencies.get_agency(asked)
    if scope.kind != "all":
        on = clock.local_day(clock.now())
        if agency.pk not in agencies.reach(own, below=scope.kind == "below", on=on):
            agencies.get_agency("")  # raises as for an agency that never was
    return agency.code


def agency_options(actor: Actor, on: date, lang: str, act: str = "reports.read") -> list[tuple[str, str]]:
    """The agencies within reach that stood on a day, one's own first, then by name."""
    scope = access.scope(act, actor)
    tree = organisation.read()
    standing = tree.parents(on)
    if scope.kind == "all":
        ids = set(standing)
    else:
        reached = agencies.reach(actor.agency, below=scope.kind == "below", on=clock.local_day(clock.now()))
        ids = {one for one in reached if one in standing}
    found = [(tree.code_of(one), tree.name(one, on)[lang == "en"]) for one in ids]
    return sorted(found, key=lambda one: (one[0] != actor.agency, one[1], one[0]))


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a report page is asked."""

    report: Report
    agency: str
    period: Chosen
    by: str
    own: bool

    def asked(self, as_of: datetime, viewer: Actor | None = None) -> Asked:
        return Asked(self.agency, self.period.first, self.period.last, as_of, self.by, viewer)

    def query(self, **more: str) -> str:
        """The same question in another address; empty values are left out."""
        kept = {"don-vi": "" if self.own else self.agency, "theo": self.by if self.by != self.report.by[0] else ""}
        asked = {**kept, **self.period.query, **{name.replace("_", "-"): value for name, value in more.items()}}
        return urlencode({name: value for name, value in asked.items() if value})

    def url(self, page: str = "numbers:report", **more: str) -> str:
        return f"{reverse(page, args=[self.report.slug])}?{self.query(**more)}"


def read(request: Request, report: Report) -> Question:
    """Raises NotVisible for an agency or a breakdown that is not there."""
    period = read_period(request.GET, clock.local_day(clock.now()), report)
    agency = agency_of(request.actor, request.GET.get("don-vi", ""))
    by = request.GET.get("theo", "")
    by = by if by in report.by else report.by[0]
    return Question(report, agency, period, by, agency == request.actor.agency)


def period_tabs(question: Question, today: date) -> list[FilterTab]:
    """This and the last month, quarter and year; the one before and after the chosen."""
    report = question.report
    chosen = (question.period.first, question.period.last)
    month, year = periods.period("month", today), periods.period("year", today)
    quarter = periods.period("quarter", today)
    named = [
        (_("Tháng này"), "month", month),
        (_("Tháng trước"), "month", periods.before("month", month[0])),
        (_("Quý này"), "quarter", quarter),
        (_("Quý trước"), "quarter", periods.before("quarter", quarter[0])),
        (_("Năm nay"), "year", year),
    ]
    return [
        FilterTab(
            label,
            Question(report, question.agency, Chosen(kind, *days), question.by, question.own).url(),
            current=days == chosen,
        )
        for label, kind, days in named
    ]
