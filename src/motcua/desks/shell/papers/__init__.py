"""Papers of the circular on one-stop service as PDF files, tagged, accessible and archivable (PDF/A-2a, PDF/UA-1).

`receipt_pdf` form 01, `supplement_pdf` form 02, `refusal_pdf` form 03, `apology_pdf` form 04, `stop_pdf` form 05,
`control_pdf` form 06, `day.logbook_pdf` form 07 (circular 03/2025/TT-VPCP, appendix I). The wording is the circular's,
the layout is ours and every paper says so. Call them outside a transaction: nobody should hold a lock while type is
set. Who may have the paper is decided by the caller.
"""

from collections.abc import Sequence
from datetime import date, datetime

from motcua.agencies.models import Agency
from motcua.certification.models import Entry
from motcua.desks.shell.papers.control import control_facts
from motcua.desks.shell.papers.facts import receipt_facts, refusal_facts, supplement_facts
from motcua.desks.shell.papers.linked import linked_receipt_facts
from motcua.desks.shell.papers.money import (
    money_receipt_facts,
    name_of,
    refund_slip_facts,
    register_facts,
    till_facts,
)
from motcua.desks.shell.papers.outcome import (
    apology_facts,
    drafted_apology_facts,
    drafted_stop_facts,
    extension_of,
    signed_apology,
    stop_facts,
)
from motcua.desks.shell.papers.sending import paper_response
from motcua.desks.shell.papers.setting import PaperNotSet, pdf
from motcua.dossiers.models import Apology, Dossier, Supplement
from motcua.kernel.actor import Actor
from motcua.payments.models import Receipt, Refund
from motcua.payments.queries import Movement, TillRow

__all__ = [
    "PaperNotSet",
    "apology_pdf",
    "control_pdf",
    "drafted_apology_pdf",
    "drafted_stop_pdf",
    "extension_of",
    "money_receipt_pdf",
    "paper_response",
    "receipt_pdf",
    "refund_slip_pdf",
    "refusal_pdf",
    "register_pdf",
    "signed_apology",
    "stop_pdf",
    "supplement_pdf",
    "till_pdf",
]


def receipt_pdf(dossier: Dossier, lang: str = "vi") -> bytes:
    """Form 01, the receipt with the promise; `lang` "en" adds English beneath the headings, the law's words stay. The
    dossiers of a linked filing have one receipt together.

    Raises PaperNotSet before reception.
    """
    if (linked := linked_receipt_facts(dossier, lang)) is not None:
        return pdf("receipt_linked", linked)
    return pdf("receipt", receipt_facts(dossier, lang))


def supplement_pdf(dossier: Dossier, supplement: Supplement, lang: str = "vi") -> bytes:
    """Form 02, the request to supplement: what, why, until when, whom to ask."""
    return pdf("supplement", supplement_facts(dossier, supplement, lang))


def refusal_pdf(dossier: Dossier, lang: str = "vi") -> bytes:
    """Form 03, the refusal with reason and ground. Raises PaperNotSet for a dossier that was not refused."""
    return pdf("refusal", refusal_facts(dossier, lang))


def apology_pdf(dossier: Dossier, lang: str = "vi") -> bytes:
    """Form 04, the apology with the new date. Raises PaperNotSet for a dossier that was not extended."""
    return pdf("apology", apology_facts(dossier, lang))


def drafted_apology_pdf(apology: Apology, lang: str = "vi", *, at: datetime) -> bytes:
    """Form 04 before it is signed, marked as a draft."""
    return pdf("apology", drafted_apology_facts(apology, lang, at=at))


def stop_pdf(dossier: Dossier, lang: str = "vi") -> bytes:
    """Form 05, the notice that handling was stopped. Raises PaperNotSet for a dossier that goes on."""
    return pdf("stop", stop_facts(dossier, lang))


def drafted_stop_pdf(dossier: Dossier, reason: str, lang: str = "vi", *, at: datetime) -> bytes:
    """Form 05 while the leader decides, marked as a draft."""
    return pdf("stop", drafted_stop_facts(dossier, reason, lang, at=at))


def control_pdf(dossier: Dossier, lang: str = "vi", *, at: datetime) -> bytes:
    """Form 06, the control slip: every hand-over, read from the journal."""
    return pdf("control", control_facts(dossier, lang, at=at))


def money_receipt_pdf(receipt: Receipt) -> bytes:
    """The receipt (biên lai) of a payment, A5, a copy to keep and a copy to give."""
    return pdf("money_receipt", money_receipt_facts(receipt))


def refund_slip_pdf(refund: Refund) -> bytes:
    """The slip of a refund, A5, both copies."""
    return pdf("refund_slip", refund_slip_facts(refund))


def till_pdf(rows: Sequence[TillRow], lines: Sequence[Movement], *, by: Actor, at: datetime) -> bytes:
    """The report of one till or of all of a counter's day, A4."""
    return pdf("till", till_facts(rows, lines, printed_by=name_of(by), at=at))


def register_pdf(agency: Agency, first: date, last: date, rows: Sequence[Entry], *, at: datetime) -> bytes:
    """The register of certified copies of a period, A4 in landscape."""
    return pdf("register", register_facts(agency, first, last, rows, at=at))
