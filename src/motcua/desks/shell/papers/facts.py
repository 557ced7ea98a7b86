"""What each paper says: plain values from a dossier, already in words."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.desks.shell import formats
from motcua.desks.shell.papers.setting import PaperNotSet
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, LedgerEntry, Supplement
from motcua.dossiers.states import Channel, State
from motcua.flows import charge
from motcua.journal import queries as journal
from motcua.kernel import clock, codes
from motcua.payments.queries import owed
from motcua.people.models import Account

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
        **head(dossier, at),
        "reprint": reprint,
        "english": lang == "en",
        "number": f"{dossier.code.rpartition('-')[2]}/TNHS",
        "due": spelled(due_at) if due_at else "",
        "changed": spelled(dossier.due_at) if due_at and dossier.due_at and dossier.due_at != due_at else "",
        "where": ", ".join(
            (window_of(dossier.reception_agency, at.date()).capitalize(), _short(dossier.reception_agency, at))
        ),
        "qr": qr_svg(tracking_url(dossier.code)),
        "pin": spaced_pin(dossier.code),
        "papers": _papers(dossier),
        "why": _why(dossier),
        "received": f"{spelled(at)}, {_channel(dossier.channel)}",
        "fee": _fee(dossier),
        "wish": _wish(dossier),
        "officer": officer_of(dossier.code, "dossier.received"),
        "submitted_by": submitter(dossier),
    }


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


def supplement_facts(dossier: Dossier, supplement: Supplement) -> dict[str, Any]:
    """Form 02."""
    at = clock.local(supplement.asked_at)
    return {
        **head(dossier, at),
        "number": f"{dossier.code.rpartition('-')[2]}/{supplement.number}/YCBS",
        "items": [
            {"label": str(item.get("label_vi", "")), "reason": str(item.get("reason", ""))} for item in supplement.items
        ],
        "reason": supplement.reason,
        "ground": supplement.ground,
        "until": spelled(supplement.answer_until) if supplement.answer_until else "",
        "received": dossier.received_at is not None and not supplement.at_intake,
        "qr": qr_svg(tracking_url(dossier.code)),
        "officer": supplement.asked_by.full_name if supplement.asked_by else "",
        "submitted_by": submitter(dossier),
    }


def refusal_facts(dossier: Dossier) -> dict[str, Any]:
    """Form 03. Raises PaperNotSet for a dossier that was not refused."""
    if dossier.state != State.REFUSED or dossier.closed_at is None:
        raise PaperNotSet("paper.not_refused", code=dossier.code)
    line = next((line for line in reversed(queries.story(dossier, inside=True)) if line.type == "refused"), None)
    return {
        **head(dossier, clock.local(dossier.closed_at)),
        "number": f"{dossier.code.rpartition('-')[2]}/TCHS",
        "reason": line.text if line else "",
        "ground": line.ground if line else "",
        "qr": qr_svg(tracking_url(dossier.code)),
        "officer": officer_of(dossier.code, "dossier.refused"),
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


def head(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """What stands on every paper: agency, place and day, the dossier, its applicant, whom to call."""
    agency, day = dossier.reception_agency, at.date()
    party = dossier.applicant
    version = dossier.procedure_version
    return {
        "set_at": int(at.timestamp()),
        "agency": agencies.name_of(agency, day, "vi").replace("Ủy ban nhân dân", "UBND").upper(),
        "window": window_of(agency, day).upper(),
        "place_day": f"{place_name(agency, at)}, ngày {day:%d} tháng {day:%m} năm {day.year}",
        "code": dossier.code,
        "applicant": party.full_name,
        "personal_id": party.personal_id,
        "phone": formats.phone(party.phone) if party.phone else "",
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


def _papers(dossier: Dossier) -> list[dict[str, Any]]:
    rows = []
    for row in queries.papers_of(dossier):
        paper = row.newest
        if paper is None or not (paper.upload_id or paper.declared or paper.seen or paper.originals or paper.copies):
            continue  # noted by mistake and corrected
        said = ""
        if not paper.originals and not paper.copies:
            if paper.upload is not None:
                said = "bản điện tử"
            else:
                said = "đã xem, trả lại" if paper.seen else "sẽ xuất trình"
        rows.append({"name": row.name_vi, "originals": paper.originals, "copies": paper.copies, "said": said})
    return rows


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


def officer_of(code: str, type: str) -> str:
    """The name of the officer who did it, for the signature; empty when the software did."""
    event = next((one for one in reversed(queries.lived(journal.events(code))) if one.type == type), None)
    if event is None or event.by_kind != "account" or not event.by_id.isdigit():
        return ""
    account = Account.objects.filter(pk=int(event.by_id)).first()
    return account.full_name if account else ""
