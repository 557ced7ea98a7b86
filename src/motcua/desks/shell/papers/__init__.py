"""Papers of the circular on one-stop service as PDF files, A5, tagged and archivable (PDF/A-2a).

`receipt_pdf` form 01, `supplement_pdf` form 02, `refusal_pdf` form 03 (circular 03/2025/TT-VPCP, appendix I). The
wording is the circular's, the layout is ours and every paper says so. Call them outside a transaction: nobody should
hold a lock while type is set. Who may have the paper is decided by the caller.
"""

from motcua.desks.shell.papers.facts import receipt_facts, refusal_facts, supplement_facts
from motcua.desks.shell.papers.sending import paper_response
from motcua.desks.shell.papers.setting import PaperNotSet, pdf
from motcua.dossiers.models import Dossier, Supplement

__all__ = ["PaperNotSet", "paper_response", "receipt_pdf", "refusal_pdf", "supplement_pdf"]


def receipt_pdf(dossier: Dossier, lang: str = "vi") -> bytes:
    """Form 01, the receipt with the promise; `lang` "en" adds English beneath the headings, the law's words stay.

    Raises PaperNotSet before reception.
    """
    return pdf("receipt", receipt_facts(dossier, lang))


def supplement_pdf(dossier: Dossier, supplement: Supplement) -> bytes:
    """Form 02, the request to supplement: what, why, until when, whom to ask."""
    return pdf("supplement", supplement_facts(dossier, supplement))


def refusal_pdf(dossier: Dossier) -> bytes:
    """Form 03, the refusal with reason and ground. Raises PaperNotSet for a dossier that was not refused."""
    return pdf("refusal", refusal_facts(dossier))
