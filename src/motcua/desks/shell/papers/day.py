"""Papers of a counter's day: the list with which papers go to a unit; form 07, the register of dossiers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.catalogue.models import Field
from motcua.desks.shell import formats
from motcua.desks.shell.papers.facts import sets_of
from motcua.desks.shell.papers.money import office_facts
from motcua.desks.shell.papers.setting import pdf
from motcua.dossiers.models import Dossier, HandOverLine, HandOverList, PaperLine
from motcua.dossiers.queries import counter_day, lived
from motcua.dossiers.states import State
from motcua.journal.models import Event
from motcua.journal.queries import facts
from motcua.kernel import clock
from motcua.people.models import Account

MOST_LINES = 1000
ENDED = {
    State.WITHDRAWN: "đã rút",
    State.STOPPED: "đã dừng",
    State.REFUSED: "không tiếp nhận",
}


def hand_over_pdf(hand_over: HandOverList, lang: str = "vi") -> bytes:
    """One list, A4, to be signed by both."""
    return pdf("hand_over", hand_over_facts(hand_over, lang))


def hand_over_facts(hand_over: HandOverList, lang: str = "vi") -> dict[str, Any]:
    return {
        **office_facts(hand_over.agency, hand_over.at),
        "english": lang == "en",
        "code": f"{hand_over.day:%d/%m/%Y} số {hand_over.number}",
        "number": f"{hand_over.number}/{hand_over.day:%y%m%d}/BG",
        "to": hand_over.to_name,
        "at": _hour(hand_over.at, " ngày "),
        "accepted": "",
        "giver": hand_over.by.full_name if hand_over.by else "",
        "receiver": hand_over.receiver,
        "lines": [
            {
                "code": line.dossier.code,
                "procedure": line.dossier.procedure_version.name_vi,
                "applicant": line.dossier.applicant.full_name,
                "papers": _papers(line.dossier),
                "due": _hour(line.dossier.due_at),
                "note": _note(line),
            }
            for line in counter_day.lines_of(hand_over)
        ],
    }


def _note(line: HandOverLine) -> str:
    """What became of a line, where lists are accepted or returned."""
    accepted, returned = getattr(line, "accepted_at", None), getattr(line, "returned_at", None)
    if returned is not None:
        return f"trả lại {_hour(returned)}: {getattr(line, 'return_reason', '')}".rstrip(": ")
    return f"nhận {_hour(accepted)}" if accepted is not None else ""


def _papers(dossier: Dossier) -> str:
    """ "3 chính, 1 chứng thực, 2 chụp": what goes with the dossier, newest versions only."""
    newest = {row.key: row for row in dossier.papers.order_by("number")}
    counts = [
        (sum(row.originals for row in newest.values()), "chính"),
        (sum(row.certified for row in newest.values()), "chứng thực"),
        (sum(row.copies for row in newest.values()), "chụp"),
    ]
    return ", ".join(f"{count} {word}" for count, word in counts if count) or "bản điện tử"


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line of form 07, in words."""

    number: str
    code: str
    procedure: str
    sets: str
    applicant: str
    address: str
    phone: str
    received: str
    due: str
    returned: str
    returner: str
    collector: str
    officer: str
    note: str


def register_lines(rows: Sequence[Dossier], first: int = 1, *, of: Agency | None = None) -> list[RegisterLine]:
    """The lines of form 07 for these dossiers: who and when from the journal, in a few queries whatever their number.
    In the register `of` an agency the note says where another counter or another decider has to do with it."""
    told = _told([row.code for row in rows])
    people = {one.by_id for events in told.values() for one in events if one.by_kind == "account"}
    names = dict(Account.objects.filter(pk__in=[int(one) for one in people]).values_list("pk", "full_name"))
    paper = {
        line.dossier_id: line.name
        for line in PaperLine.objects.select_related("register").filter(dossier__in=[row.pk for row in rows])
    }
    areas = dict(Field.objects.values_list("pk", "name_vi"))
    return [
        _line(
            number,
            row,
            told.get(row.code, []),
            names,
            [
                areas.get(row.procedure_version.procedure.field_id, ""),
                _across(row, of),
                f"sổ giấy {paper[row.pk]}" if row.pk in paper else "",
            ],
        )
        for number, row in enumerate(rows, first)
    ]


