"""What each paper says: plain values from a dossier, already in words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.desks.shell import formats
from motcua.desks.shell.papers import signing
from motcua.desks.shell.papers.setting import PaperNotSet
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, DossierPaper, LedgerEntry, PaperLine, Supplement, SupplementProposal
from motcua.dossiers.states import Channel, State
from motcua.flows import charge
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock, codes
from motcua.payments.queries import owed

CENTRES_FROM = date(2025, 7, 1)
"""Since then the single window of a commune or province is the centre of decree 118/2025/NĐ-CP."""
MOST_REASONS = 4
PLACE_WORDS = ("Xã ", "Phường ", "Thị trấn ", "Huyện ", "Tỉnh ", "Thành phố ")


def receipt_facts(dossier: Dossier, lang: str = "vi") -> dict[str, Any]:
    """Form 01. Raises PaperNotSet before reception."""
    if dossier.received_at is None:
        raise PaperNotSet("paper.not_received", code=dossier.code)
    at = clock.local(dossier.received_at)
    due_at, reprint = _corrected(dossier)
    return {
        **head(dossier, at, lang),
        "reprint": reprint,
        "number": f"{tail(dossier.code)}/TNHS",
        "limit": limit_words(dossier.allowance),
        "sets": f"{sets_of(dossier):02d} bộ",
        "due": spelled(due_at) if due_at else "",
        "changed": spelled(dossier.due_at) if due_at and dossier.due_at and dossier.due_at != due_at else "",
        "where": ", ".join(
            (window_of(dossier.reception_agency, at.date()).capitalize(), _short(dossier.reception_agency, at))
        ),
        "qr": qr_svg(tracking_url(dossier.code)),
        "pin": spaced_pin(dossier.code),
        "papers": papers_facts(dossier),
        "why": _why(dossier),
        "received": f"{spelled(at)}, {_channel(dossier.channel)}",
        "fee": _fee(dossier),
        "wish": _wish(dossier),
        "signer": signing.of_office(dossier, "dossier.received", "Người tiếp nhận hồ sơ", "Received by"),
        "submitted_by": submitter(dossier),
        **_order(dossier, at),
    }


def _order(dossier: Dossier, at: datetime) -> dict[str, str]:
    """Book and number in it: the paper register's where it began on paper, else the day's running number."""
    line = paper_line_of(dossier)
    if line is None:
        return {"book": f"điện tử {at.year}", "order": f"{tail(dossier.code)} ngày {at:%d/%m/%Y}", "late": ""}
    said = ""
    if line.keyed_at is not None:
        keyed = clock.local(line.keyed_at)
        said = f"Nhận trên giấy, số {line.name}; nhập máy lúc {keyed:%H:%M} ngày {keyed:%d/%m/%Y}."
    return {"book": line.register.name, "order": f"{line.number:02d}", "late": said}


def paper_line_of(dossier: Dossier) -> PaperLine | None:
    """The line of the paper register it began on."""
    return PaperLine.objects.select_related("register").filter(dossier=dossier).first()


def tail(code: str) -> str:
    """The running number at the end of a code."""
    return code.rpartition("-")[2]


def sets_of(dossier: Dossier) -> int:
    """How many sets were handed in; one unless it was said otherwise."""
    said = dossier.wishes.get("sets")
    return said if isinstance(said, int) and said > 0 else 1


def limit_words(allowance: Mapping[str, Any]) -> str:
    """ "24 giờ làm việc (3 ngày làm việc)": the limit that a dossier was received under."""
    value, unit = int(allowance.get("value") or 0), str(allowance.get("unit") or "none")
    words = {
        "hours": f"{value} giờ làm việc",
        "working_days": f"{value} ngày làm việc",
        "calendar_days": f"{value} ngày",
        "months": f"{value} tháng",
        "same_day": "trong ngày",
    }.get(unit, "không quy định")
    if unit == "hours" and value >= 8 and value % 8 == 0:
        words += f" ({value // 8} ngày làm việc)"
    return words


def _corrected(dossier: Dossier) -> tuple[datetime | None, str]:
    """The promise as it was made, or as a correction made it right; and what a slip printed again says of itself."""
    rows = queries.corrections_of(dossier)
    if not rows:
        return dossier.original_due_at, ""
    due_at = dossier.original_due_at
    for entry in LedgerEntry.objects.filter(dossier=dossier, rule="correction").order_by("number"):
        due_at = entry.due_after
    last = clock.local(rows[-1].at)
    return (
        due_at,
        f"In lại lần {len(rows)}, sau khi sửa lúc {last:%H:%M} ngày {last:%d/%m/%Y}. Bản trước không còn dùng.",
    )


def made_by(event: Event | None, dossier: Dossier, otherwise: Agency | None = None) -> Agency:
    """The agency of who did it; the deciding agency where nobody of an office did."""
    found = agencies.find_agency(event.by_agency) if event is not None and event.by_agency else None
    return found or otherwise or dossier.agency


def _asked_in(dossier: Dossier, supplement: Supplement) -> Event | None:
    rows = queries.lived(journal.events(dossier.code, ("dossier.supplement_requested", "dossier.undone")))
    return next((one for one in rows if journal.facts(one).get("number") == supplement.number), None)


def supplement_facts(dossier: Dossier, supplement: Supplement, lang: str = "vi") -> dict[str, Any]:
    """Form 02."""
    at = clock.local(supplement.asked_at)
    asker = supplement.asked_by
    name = asker.full_name if asker else ""
    office = made_by(_asked_in(dossier, supplement), dossier, dossier.reception_agency)
    return {
        **head(dossier, at, lang, of=office),
        "number": f"{tail(dossier.code)}/{supplement.number}/YCBS",
        "which": f" · Lần {supplement.number}" if supplement.number > 1 else "",
        "allowed": _allowed(supplement),
        "ask": ", ".join(part for part in (name, formats.phone(asker.phone) if asker and asker.phone else "") if part),
        "items": [
            {"label": str(item.get("label_vi", "")), "reason": str(item.get("reason", ""))} for item in supplement.items
        ],
        "reason": supplement.reason,
        "ground": supplement.ground,
        "until": spelled(supplement.answer_until) if supplement.answer_until else "",
        "received": dossier.received_at is not None and not supplement.at_intake,
        "qr": qr_svg(tracking_url(dossier.code)),
        "signer": signing.Signature(("Người yêu cầu",), name=name, english="Asked by").as_facts(),
        "submitted_by": submitter(dossier),
    }


def _allowed(supplement: Supplement) -> str:
    """Why the leader let it be asked again; empty for the first request."""
    proposal = SupplementProposal.objects.filter(supplement=supplement).first()
    return proposal.decision_reason if proposal else ""


def refusal_facts(dossier: Dossier, lang: str = "vi") -> dict[str, Any]:
    """Form 03. Raises PaperNotSet for a dossier that was not refused."""
    if dossier.state != State.REFUSED or dossier.closed_at is None:
        raise PaperNotSet("paper.not_refused", code=dossier.code)
    line = next((line for line in reversed(queries.story(dossier, inside=True)) if line.type == "refused"), None)
    return {
        **head(
            dossier,
            clock.local(dossier.closed_at),
            lang,
            of=made_by(signing.event_of(dossier.code, "dossier.refused"), dossier, dossier.reception_agency),
        ),
        "number": f"{tail(dossier.code)}/TCHS",
        "reason": line.text if line else "",
        "ground": line.ground if line else "",
        "qr": qr_svg(tracking_url(dossier.code)),
        "signer": signing.of_office(dossier, "dossier.refused", "Người tiếp nhận hồ sơ", "Refused by"),
        "submitted_by": submitter(dossier),
    }


def tracking_url(code: str) -> str:
    """Where the dossier is followed; the PIN is never in it."""
    try:
        return f"{settings.BASE_URL}{reverse('public:track_code', args=[code])}"
    except NoReverseMatch:
        return f"{settings.BASE_URL}/theo-doi/{code}"


def qr_svg(content: str) -> str:
    """The QR of an address as SVG, error correction M, four modules of quiet zone."""
    import io

    import segno

    written = io.BytesIO()
    segno.make(content, error="m", micro=False).save(written, kind="svg", border=4, xmldecl=False, scale=4)
    return written.getvalue().decode()


def spaced_pin(code: str) -> str:
    """ "7M4K-92TD": read in two groups."""
    pin = codes.pin(code, settings.PIN_KEY)
    return f"{pin[:4]}-{pin[4:]}"


def spelled(at: datetime) -> str:
    """ "09 giờ 40, thứ Ba 10/11/2026", as papers write an hour."""
    here = clock.local(at)
    return f"{here:%H} giờ {here:%M}, {formats.weekday(here, 'vi')} {formats.day(here.date(), 'vi')}"


def head(
    dossier: Dossier, at: datetime, lang: str = "vi", *, of: Agency | None = None, window: bool = True
) -> dict[str, Any]:
    """What stands on every paper: agency, place and day, the dossier, its applicant, whom to call. `of`: the agency
    that made it, where it is not the counter that took the dossier in; without `window` it is the agency's own letter.
    """
    agency, day = of or dossier.reception_agency, at.date()
    party = dossier.applicant
    version = dossier.procedure_version
    return {
        "set_at": int(at.timestamp()),
        "english": lang == "en",
        "agency": agencies.name_of(agency, day, "vi").replace("Ủy ban nhân dân", "UBND").upper(),
        "window": window_of(agency, day).upper() if window else "",
        "place_day": f"{place_name(agency, at)}, ngày {day:%d} tháng {day:%m} năm {day.year}",
        "code": dossier.code,
        "applicant": party.full_name,
        "personal_id": party.personal_id,
        "phone": formats.phone(party.phone) if party.phone else "",
        "email": party.email,
        "address": party.address,
        "procedure": version.name_vi,
        "procedure_code": version.procedure.code,
        "competent": "" if agency.pk == dossier.agency_id else agencies.name_of(dossier.agency, day, "vi"),
        "office_phone": formats.phone(agency.phone) if agency.phone else "",
    }


def window_of(agency: Agency, day: date) -> str:
    if agency.kind in ("commune", "province") and day >= CENTRES_FROM:
        return "trung tâm phục vụ hành chính công"
    return "bộ phận tiếp nhận và trả kết quả"


def _short(agency: Agency, at: datetime) -> str:
    name = agencies.name_of(agency, at.date(), "vi", short=True)
    return name[:1].lower() + name[1:]


def place_name(agency: Agency, at: datetime) -> str:
    """ "Lạc Thủy" of "Xã Lạc Thủy": the place in front of a date."""
    name = agencies.name_of(agency, at.date(), "vi", short=True)
    for kind in PLACE_WORDS:
        if name.startswith(kind):
            return name[len(kind) :]
    return name


def papers_facts(dossier: Dossier) -> list[dict[str, Any]]:
    """The papers handed in, as the receipt counts them."""
    rows = []
    for row in queries.papers_of(dossier):
        paper = row.newest
        if paper is None or not (paper.upload_id or paper.declared or paper.seen or _counted(paper)):
            continue  # noted by mistake and corrected
        said = ""
        if not _counted(paper):
            if paper.upload is not None:
                said = "bản điện tử"
            else:
                said = "đã xem, trả lại" if paper.seen else "sẽ xuất trình"
        counts = {"originals": paper.originals, "certified": paper.certified, "copies": paper.copies}
        rows.append({"name": row.name_vi, "said": said, **counts})
    return rows


def _counted(paper: DossierPaper) -> int:
    """How many sheets of it lie on the table."""
    return paper.originals + paper.certified + paper.copies


def _why(dossier: Dossier) -> list[str]:
    """The reckoning of the first promise, in the ledger's words; the promise itself is in the box."""
    reasons: list[str] = []
    for line in queries.why(dossier):
        if line.due_after is not None:
            break
        reasons.append(line.words_vi)
    return reasons[:MOST_REASONS]


