"""Form 07: the register of dossiers that an agency decides or took in, in order of reception (circular 03/2025/TT-VPCP,
appendix I)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import lived, visible_to
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.people.models import Account
from motcua.reports import organisation
from motcua.reports.rules import read_period
from motcua.reports.statutory.report import Asked, Column, Line, Lists, Report

_CHANNELS = {"online": "Trên mạng", "direct": "Tại quầy", "post": "Bưu chính"}
_STATES = {
    "received": "đã tiếp nhận",
    "processing": "đang giải quyết",
    "supplement_requested": "chờ bổ sung",
    "payment_due": "chờ nộp tiền",
    "withdrawn": "đã rút",
    "stopped": "đã dừng",
    "finished": "chờ trả kết quả",
    "delivered": "đã trả",
}
HIDDEN = "–"
"""Stands for a name that the reader may not see."""


def _text(key: str, vi: str, en: str) -> Column:
    return Column(key, (vi, en), kind="text", adds_up=False)


COLUMNS = (
    _text("code", "Mã hồ sơ", "Code"),
    _text("procedure", "Nội dung", "Procedure"),
    Column("sets", ("Số bộ", "Sets"), kind="number", adds_up=False),
    _text("applicant", "Chủ hồ sơ", "Applicant"),
    _text("address", "Địa chỉ", "Address"),
    _text("phone", "Điện thoại", "Telephone"),
    _text("channel", "Cách nộp", "Channel"),
    _text("received", "Nhận lúc", "Received"),
    _text("due", "Hẹn trả", "Due"),
    _text("delivered", "Trả lúc", "Handed over"),
    _text("returner", "Người trả", "Handed over by"),
    _text("collector", "Người nhận", "Taken by"),
    _text("officer", "Người tiếp nhận", "Received by"),
    _text("note", "Ghi chú", "Note"),
)


def rows(asked: Asked) -> QuerySet[Dossier]:
    """Received in the period and by the judged moment; with all of the units under the agency on the last day."""
    period = read_period(asked.first, asked.last, asked.as_of)
    tree = organisation.read()
    ids = tree.under(tree.get(asked.agency), period.judged_on)
    own = Q(agency_id__in=ids) | Q(reception_agency_id__in=ids)
    found = Dossier.objects.filter(own, received_at__gte=period.start, received_at__lt=period.seen_before)
    return found.order_by("received_at", "id")


def _some(asked: Asked, start: int, stop: int) -> list[Line]:
    found = list(
        rows(asked).select_related("procedure_version", "applicant", "collection", "agency", "reception_agency")[
            start:stop
        ]
    )
    seen: frozenset[int] = frozenset()
    if asked.viewer is not None:
        visible = visible_to(asked.viewer, asked.as_of).filter(pk__in=[one.pk for one in found])
        seen = frozenset(visible.values_list("pk", flat=True))
    told = _told([one.code for one in found])
    people = {event.by_id for pair in told.values() for event in pair.values() if event.by_kind == "account"}
    names = dict(Account.objects.filter(pk__in=[int(one) for one in people]).values_list("pk", "full_name"))
    return [_line(one, one.pk in seen, told.get(one.code, {}), names) for one in found]


def _told(codes: Sequence[str]) -> dict[str, dict[str, Event]]:
    """The reception and the handing over of each, as they stand after undoing."""
    found: dict[str, list[Event]] = {}
    types = ("dossier.received", "dossier.delivered", "dossier.undone")
    for event in Event.objects.filter(chain__in=codes, type__in=types).order_by("chain", "number"):
        found.setdefault(event.chain, []).append(event)
    return {code: {event.type: event for event in lived(events)} for code, events in found.items()}


def _line(one: Dossier, seen: bool, told: Mapping[str, Event], names: Mapping[int, str]) -> Line:
    def who(type: str) -> str:
        event = told.get(type)
        return names.get(int(event.by_id), "") if event is not None and event.by_kind == "account" else ""

    sets = one.wishes.get("sets")
    collection = getattr(one, "collection", None)
    elsewhere = one.agency_id != one.reception_agency_id
    note = [_STATES.get(one.state, one.state), "nơi khác tiếp nhận hoặc giải quyết" if elsewhere else ""]
    return Line(
        one.code,
        (one.code, one.code),
        {
            "code": one.code,
            "procedure": one.procedure_version.name_vi,
            "sets": sets if isinstance(sets, int) and sets > 0 else 1,
            "applicant": one.applicant.full_name if seen else HIDDEN,
            "address": one.applicant.address if seen else HIDDEN,
            "phone": one.applicant.phone if seen else HIDDEN,
            "channel": _CHANNELS.get(one.channel, one.channel),
            "received": _hour(one.received_at),
            "due": _hour(one.due_at),
            "delivered": _hour(one.delivered_at),
            "returner": who("dossier.delivered") if seen else HIDDEN,
            "collector": (collection.name if collection else "") if seen else HIDDEN,
            "officer": who("dossier.received") if seen else HIDDEN,
            "note": "; ".join(part for part in note if part),
        },
    )


def _hour(at: datetime | None) -> str:
    return f"{clock.local(at):%H:%M %d/%m/%Y}" if at else ""


REPORT = Report(
    key="register",
    name=("Sổ theo dõi hồ sơ, mẫu 07", "Register of dossiers, form 07"),
    answers=(
        "Từng hồ sơ đã tiếp nhận: của ai, việc gì, hẹn lúc nào, trả lúc nào, ai nhận.",
        "Each dossier received: whose, what for, when due, when handed over, to whom.",
    ),
    source=("Mẫu số 07, Phụ lục I Thông tư 03/2025/TT-VPCP", "Form 07, appendix I of circular 03/2025/TT-VPCP"),
    columns=COLUMNS,
    by=("dossier",),
    compute=lambda asked: _some(asked, 0, MOST),
    lists=Lists(count=lambda asked: rows(asked).count(), some=_some),
    notes=(
        (
            "Tên, địa chỉ, điện thoại chỉ hiện cho người được xem hồ sơ ấy. Trạng thái và ngày trả là của lúc lập sổ.",
            "Names, addresses and telephones only for who may see the dossier. State and handing over are as of now.",
        ),
    ),
    order=30,
)
MOST = 1_000_000
