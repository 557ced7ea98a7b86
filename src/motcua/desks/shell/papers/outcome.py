"""What forms 04 and 05 say: the apology with a new date, and that handling was stopped; also before they are signed."""

from datetime import datetime
from typing import Any

from motcua.desks.shell.papers import facts, signing
from motcua.desks.shell.papers.setting import PaperNotSet
from motcua.dossiers.models import Apology, Dossier, LedgerEntry, Remark
from motcua.dossiers.queries import lived
from motcua.dossiers.states import State
from motcua.dossiers.words import EVENTS
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock

ENDS = ("dossier.stopped", "dossier.withdrawn")
STATES = {
    State.SUBMITTED: "đã nộp, chưa tiếp nhận",
    State.RECEIVED: "đã tiếp nhận, chưa giải quyết",
    State.PROCESSING: "đang giải quyết",
    State.SUPPLEMENT_REQUESTED: "đang chờ bổ sung",
    State.PAYMENT_DUE: "đang chờ nộp tiền",
}


def extension_of(dossier: Dossier) -> LedgerEntry | None:
    """The line by which the promise was extended; an undone one does not count."""
    return LedgerEntry.objects.in_force().filter(dossier=dossier, rule="extension").first()


def signed_apology(dossier: Dossier) -> Apology | None:
    """The last apology that a leader signed here; one of an earlier system has no paper of ours."""
    rows = Apology.objects.filter(dossier=dossier, state=Apology.State.SIGNED, imported=False)
    return rows.order_by("-number").first()


def apology_facts(dossier: Dossier, lang: str = "vi") -> dict[str, Any]:
    """Form 04 as it was signed, the last one. Raises PaperNotSet for a dossier whose promise nobody apologised for."""
    signed = signed_apology(dossier)
    if signed is not None and signed.due_after is None and signed.decided_at is not None:
        event = signing.event_of(dossier.code, "dossier.apologised")
        return _apology(dossier, lang, signed.decided_at, signed.reason, signed.due_before, None, event)
    line = extension_of(dossier)
    if line is None or line.due_before is None or line.due_after is None:
        raise PaperNotSet("paper.not_extended", code=dossier.code)
    event = signing.event_of(dossier.code, "dossier.extended")
    return _apology(dossier, lang, line.at, _said(event), line.due_before, line.due_after, event)


def drafted_apology_facts(apology: Apology, lang: str = "vi", *, at: datetime) -> dict[str, Any]:
    """Form 04 before it is signed: it says so across the sheet and has no name under it."""
    dossier = apology.dossier
    again, before = apology.due_after, apology.due_before or dossier.due_at
    return {
        **_apology(dossier, lang, at, apology.reason or "–", before, again, None),
        "draft": apology.state != Apology.State.SIGNED,
    }


def _apology(
    dossier: Dossier,
    lang: str,
    at: datetime,
    reason: str,
    before: datetime | None,
    again: datetime | None,
    event: Event | None,
) -> dict[str, Any]:
    return {
        **facts.head(dossier, clock.local(at), lang, of=facts.made_by(_signed(event), dossier), window=False),
        "draft": False,
        "number": f"{facts.tail(dossier.code)}/VBXL",
        "reason": reason,
        "received": facts.spelled(dossier.received_at) if dossier.received_at else "",
        "promised": facts.spelled(before) if before else "",
        "again": facts.spelled(again) if again else "chưa hẹn được; có kết quả thì báo ngay",
        "qr": facts.qr_svg(facts.tracking_url(dossier.code)),
        "signer": signing.of_leader(event),
        "submitted_by": facts.submitter(dossier),
    }


def stop_facts(dossier: Dossier, lang: str = "vi") -> dict[str, Any]:
    """Form 05, of a stop or of a withdrawal at the applicant's request. Raises PaperNotSet while it goes on."""
    if dossier.state not in (State.STOPPED, State.WITHDRAWN) or dossier.closed_at is None:
        raise PaperNotSet("paper.not_stopped", code=dossier.code)
    event = signing.event_of(dossier.code, *ENDS)
    return {**_stop(dossier, lang, dossier.closed_at, _said(event), event), "signer": signing.of_leader(_signed(event))}


def drafted_stop_facts(dossier: Dossier, reason: str, lang: str = "vi", *, at: datetime) -> dict[str, Any]:
    """Form 05 as it would read, while the leader decides."""
    return {**_stop(dossier, lang, at, reason or "–", None), "draft": True, "signer": signing.of_leader(None)}


def _signed(event: Event | None) -> Event | None:
    """Who stopped it signs; an applicant's own withdrawal is signed by whoever the office names, by hand."""
    return event if event is not None and event.by_position else None


def _stop(dossier: Dossier, lang: str, at: datetime, reason: str, event: Event | None) -> dict[str, Any]:
    asked = event is not None and event.type == "dossier.withdrawn"
    words = "Theo yêu cầu của ông/bà, cơ quan" if asked else "Cơ quan"
    english = "Handling of this dossier was stopped" + (" at your request." if asked else ".")
    remark = Remark.objects.filter(event=event).first() if event else None
    return {
        **facts.head(dossier, clock.local(at), lang, of=facts.made_by(_signed(event), dossier), window=False),
        "draft": False,
        "number": f"{facts.tail(dossier.code)}/TBDGQ",
        "reason": reason or ("ông/bà yêu cầu" if asked else "–"),
        "ground": remark.ground if remark else "",
        "asked": f"{words} dừng giải quyết hồ sơ này.",
        "asked_en": english,
        "stood": _stood(dossier, event),
        "received": facts.spelled(dossier.received_at) if dossier.received_at else "chưa tiếp nhận",
        "stopped": facts.spelled(at),
        "qr": facts.qr_svg(facts.tracking_url(dossier.code)),
        "submitted_by": facts.submitter(dossier),
    }


def _stood(dossier: Dossier, event: Event | None) -> str:
    """Where the dossier stood at that moment, by the last event before that changed its state."""
    if event is None:
        return _state_words(State(dossier.state))
    moved = {
        "submitted": State.SUBMITTED,
        "received": State.RECEIVED,
        "processing": State.PROCESSING,
        "forwarded": State.PROCESSING,
        "proposed": State.PROCESSING,
        "supplement_requested": State.SUPPLEMENT_REQUESTED,
        "supplemented": State.PROCESSING,
        "payment_due": State.PAYMENT_DUE,
        "paid": State.PROCESSING,
    }
    state, last = State.SUBMITTED, ""
    for one in lived(journal.events(dossier.code)):
        if one.number >= event.number:
            break
        type = one.type.removeprefix("dossier.")
        if type == "supplemented" and state == State.SUPPLEMENT_REQUESTED and dossier.received_at is None:
            state, last = State.SUBMITTED, type
        elif type in moved:
            state, last = moved[type], type
    words = _state_words(state)
    return f"{words} ({EVENTS[last][0].casefold()})" if last in ("proposed", "supplement_requested") else words


def _state_words(state: State) -> str:
    return STATES.get(state, "đang giải quyết")


def _said(event: Event | None) -> str:
    """What was said to the applicant with an event."""
    said = Remark.objects.filter(event=event, internal=False).values_list("text", flat=True)
    return said.first() or "" if event else ""
