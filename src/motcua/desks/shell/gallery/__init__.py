"""The gallery: every component in every state, on pages that are also tested for accessibility."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.desks.shell.gallery.forms import form_samples
from motcua.desks.shell.gallery.samples import samples
from motcua.desks.shell.parts import LinkRow
from motcua.kernel import clock

__all__ = ["PARTS", "shown"]

PARTS = ("", "staff", "states", "forms", "whole", "confirm")
"""A citizen's components, the staff's, controls in each state, kinds of fields, whole pages, a page that confirms."""


def shown(part: str) -> dict[str, Any]:
    """What a page of the gallery prints."""
    if part == "forms":
        forms = form_samples("en" if get_language() == "en" else "vi", clock.local_day(clock.now()))
        return {"part": part, "forms": forms}
    made = {"": _citizens, "staff": _staff, "states": _states, "whole": _whole, "confirm": _confirm}[part]
    return {"part": part, **made()}


def _citizens() -> dict[str, Any]:
    contents = [
        ("tags", _("Trạng thái")),
        ("buttons", _("Nút")),
        ("promise", _("Lời hẹn")),
        ("facts", _("Bốn điều")),
        ("summary", _("Xem lại")),
        ("links", _("Việc thường làm")),
        ("notes", _("Lời nhắn")),
        ("fields", _("Ô điền")),
        ("table", _("Bảng")),
        ("charts", _("Biểu đồ")),
        ("acts", _("Hoàn tác")),
        ("icons", _("Hình nhỏ")),
        ("written", _("Cách viết")),
    ]
    return {**samples(), "contents": contents}


def _staff() -> dict[str, Any]:
    return samples()


def _states() -> dict[str, Any]:
    return {
        "sample": "BÙI GIA BẢO",
        "looks": [(_("Lúc thường"), ""), (_("Rê chuột"), "is-hover"), (_("Bàn phím"), "is-focus")],
        "buttons": [(_("Nộp hồ sơ"), ""), (_("In giấy"), " btn--2"), (_("Rút hồ sơ…"), " btn--stop")],
        "readonly_name": _("Chỉ đọc"),
        "wrong_name": _("Có chỗ cần sửa"),
        "wrong_words": _("Số định danh có 12 chữ số; đang có 10"),
    }


def _whole() -> dict[str, Any]:
    here = reverse("shell:gallery")
    return {
        "tokens": samples()["tokens"],
        "wholes": [
            LinkRow(_("Xác nhận"), _("Trước việc không đảo lại được"), f"{here}?part=confirm", "stop"),
            LinkRow(_("Báo lỗi"), _("Điều gì hỏng, còn giữ gì, làm gì tiếp"), f"{here}?part=error", "warn"),
            LinkRow(_("Trang của cán bộ"), _("Dày, một dòng một hồ sơ"), f"{here}?staff=1", "inbox"),
            LinkRow(_("Phím tắt"), _("Làm việc không cần chuột"), reverse("shell:keys"), "info"),
        ],
    }


def _confirm() -> dict[str, Any]:
    here = reverse("shell:gallery")
    return {
        "title": _("Rút hồ sơ này?"),
        "what": _("Xã sẽ ngừng làm, tiền đã nộp không chắc được trả lại."),
        "undo": _("Trong 10 phút còn hoàn tác được."),
        "act": _("Rút hồ sơ"),
        "kind": "stop",
        "action": here,
        "cancel": _("Không rút"),
        "cancel_url": here,
    }
