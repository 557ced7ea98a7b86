"""What forms 04 and 05 say: the apology with a new date, and that handling was stopped."""

from typing import Any

from motcua.desks.shell.papers import facts
from motcua.desks.shell.papers.setting import PaperNotSet
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, LedgerEntry, Remark
from motcua.dossiers.states import State
from motcua.journal import queries as journal
from motcua.journal.models import Event


def extension_of(dossier: Dossier) -> LedgerEntry | None:
    """The line by which the promise was extended; an undone one does not count."""
    return LedgerEntry.objects.in_force().filter(dossier=dossier, rule="extension").first()


def apology_facts(dossier: Dossier) -> dict[str, Any]:
    """Form 04. Raises PaperNotSet for a dossier that was not extended."""
    line = extension_of(dossier)
    if line is None or line.due_before is None or line.due_after is None:
        raise PaperNotSet("paper.not_extended", code=dossier.code)
    event = _last(dossier, "dossier.extended")
    return {
        **facts.head(dossier, line.at),
        "number": f"{dossier.code.rpartition('-')[2]}/PXL",
        "reason": _said(event),
        "received": facts.spelled(dossier.received_at) if dossier.received_at else "",
        "promised": facts.spelled(line.due_before),
        "again": facts.spelled(line.due_after),
        "qr": facts.qr_svg(facts.tracking_url(dossier.code)),
        "signer": facts.officer_of(dossier.code, "dossier.extended"),
        "submitted_by": facts.submitter(dossier),
    }


def stop_facts(dossier: Dossier) -> dict[str, Any]:
    """Form 05. Raises PaperNotSet for a dossier whose handling was not stopped."""
    if dossier.state != State.STOPPED or dossier.closed_at is None:
        raise PaperNotSet("paper.not_stopped", code=dossier.code)
    event = _last(dossier, "dossier.stopped")
    return {
        **facts.head(dossier, dossier.closed_at),
        "number": f"{dossier.code.rpartition('-')[2]}/TBDGQ",
        "reason": _said(event),
        "received": facts.spelled(dossier.received_at) if dossier.received_at else "",
        "stopped": facts.spelled(dossier.closed_at),
        "qr": facts.qr_svg(facts.tracking_url(dossier.code)),
        "signer": facts.officer_of(dossier.code, "dossier.stopped"),
        "submitted_by": facts.submitter(dossier),
    }


def _last(dossier: Dossier, type: str) -> Event | None:
    return next((one for one in reversed(queries.lived(journal.events(dossier.code))) if one.type == type), None)


def _said(event: Event | None) -> str:
    """What was said to the applicant with an event."""
    said = Remark.objects.filter(event=event, internal=False).values_list("text", flat=True)
    return said.first() or "" if event else ""
