"""Rows of an officer's lists: time left, promise, share used, and in a word what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import WorkingCalendar, time_left, working_minutes
from motcua.desks.shell import formats
from motcua.desks.shell.dossier import said
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import pace, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.kernel import clock
from motcua.workflow.rules import Step

WAITS = (State.SUPPLEMENT_REQUESTED, State.PAYMENT_DUE)


@dataclass(slots=True)
class Row:
    """One dossier in a list; `step` says what comes next, `aside` what to know of it (soft)."""

    code: str
    url: str
    state: str
    procedure: str
    applicant: str
    due: str
    minutes: int | None
    warn: int
    paused: bool
    used: int
    late: bool
    resolved: bool
    step: str
    aside: str = ""
    holder: str = ""
    near: bool = False
    behind: int = 0


def next_words() -> dict[str, str]:
    """What a step's act is called in a list."""
    return {
        "receive": _("Tiếp nhận"),
        "forward": _("Chuyển bước sau"),
        "propose": _("Thẩm định"),
        "approve": _("Chờ ký"),
        "deliver": _("Trả kết quả"),
    }


def rows_of(found: Iterable[Dossier], now: datetime, suffix: str = "", mine: int | None = None) -> list[Row]:
    """The rows, with no query a row. `mine` is the viewer's account: what a colleague holds names her."""
    rows = list(found)
    if not rows:
        return []
    lang, steps, words = spoken(), queries.all_steps(), next_words()
    calendars = {agency: calendar_of(agency) for agency in {row.agency_id for row in rows}}
    base = reverse("officer:dossier", args=["-"])
    drawn = []
    for row in rows:
        calendar = calendars[row.agency_id]
        left = time_left(now, row.due_at, calendar, row.paused_since)
        going = row.due_at is not None and row.resolved_at is None
        whole = used = 0
        if going and row.received_at and row.due_at:
            whole = working_minutes(row.received_at, row.due_at, calendar) if row.due_at > row.received_at else 1
            used = max(whole - left.working_minutes, 0)
        of_process = steps.get(row.process_id, ())
        hours = pace.hours_after(of_process, row.step)
        warn = (hours + pace.WARNING_HOURS) * 60
        step = next((one for one in of_process if one.key == row.step), None)
        version = row.procedure_version
        near = going and not row.paused_since and 0 <= left.working_minutes <= warn
        drawn.append(
            Row(
                code=row.code,
                url=base.replace("/-/", f"/{row.code}/") + suffix,
                state=row.state,
                procedure=(version.name_en if lang == "en" else "") or version.name_vi,
                applicant=row.applicant.full_name,
                due=formats.short_instant(row.due_at, lang, now) if row.due_at else formats.MISSING,
                minutes=left.working_minutes if going else None,
                warn=warn,
                paused=row.paused_since is not None,
                used=min(round(100 * used / max(whole, 1)), 100),
                late=left.is_late and row.resolved_at is None and row.due_at is not None,
                resolved=row.resolved_at is not None,
                step=_next(step, row, words),
                aside=_aside(row, near, hours, lang, now),
                holder=row.assigned_to.full_name if row.assigned_to and row.assigned_to_id != mine else "",
                near=near,
                behind=_behind(row, now, calendar) if going and not left.is_late else 0,
            )
        )
    return drawn


def _behind(row: Dossier, now: datetime, calendar: WorkingCalendar) -> int:
    """Working minutes since the step should have been done, at least 1; 0 while the clock stands still."""
    if row.step_due_at is None or row.paused_since is not None or row.step_due_at >= now:
        return 0
    return max(working_minutes(row.step_due_at, now, calendar), 1)


def _next(step: Step | None, row: Dossier, words: dict[str, str]) -> str:
    if row.state in WAITS or row.resolved_at or step is None:
        return ""
    if step.act == "forward":
        return said(step, spoken())
    return words.get(step.act, step.name_vi)


def _aside(row: Dossier, near: bool, hours: int, lang: str, now: datetime) -> str:
    """The latest hour to pass it on when that is near and not the promise itself; opinions still awaited."""
    said = []
    if near and hours and row.due_at:
        by = clock.local(
            pace.pass_on_by(row.due_at, queries.all_steps()[row.process_id], row.step, calendar_of(row.agency_id)).by
        )
        if by <= now:
            said.append(_("trình ngay"))
        else:
            said.append(_("trình trước %(at)s") % {"at": formats.short_instant(by, lang, now)})
    if getattr(row, "between_units", False) and row.resolved_at is None:
        said.append(_("đang bàn giao"))
    if getattr(row, "waits_for_opinion", False) and row.resolved_at is None:
        said.append(_("chờ ý kiến"))
    return " · ".join(said)
