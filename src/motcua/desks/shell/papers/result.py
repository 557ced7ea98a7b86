"""A drafted result as a page of A4: letterhead, title, the words as they were written, the place for the signature."""

from datetime import datetime

from motcua.agencies import queries as agencies
from motcua.desks.shell.papers.facts import PLACE_WORDS
from motcua.desks.shell.papers.setting import pdf
from motcua.dossiers.models import Dossier
from motcua.kernel import clock


def draft_pdf(dossier: Dossier, title: str, body: str, at: datetime) -> bytes:
    """The page with its date left open: number, day and signature come with the decision. Lines that stand alone stay
    lines; an empty line begins a paragraph."""
    day = clock.local_day(at)
    name = agencies.name_of(dossier.agency, day, "vi")
    short = agencies.name_of(dossier.agency, day, "vi", short=True)
    place = next((short[len(word) :] for word in PLACE_WORDS if short.startswith(word)), short)
    paragraphs = [part.split("\n") for part in body.replace("\r\n", "\n").split("\n\n") if part.strip()]
    facts = {
        "set_at": int(at.timestamp()),
        "agency": name.replace("Ủy ban nhân dân", "UBND").upper(),
        "place": place,
        "year": str(day.year),
        "title": title,
        "paragraphs": paragraphs,
        "code": dossier.code,
    }
    return pdf("result", facts)