def _channel(channel: str) -> str:
    return {Channel.DIRECT: "trực tiếp", Channel.POST: "qua bưu chính"}.get(Channel(channel), "trực tuyến")


def _fee(dossier: Dossier) -> str:
    money = owed(dossier)
    if money.charged:
        total = formats.money(money.charged, "vi")
        if money.outstanding <= 0:
            return f"{total}, đã nộp đủ"
        return f"{total}, còn phải nộp {formats.money(money.outstanding, 'vi')}"
    if dossier.imported:
        return "không ghi"
    if money.waived:
        ground = next(line.exemption_vi for line in money.lines if line.waived)
        return f"được miễn {formats.money(money.waived, 'vi')} ({ground})"
    lines, unknown = charge.by_default(dossier, clock.local_day(dossier.submitted_at))
    if unknown:
        return "theo nghị quyết của Hội đồng nhân dân tỉnh, cơ quan báo khi thu"
    due = sum(line.amount for line in lines)
    return formats.money(due, "vi") if due and not money.lines else "không phải nộp"


def _wish(dossier: Dossier) -> str:
    ways = {
        "counter": "tại nơi nộp hồ sơ",
        "post": "qua bưu chính",
        "electronic": "bản điện tử",
    }
    wished = dossier.wishes.get("delivery") or dossier.wishes.get("way") or "counter"
    return ways.get(str(wished), ways["counter"])


def submitter(dossier: Dossier) -> str:
    party = dossier.submitter or dossier.applicant
    return party.full_name