def _across(row: Dossier, of: Agency | None) -> str:
    """Which other agency took it in, or decides it."""
    if of is None or row.agency_id == row.reception_agency_id:
        return ""
    day = clock.local_day(row.received_at or row.submitted_at)
    if row.reception_agency_id != of.pk:
        return f"tiếp nhận tại {agencies.name_of(row.reception_agency, day, 'vi', short=True)}"
    return f"chuyển {agencies.name_of(row.agency, day, 'vi', short=True)} giải quyết"


def _told(codes: Sequence[str]) -> dict[str, list[Event]]:
    """What stands of each dossier's history."""
    found: dict[str, list[Event]] = {}
    for event in Event.objects.filter(chain__in=codes).order_by("chain", "number"):
        found.setdefault(event.chain, []).append(event)
    return {code: list(lived(events)) for code, events in found.items()}


def _line(number: int, row: Dossier, events: list[Event], names: dict[int, str], notes: list[str]) -> RegisterLine:
    received = next((one for one in events if one.type == "dossier.received"), None)
    returned = next((one for one in reversed(events) if one.type == "dossier.delivered"), None)
    dues = [facts(one)["due_at"] for one in events if facts(one).get("due_at")]
    due = clock.parse(dues[-1]) if dues else None
    given = facts(received).get("due_at") if received else None
    before = clock.parse(given) if given else None
    ended = next((one for one in reversed(events) if one.type.removeprefix("dossier.") in ENDED), None)
    collection = getattr(row, "collection", None)
    notes = [
        *notes,
        f"hẹn đầu {_hour(before)}" if before is not None and due is not None and before != due else "",
        f"{ENDED[State(ended.type.removeprefix('dossier.'))]} {_hour(ended.at)}" if ended else "",
    ]
    return RegisterLine(
        number=str(number),
        code=row.code,
        procedure=row.procedure_version.name_vi,
        sets=str(sets_of(row)),
        applicant=row.applicant.full_name,
        address=row.applicant.address,
        phone=formats.phone(row.applicant.phone) if row.applicant.phone else "",
        received=_hour(received.at if received else row.received_at),
        due=_hour(due),
        returned=_hour(returned.at) if returned else "",
        returner=_name(returned, names),
        collector=collection.name if collection else "",
        officer=_name(received, names),
        note="; ".join(part for part in notes if part),
    )


def _name(event: Event | None, names: dict[int, str]) -> str:
    return names.get(int(event.by_id), "") if event is not None and event.by_kind == "account" else ""


def logbook_pdf(
    agency: Agency, first: date, last: date, rows: Sequence[Dossier], *, at: datetime, lang: str = "vi"
) -> bytes:
    """Form 07 for a period, A4 across."""
    return pdf("logbook", logbook_facts(agency, first, last, rows, at=at, lang=lang))


def logbook_facts(
    agency: Agency, first: date, last: date, rows: Sequence[Dossier], *, at: datetime, lang: str = "vi"
) -> dict[str, Any]:
    return {
        **office_facts(agency, at),
        "english": lang == "en",
        "code": f"{first:%d/%m/%Y}–{last:%d/%m/%Y}",
        "number": f"{first:%y%m%d}-{last:%y%m%d}/STD",
        "title": f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}",
        "printed": _hour(at, " ngày "),
        "lines": [asdict(one) for one in register_lines(rows, of=agency)],
    }


def _hour(at: datetime | None, between: str = " ") -> str:
    if at is None:
        return ""
    here = clock.local(at)
    return f"{here:%H:%M}{between}{here:%d/%m/%Y}"
