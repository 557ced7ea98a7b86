"""How the states of a dossier look and are called: shape, icon and word, by audience (design, section 2)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Look:
    """`tone` is the tag's shape (moving, yours, ok, soon, late, ended); `icon` one of the sprite."""

    tone: str
    icon: str
    citizen: str | Promise
    officer: str | Promise


LOOKS: dict[str, Look] = {
    "draft": Look("ended", "pen", _("Bản nháp, chưa nộp"), _("Bản nháp, chưa nộp")),
    "submitted": Look("moving", "inbox", _("Đã nộp, chờ xã xem"), _("Chờ tiếp nhận")),
    "received": Look("moving", "check", _("Đã tiếp nhận"), _("Chờ phân công")),
    "processing": Look("moving", "gear", _("Đang giải quyết"), _("Đang giải quyết")),
    "supplement_requested": Look("yours", "hand", _("Cần ông/bà bổ sung"), _("Đang dừng, chờ dân")),
    "payment_due": Look("yours", "coin", _("Cần nộp tiền"), _("Chờ nộp tiền")),
    "finished": Look("ok", "doc", _("Có kết quả, mời đến nhận"), _("Chờ trả kết quả")),
    "delivered": Look("ok", "checks", _("Đã trả kết quả"), _("Đã trả")),
    "refused": Look("ended", "no", _("Không tiếp nhận, xem lý do"), _("Từ chối tiếp nhận")),
    "withdrawn": Look("ended", "undo", _("Đã rút theo yêu cầu"), _("Đã rút")),
    "stopped": Look("ended", "stop", _("Đã dừng giải quyết"), _("Đã dừng")),
}


@dataclass(frozen=True, slots=True)
class LineLook:
    """How a line of the deadline ledger looks and is called."""

    tone: str
    icon: str
    words: str | Promise


LEDGER: dict[str, LineLook] = {
    "start": LineLook("moving", "clock", _("Hẹn trả kết quả")),
    "pause": LineLook("yours", "pause", _("Dừng tính giờ")),
    "resume": LineLook("moving", "clock", _("Tính giờ tiếp")),
    "restart": LineLook("moving", "undo", _("Tính lại từ đầu")),
    "extension": LineLook("late", "warn", _("Xin lỗi, hẹn lại")),
    "calendar": LineLook("moving", "sync", _("Lịch làm việc thay đổi")),
    "correction": LineLook("moving", "pen", _("Sửa hẹn ghi sai")),
    "cancelled": LineLook("ended", "undo", _("Hoàn tác")),
    "why": LineLook("ended", "info", _("Cách tính")),
}
UNKNOWN = Look("ended", "info", "–", "–")
ICONS = frozenset(
    "search check checks clock pause hand doc docplus inbox gear camera scan qr phone people person place print coin "
    "pen back next down warn stop no info off sync save undo speak card eye zoom flag chart plus "
    "baby rings flower house shop heart stamp".split()
)
