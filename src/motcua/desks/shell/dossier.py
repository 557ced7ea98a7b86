"""A dossier as the components print it: promise, life bar, ledger, timeline, queue row. Shared by all desks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from motcua.deadlines.queries import calendar_of, get_calendar, own_calendars
from motcua.deadlines.rules import WorkingCalendar, time_left, working_minutes
from motcua.desks.shell import formats, parts
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import CLOSED, State
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step, main_line


def step_name(dossier: Dossier, lang: str) -> str:
    """The name of the step that a dossier waits at, empty where there is none."""
    found = next((one for one in steps_of(dossier.process) if one.key == dossier.step), None)
    return said(found, lang) if found else ""


def said(step: Step, lang: str) -> str:
    return (step.name_en if lang == "en" else "") or step.name_vi


def promise_of(dossier: Dossier, now: datetime, *, ledger: bool = True) -> parts.Promise:
    """The promise with its life bar and, folded, why it is this date."""
    lang = spoken()
    calendar = calendar_of(dossier.agency_id)
    left = time_left(dossier.resolved_at or now, dossier.due_at, calendar, dossier.paused_since)
    lines = queries.why(dossier) if ledger else []
    changed = [line for line in lines if line.due_before and line.due_after and line.due_before != line.due_after]
    return parts.Promise(
        due_at=dossier.due_at,
        minutes=None if dossier.due_at is None or dossier.resolved_at else left.working_minutes,
        paused=dossier.paused_since is not None,
        state=dossier.state,
        life=life_of(dossier, now, calendar),
        ledger=[
            parts.LedgerLine(
                at=formats.short_instant(line.at, lang, now), words=line.words_en if lang == "en" else line.words_vi
            )
            for line in lines
        ],
        was=dossier.original_due_at if changed else None,
        reason=(changed[-1].words_en if lang == "en" else changed[-1].words_vi) if changed else "",
        done_at=dossier.resolved_at,
        code=dossier.code,
    )


def life_of(dossier: Dossier, now: datetime, calendar: WorkingCalendar) -> parts.Life | None:
    """Used, paused and left working time from reception to the promise; None before reception."""
    if dossier.received_at is None or dossier.due_at is None:
        return None
    lang = spoken()
    end = min(dossier.resolved_at or now, max(dossier.due_at, dossier.received_at))
    spans: list[parts.Span] = []

    def add(kind: Literal["used", "paused", "left"], begin: datetime, until: datetime) -> None:
        share = working_minutes(begin, until, calendar) if until > begin else 0
        if share:
            spans.append(parts.Span(kind, share))

    at = dossier.received_at
    paused = 0
    for start, stop in queries.paused_spans(dossier):
        add("used", at, min(start, end))
        until = min(stop or now, max(end, start))
        add("paused", start, until)
        paused += working_minutes(start, until, calendar) if until > start else 0
        at = max(at, until)
    add("used", at, end)
    if dossier.resolved_at is None:
        add("left", max(at, end), dossier.due_at)
    used = sum(int(span.share) for span in spans if span.kind == "used")
    left = sum(int(span.share) for span in spans if span.kind == "left")
    if lang == "en":
        label = f"Used {formats.working_time(used, lang)}, left {formats.working_time(left, lang)}"
        pause = "waiting for the supplement" if paused else ""
    else:
        label = f"Đã dùng {formats.working_time(used, lang)}, còn {formats.working_time(left, lang)}"
        pause = "dừng chờ bổ sung" if paused else ""
    return parts.Life(
        spans=spans or [parts.Span("left", 1)],
        label=label,
        start=formats.short_day(dossier.received_at.astimezone(now.tzinfo).date(), lang),
        end=formats.short_day(dossier.due_at.astimezone(now.tzinfo).date(), lang),
        pause=pause,
    )


def timeline_of(
    dossier: Dossier, lines: Sequence[queries.StoryLine], *, ahead: bool = True, inside: bool = False
) -> list[parts.Event]:
    """What happened, what is happening and (while it is open) what comes next by its process."""
    lang = spoken()
    hidden = set() if inside else {"processing", "proposed"}
    shown = [line for line in lines if line.type not in hidden]
    closed = dossier.state in CLOSED
    events = []
    for index, line in enumerate(shown):
        last = index == len(shown) - 1
        waits = line.type in ("supplement_requested", "payment_due")
        kind: Literal["done", "now", "wait", "todo"] = "wait" if waits else "done"
        events.append(
            parts.Event(
                kind=kind,
                title=line.words_en if lang == "en" else line.words_vi,
                at=formats.instant(line.at, lang),
                note=" · ".join(part for part in (line.text, line.ground, *_changes(line, lang)) if part),
                pause=waits and not last,
            )
        )
    if closed or not ahead:
        return events
    return events + _ahead(dossier, lang)


def _changes(line: queries.StoryLine, lang: str) -> list[str]:
    """Old and new of a correction, for those inside."""
    return [f"{one.label_en if lang == 'en' else one.label_vi}: {one.before} → {one.after}" for one in line.changes]


def _ahead(dossier: Dossier, lang: str) -> list[parts.Event]:
    steps = main_line(steps_of(dossier.process))
    if dossier.state in (State.SUBMITTED, State.SUPPLEMENT_REQUESTED) and dossier.received_at is None:
        coming: Iterable[Step] = steps
        now_key = steps[0].key if dossier.state == State.SUBMITTED else ""
    else:
        keys = [step.key for step in steps]
        start = keys.index(dossier.step) if dossier.step in keys else len(keys)
        coming = steps[start:]
        now_key = dossier.step if dossier.paused_since is None else ""
    return [parts.Event(kind="now" if step.key == now_key else "todo", title=said(step, lang)) for step in coming]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One row of a staff list."""

    code: str
    url: str
    state: str
    step: str
    procedure: str
    applicant: str
    due_at: datetime | None
    minutes: int | None
    paused: bool
    used: int
    late: bool
    submitted_at: datetime
    channel: str
    resolved: bool
    intake_minutes: int | None = None
    amount: int | None = None


def queue_rows(rows: Iterable[Dossier], now: datetime, url_of: str = "officer:dossier") -> list[QueueRow]:
    """Rows with time left and the share of the limit that is used; one calendar, no query a row."""
    from django.urls import reverse

    lang = spoken()
    country, own = get_calendar(), own_calendars()
    drawn = []
    for row in rows:
        calendar = own.get(row.agency_id, country)
        left = time_left(now, row.due_at, calendar, row.paused_since)
        whole = used = 0
        if row.received_at and row.due_at:
            whole = working_minutes(row.received_at, row.due_at, calendar) if row.due_at > row.received_at else 1
            used = max(whole - left.working_minutes, 0)
        intake = time_left(now, row.intake_due_at, calendar) if row.intake_due_at else None
        drawn.append(
            QueueRow(
                code=row.code,
                url=reverse(url_of, args=[row.code]),
                state=row.state,
                step=step_name(row, lang),
                procedure=(row.procedure_version.name_en if lang == "en" else "") or row.procedure_version.name_vi,
                applicant=row.applicant.full_name,
                due_at=row.due_at,
                minutes=left.working_minutes if row.due_at and not row.resolved_at else None,
                paused=row.paused_since is not None,
                used=min(round(100 * used / max(whole, 1)), 100),
                late=left.is_late and row.resolved_at is None,
                submitted_at=row.submitted_at,
                channel=row.channel,
                resolved=row.resolved_at is not None,
                intake_minutes=intake.working_minutes if intake else None,
            )
        )
    return drawn
