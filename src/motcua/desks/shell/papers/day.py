"""Papers of a counter's day: form 06, the list with which papers go to a unit; form 07, the book of dossiers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from motcua.agencies.models import Agency
from motcua.desks.shell import formats
from motcua.desks.shell.papers.money import office_facts
from motcua.desks.shell.papers.setting import pdf
from motcua.dossiers.models import Dossier, HandOverList
from motcua.dossiers.queries import counter_day
from motcua.kernel import clock

MOST_LINES = 1000


def hand_over_pdf(hand_over: HandOverList) -> bytes:
    """Form 06 of one list, A4, to be signed by both."""
    return pdf("hand_over", hand_over_facts(hand_over))


def hand_over_facts(hand_over: HandOverList) -> dict[str, Any]:
    at = clock.local(hand_over.at)
    return {
        **office_facts(hand_over.agency, hand_over.at),
        "code": f"{hand_over.day:%d/%m/%Y} số {hand_over.number}",
        "number": f"{hand_over.number}/{hand_over.day:%y%m%d}/BG",
        "to": hand_over.to_name,
        "at": f"{at:%H:%M} ngày {at:%d/%m/%Y}",
        "giver": hand_over.by.full_name if hand_over.by else "",
        "receiver": hand_over.receiver,
        "lines": [
            {
                "code": line.dossier.code,
                "procedure": line.dossier.procedure_version.name_vi,
                "applicant": line.dossier.applicant.full_name,
                "papers": _papers(line.dossier),
                "due": _hour(line.dossier.due_at),
            }
            for line in counter_day.lines_of(hand_over)
        ],
    }


def _papers(dossier: Dossier) -> str:
    """ "3 chính, 2 sao": what goes with the dossier, newest versions only."""
    newest = {row.key: row for row in dossier.papers.order_by("number")}
    originals = sum(row.originals for row in newest.values())
    copies = sum(row.copies for row in newest.values())
    if not originals and not copies:
        return "bản điện tử"
    return ", ".join([f"{originals} chính"] * bool(originals) + [f"{copies} sao"] * bool(copies))


def logbook_pdf(agency: Agency, first: date, last: date, rows: Sequence[Dossier], *, at: datetime) -> bytes:
    """Form 07 for a period, A4 across."""
    return pdf("logbook", logbook_facts(agency, first, last, rows, at=at))


def logbook_facts(agency: Agency, first: date, last: date, rows: Sequence[Dossier], *, at: datetime) -> dict[str, Any]:
    return {
        **office_facts(agency, at),
        "code": f"{first:%d/%m/%Y}–{last:%d/%m/%Y}",
        "number": f"{first:%y%m%d}-{last:%y%m%d}/STD",
        "title": f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}",
        "lines": [_line(number, row) for number, row in enumerate(rows, 1)],
    }


def _line(number: int, row: Dossier) -> dict[str, str]:
    collection = getattr(row, "collection", None)
    return {
        "number": str(number),
        "code": row.code,
        "procedure": row.procedure_version.name_vi,
        "applicant": row.applicant.full_name,
        "address": row.applicant.address,
        "phone": formats.phone(row.applicant.phone) if row.applicant.phone else "",
        "received": _hour(row.received_at),
        "due": _hour(row.due_at),
        "returned": _hour(row.delivered_at),
        "collector": collection.name if collection else "",
    }


def _hour(at: datetime | None) -> str:
    if at is None:
        return ""
    here = clock.local(at)
    return f"{here:%H:%M} {here:%d/%m/%Y}"
