"""One line of the import file (contract section 7) as values; pure. Shape only: whether the events are lawful is judged
by `life`, whether procedure and agency were in force by `references`."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.dossiers.states import Channel, EnteredBy
from motcua.flows.importing.shapes import (
    EVENTS,
    FIRST_YEAR,
    LAST_YEAR,
    MEMBERS,
    MOST_AMOUNT,
    PROMISES,
    RESULTS,
    WAYS,
    Bad,
    Fee,
    GivenEvent,
    GivenPaper,
    Line,
)
from motcua.kernel import clock, codes, money, text
from motcua.kernel.errors import FieldError
from motcua.people.rules import KINDS, Declared, read_party
from motcua.voice.rules import Answer

_ENTERED = {Channel.ONLINE: EnteredBy.APPLICANT, Channel.DIRECT: EnteredBy.OFFICER, Channel.POST: EnteredBy.OFFICER}


def parse(raw: bytes) -> Mapping[str, Any]:
    """The JSON object of a line. Raises Bad."""
    try:
        written = raw.decode("utf-8")
        found = json.loads(written, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Bad("import.not_utf8") from None
    except RecursionError:
        raise Bad("import.too_deep") from None
    except ValueError as error:
        raise Bad("import.not_json", why=str(error)[:80]) from None
    if not isinstance(found, dict):
        raise Bad("import.not_object")
    if "\\u" in written and _unstorable(found):
        raise Bad("import.character")
    if "refused" in found and "original" in found:  # a line of a report of refused lines, mended there
        found = found["original"]
        if not isinstance(found, dict):
            raise Bad("import.not_mended")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")


def _unstorable(value: object) -> bool:
    """True where a text holds NUL or half a surrogate pair, which a database refuses."""
    if isinstance(value, str):
        return any(c == "\0" or "\ud800" <= c <= "\udfff" for c in value)
    if isinstance(value, dict):
        return any(_unstorable(one) for pair in value.items() for one in pair)
    return isinstance(value, list) and any(map(_unstorable, value))


def read(given: Mapping[str, Any]) -> Line:
    """The line as values. Raises Bad with the first thing that is wrong."""
    code = _text(given, "code", needed=True)
    if len(code) > 60 or not codes.is_dossier_code(code):
        raise Bad("import.code_wrong")
    channel = _one_of(given, "channel", [one.value for one in Channel])
    entered_by = (
        _one_of(given, "entered_by", [one.value for one in EnteredBy])
        if given.get("entered_by") is not None
        else _ENTERED[Channel(channel)].value
    )
    warnings = [FieldError(name, "import.member_unknown") for name in given if name not in MEMBERS]
    if channel == Channel.ONLINE and entered_by == EnteredBy.OFFICER:
        warnings.append(FieldError("channel", "import.officer_online"))
    events = _events(given.get("events"))
    warnings += [
        FieldError(f"events.{number}.due_at", "import.due_before")
        for number, event in enumerate(events, start=1)
        if event.due_at is not None and event.due_at < event.at
    ]
    agency = _text(given, "agency", needed=True)
    answers = given.get("answers")
    if answers is not None and not isinstance(answers, dict):
        raise Bad("import.member_wrong", member="answers")
    satisfaction = _one_of(given, "satisfaction", list(Answer)) if given.get("satisfaction") is not None else ""
    today = clock.local_day(events[0].at)
    applicant = _party(given, "applicant", today, warnings)
    if applicant is None:
        raise Bad("import.member_missing", member="applicant")
    fee = _fee(given.get("fee"))
    if fee.paid > fee.charged:
        warnings.append(FieldError("fee.paid", "import.paid_more"))
    return Line(
        code=code,
        procedure=_text(given, "procedure", needed=True),
        agency=agency,
        reception_agency=_text(given, "reception_agency") or agency,
        channel=channel,
        entered_by=entered_by,
        applicant=applicant,
        submitter=_party(given, "submitter", today, warnings),
        answers=answers or {},
        papers=_papers(given.get("papers")),
        note=text.normal_lines(_text(given, "note")),
        fee=fee,
        satisfaction=satisfaction,
        events=events,
        warnings=warnings,
    )


def _text(given: Mapping[str, Any], name: str, *, needed: bool = False, path: str = "") -> str:
    value = given.get(name)
    if value is None or value == "":
        if needed:
            raise Bad("import.member_missing", member=path or name)
        return ""
    if not isinstance(value, str):
        raise Bad("import.member_wrong", member=path or name)
    return value


def _one_of(given: Mapping[str, Any], name: str, allowed: Sequence[str], path: str = "") -> str:
    value = _text(given, name, needed=True, path=path)
    if value not in allowed:
        raise Bad("import.value_unknown", member=path or name, allowed=", ".join(allowed))
    return value


def _party(given: Mapping[str, Any], name: str, today: Any, warnings: list[FieldError]) -> Declared | None:
    value = given.get(name)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise Bad("import.member_wrong", member=name)
    if value.get("kind") is not None and value["kind"] not in KINDS:
        raise Bad("import.value_unknown", member=f"{name}.kind", allowed=", ".join(KINDS))
    declared, odd = read_party(value, path=name, today=today, strict=False)
    warnings += odd
    return declared


def _papers(given: object) -> tuple[GivenPaper, ...]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise Bad("import.member_wrong", member="papers")
    return tuple(_paper(row, f"papers.{index}") for index, row in enumerate(given))


def _paper(row: object, path: str) -> GivenPaper:
    if not isinstance(row, dict):
        raise Bad("import.member_wrong", member=path)
    key = _text(row, "key", needed=True, path=f"{path}.key")
    if len(key) > 60:
        raise Bad("import.member_wrong", member=f"{path}.key")
    counts = {}
    for name in ("originals", "copies"):
        value = row.get(name, 0)
        if not money.is_amount(value) or value > 999:
            raise Bad("import.member_wrong", member=f"{path}.{name}")
        counts[name] = value
    for name in ("digitised", "reused", "declared", "seen"):
        if not isinstance(row.get(name, False), bool):
            raise Bad("import.member_wrong", member=f"{path}.{name}")
    return GivenPaper(
        key=key,
        digitised=row.get("digitised", False),
        reused=row.get("reused", False),
        declared=row.get("declared", False),
        seen=row.get("seen", False),
        originals=counts["originals"],
        copies=counts["copies"],
        name_vi=text.normal(_text(row, "name_vi", path=f"{path}.name_vi"))[:400],
    )


def _fee(given: object) -> Fee:
    if given is None:
        return Fee()
    if not isinstance(given, dict):
        raise Bad("import.member_wrong", member="fee")
    charged, paid = given.get("charged", 0), given.get("paid", 0)
    for name, value in (("charged", charged), ("paid", paid)):
        if not money.is_amount(value) or value > MOST_AMOUNT:
            raise Bad("import.amount_wrong", member=f"fee.{name}")
    online = given.get("paid_online", False)
    if not isinstance(online, bool):
        raise Bad("import.member_wrong", member="fee.paid_online")
    return Fee(charged, paid, online)


def _events(given: object) -> tuple[GivenEvent, ...]:
    if not isinstance(given, list) or not given:
        raise Bad("import.no_events")
    events: list[GivenEvent] = []
    for number, row in enumerate(given, start=1):
        if not isinstance(row, dict):
            raise Bad("import.event_wrong", number=number)
        event = _event(row, number)
        if events and event.at < events[-1].at:
            raise Bad("import.event_order", number=number, type=event.type)
        events.append(event)
    if events[0].type != "submitted":
        raise Bad("import.not_submitted_first", type=events[0].type)
    return tuple(events)


def _event(row: Mapping[str, Any], number: int) -> GivenEvent:
    path = f"events.{number}"
    type = _text(row, "type", needed=True, path=f"{path}.type")
    if type not in EVENTS:
        raise Bad("import.event_unknown", number=number, allowed=", ".join(sorted(EVENTS)))
    at = _time(row, "at", path)
    if at is None:
        raise Bad("import.member_missing", member=f"{path}.at")
    due_at = _time(row, "due_at", path) if type in PROMISES else None
    if type == "extended" and due_at is None:
        raise Bad("import.member_missing", member=f"{path}.due_at")
    result = by = to = ""
    if type == "finished":
        result = _one_of(row, "result", RESULTS, f"{path}.result") if row.get("result") is not None else RESULTS[0]
    elif type == "delivered":
        by = _one_of(row, "by", WAYS, f"{path}.by") if row.get("by") is not None else WAYS[0]
    elif type == "transferred":
        to = _text(row, "to", needed=True, path=f"{path}.to")
    return GivenEvent(
        type=type,
        at=at,
        due_at=due_at,
        reason=text.normal_lines(_text(row, "reason", path=f"{path}.reason")) if "reason" in row else "",
        ground=text.normal(_text(row, "ground", path=f"{path}.ground"))[:300] if "ground" in row else "",
        result=result,
        to=to,
        by=by,
    )


def _time(row: Mapping[str, Any], name: str, path: str) -> datetime | None:
    value = row.get(name)
    if value is None:
        return None
    try:
        at = clock.parse(value) if isinstance(value, str) else None
    except (ValueError, OverflowError):
        at = None
    if at is None:
        raise Bad("import.time_wrong", member=f"{path}.{name}")
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise Bad("import.time_range", member=f"{path}.{name}", first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return at
