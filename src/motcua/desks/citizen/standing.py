"""How a dossier stands, as its own applicant sees it: promise, life bar, the way so far and what is still to come."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import WorkingCalendar, time_left
from motcua.desks.citizen.forms import spoken
from motcua.desks.shell import formats
from motcua.desks.shell.dossier import life_of
from motcua.desks.shell.parts import Event, LedgerLine, Promise
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import StoryLine
from motcua.dossiers.states import OPEN, State
from motcua.kernel import clock
from motcua.notifications.rendering import office_word
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step, main_line

HALTED = (State.SUPPLEMENT_REQUESTED, State.PAYMENT_DUE)


def office_of(dossier: Dossier, at: datetime) -> str:
    """How its agency begins a sentence: "Xã", "Phường", "The office"."""
    if spoken() == "en":
        return "The office"
    word = office_word(agencies.name_of(dossier.agency, clock.local_day(at), "vi", short=True))
    return word[:1].upper() + word[1:]


def minutes_left(dossier: Dossier, calendar: WorkingCalendar, at: datetime) -> int | None:
    """Working minutes until the promise, negative when late; None where there is none in force."""
    if dossier.due_at is None or dossier.state not in OPEN:
        return None
    return time_left(at, dossier.due_at, calendar, dossier.paused_since).working_minutes


def promise_of(dossier: Dossier, at: datetime, *, amount: int | None = None) -> Promise:
    """The promise with its reckoning."""
    lang, calendar = spoken(), get_calendar()
    lines = queries.why(dossier)
    ledger = [
        LedgerLine(
            f"{formats.hour(line.at)}{formats.NBSP}{formats.short_day(clock.local_day(line.at), lang)}",
            line.words_en if lang == "en" else line.words_vi,
        )
        for line in lines
    ]
    changed = dossier.original_due_at is not None and dossier.original_due_at != dossier.due_at
    return Promise(
        due_at=clock.local(dossier.due_at) if dossier.due_at else None,
        minutes=minutes_left(dossier, calendar, at),
        paused=dossier.paused_since is not None and dossier.state in OPEN,
        state=dossier.state,
        amount=amount,
        life=None if dossier.closed_at else life_of(dossier, at, calendar),
        ledger=ledger,
        was=dossier.original_due_at if changed else None,
        reason="" if dossier.due_at else _why_none(dossier),
        done_at=clock.local(dossier.finished_at) if dossier.finished_at else None,
        code=dossier.code,
    )


def _why_none(dossier: Dossier) -> str:
    """Why there is no date."""
    if dossier.state == State.SUBMITTED and dossier.intake_due_at is not None:
        return _("%(office)s trả lời chậm nhất %(at)s. Đủ thì nhận và hẹn ngày; thiếu thì báo một lần.") % {
            "office": office_of(dossier, dossier.submitted_at),
            "at": formats.instant(dossier.intake_due_at, spoken()),
        }
    if dossier.state == State.SUPPLEMENT_REQUESTED:
        return _("Có ngày hẹn khi nhận đủ hồ sơ.")
    if dossier.closed_at is not None:
        return _("Hồ sơ kết thúc lúc %(at)s.") % {"at": formats.instant(dossier.closed_at, spoken())}
    return ""


def way(dossier: Dossier, at: datetime, *, supplement_url: str = "") -> list[Event]:
    """The timeline: what happened, what is being done now, what is still to come."""
    lines = queries.story(dossier, inside=False)
    shown = [line for line in lines if line.type not in _QUIET]
    last_wait = max((i for i, line in enumerate(shown) if line.type == "supplement_requested"), default=-1)
    events = []
    for index, line in enumerate(shown):
        open_wait = index == last_wait and dossier.state == State.SUPPLEMENT_REQUESTED
        events.append(_event(line, at, supplement_url if open_wait else ""))
    return events + _ahead(dossier)


_QUIET = frozenset({"processing", "rated", "proposed", "imported"})


def _event(line: StoryLine, at: datetime, url: str) -> Event:
    lang = spoken()
    note = " ".join(part for part in (line.text, _ground(line.ground)) if part)
    waits = line.type in ("supplement_requested", "payment_due")
    return Event(
        "wait" if waits else "done",
        line.words_en if lang == "en" else line.words_vi,
        formats.short_instant(line.at, lang, at),
        note,
        url,
        _("Xem phiếu yêu cầu") if url else "",
        pause=waits,
    )


def _ground(ground: str) -> str:
    return _("Căn cứ: %(ground)s.") % {"ground": ground.rstrip(".")} if ground else ""


def _ahead(dossier: Dossier) -> list[Event]:
    """The step in hand and those after it; nothing once the dossier is closed."""
    if dossier.closed_at is not None or dossier.state == State.DELIVERED:
        return []
    if dossier.state == State.FINISHED:
        return [Event("now", _("Mời ông/bà đến nhận kết quả"), note=_delivery(dossier))]
    lang = spoken()
    steps = list(main_line(steps_of(dossier.process)))
    place = next((i for i, step in enumerate(steps) if step.key == dossier.step), 0)
    events: list[Event] = []
    if dossier.state == State.SUBMITTED:
        until = ""
        if dossier.intake_due_at is not None:
            until = _("Trả lời chậm nhất %(at)s") % {"at": formats.instant(dossier.intake_due_at, lang)}
        events.append(
            Event(
                "now",
                _("%(office)s xem hồ sơ") % {"office": office_of(dossier, clock.now())},
                until,
                _("Đủ thì nhận; thiếu thì báo một lần."),
            )
        )
        steps = [step for step in steps if step.act != "receive"]
    elif dossier.state not in HALTED and steps:
        events.append(Event("now", _name(steps[place], lang)))
        steps = steps[place + 1 :]
    else:
        steps = steps[place:] if dossier.received_at else [step for step in steps if step.act != "receive"]
    return events + [
        Event("todo", _name(step, lang), note=_delivery(dossier) if step.act == "deliver" else "") for step in steps
    ]


def _name(step: Step, lang: str) -> str:
    return (step.name_en if lang == "en" else "") or step.name_vi


def _delivery(dossier: Dossier) -> str:
    return delivery_words(dossier.wishes)


def delivery_words(wishes: object) -> str:
    """How the result is wanted, in words; empty where nobody said."""
    given = wishes if isinstance(wishes, dict) else {}
    way = given.get("delivery")
    if way == "counter":
        name = _counter(str(given.get("counter") or ""))
        return _("Nhận tại Bộ phận Một cửa %(name)s") % {"name": name} if name else _("Nhận tại Bộ phận Một cửa")
    if way == "post":
        address = str(given.get("address") or "")
        return _("Gửi bưu điện về %(address)s") % {"address": address} if address else _("Gửi bưu điện")
    if way == "electronic":
        return _("Bản điện tử, tải tại trang hồ sơ")
    return ""


def _counter(code: str) -> str:
    """The counter of another agency where the result is collected; "" for that of who decides."""
    agency = agencies.find_agency(code) if code else None
    return agencies.name_of(agency, clock.local_day(clock.now()), spoken(), short=True) if agency is not None else ""
