"""Events of administration in words: what was changed, about whom or what, why. Names are read where they are shown."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.desks.shell import formats
from motcua.journal.models import Event
from motcua.people import access
from motcua.people.models import Account

KINDS: dict[str, tuple[str, ...]] = {
    "accounts": ("account.",),
    "posts": ("position.",),
    "hours": ("hours.", "calendar."),
    "procedures": ("procedure.", "version.", "opening", "process.", "form.", "field.", "lists.", "catalogue."),
    "fees": ("local_fee.", "fee."),
    "templates": ("result_template.", "template.", "notice_text."),
    "targets": ("target.",),
    "announcements": ("announcement.",),
    "organisation": ("agency.", "succession.", "group.", "community."),
}
"""Kinds by which the journal is filtered, and the beginnings of the types of their events."""
NOT_ADMINISTRATION = ("account.signed_in", "account.signed_out", "account.notices_set", "account.password_set")
"""What people do with their own account is theirs."""

WORDS = {
    "account.opened": gettext_lazy("Mở tài khoản"),
    "account.appointed": gettext_lazy("Giao vị trí"),
    "account.appointment_ended": gettext_lazy("Kết thúc lần giao vị trí"),
    "account.appointment_withdrawn": gettext_lazy("Bỏ lần giao vị trí trước khi bắt đầu"),
    "account.contact_changed": gettext_lazy("Đổi thông tin liên hệ"),
    "account.disabled": gettext_lazy("Khóa tài khoản"),
    "account.enabled": gettext_lazy("Mở khóa tài khoản"),
    "account.link_issued": gettext_lazy("Tạo liên kết đặt mật khẩu"),
    "account.link_mailed": gettext_lazy("Gửi liên kết đặt mật khẩu qua thư"),
    "account.sessions_ended": gettext_lazy("Kết thúc các phiên đăng nhập"),
    "account.session_ended": gettext_lazy("Kết thúc một phiên đăng nhập"),
    "account.system_set": gettext_lazy("Đổi quyền mở trang kỹ thuật"),
    "account.reset_asked": gettext_lazy("Xin đặt lại mật khẩu"),
    "account.reset_issued": gettext_lazy("Cấp mã đặt lại mật khẩu"),
    "account.email_asked": gettext_lazy("Xin đổi thư điện tử"),
    "account.email_set": gettext_lazy("Đổi thư điện tử"),
    "account.technical_page_seen": gettext_lazy("Mở một trang kỹ thuật"),
    "token.issued": gettext_lazy("Cấp mã truy cập"),
    "token.revoked": gettext_lazy("Hủy mã truy cập"),
    "position.created": gettext_lazy("Mở vị trí"),
    "position.closed": gettext_lazy("Kết thúc vị trí"),
    "position.renamed": gettext_lazy("Đổi tên vị trí"),
    "hours.week_set": gettext_lazy("Đặt giờ làm việc"),
    "hours.week_ended": gettext_lazy("Trở về giờ làm việc chung"),
    "hours.day_set": gettext_lazy("Đặt ngày nghỉ hoặc ngày mở riêng"),
    "hours.day_withdrawn": gettext_lazy("Bỏ ngày đặt riêng"),
    "calendar.loaded": gettext_lazy("Nạp lịch làm việc"),
    "opening.set": gettext_lazy("Đặt mức trực tuyến của một thủ tục"),
    "openings.set": gettext_lazy("Đặt mức trực tuyến của nhiều thủ tục"),
    "procedure.created": gettext_lazy("Thêm thủ tục"),
    "procedure.published": gettext_lazy("Công bố phiên bản thủ tục"),
    "procedure.abolished": gettext_lazy("Bãi bỏ thủ tục"),
    "procedure.withdrawn": gettext_lazy("Rút phiên bản thủ tục trước ngày hiệu lực"),
    "procedure.draft_begun": gettext_lazy("Lập bản thảo thủ tục"),
    "procedure.draft_discarded": gettext_lazy("Bỏ bản thảo thủ tục"),
    "catalogue.file_read": gettext_lazy("Đọc thử tệp danh mục"),
    "catalogue.brought_in": gettext_lazy("Nhập tệp danh mục"),
    "process.published": gettext_lazy("Công bố quy trình"),
    "form.published": gettext_lazy("Công bố tờ khai"),
    "form.withdrawn": gettext_lazy("Rút phiên bản tờ khai trước ngày dùng"),
    "form.draft_begun": gettext_lazy("Lập bản thảo tờ khai"),
    "form.draft_discarded": gettext_lazy("Bỏ bản thảo tờ khai"),
    "notice_text.set": gettext_lazy("Đặt lời thư báo"),
    "notice_text.ended": gettext_lazy("Trở lại lời thư có sẵn"),
    "announcement.published": gettext_lazy("Đăng thông báo chung"),
    "announcement.withdrawn": gettext_lazy("Rút thông báo chung"),
    "local_fee.set": gettext_lazy("Đặt mức thu"),
    "local_fee.ended": gettext_lazy("Kết thúc mức thu"),
    "result_template.set": gettext_lazy("Đặt mẫu kết quả"),
    "result_template.ended": gettext_lazy("Ngừng dùng mẫu kết quả"),
    "target.set": gettext_lazy("Giao chỉ tiêu"),
    "agency.created": gettext_lazy("Lập cơ quan"),
    "agency.altered": gettext_lazy("Đổi tên hoặc cấp trên của cơ quan"),
    "agency.closed": gettext_lazy("Kết thúc cơ quan"),
}
_PLAIN = {
    "day_off": gettext_lazy("ngày nghỉ"),
    "opening": gettext_lazy("ngày mở"),
    "full": gettext_lazy("toàn trình"),
    "partial": gettext_lazy("một phần"),
    "none": gettext_lazy("không trên mạng"),
    "phi": gettext_lazy("phí"),
    "le_phi": gettext_lazy("lệ phí"),
    "approve": gettext_lazy("giải quyết theo đề nghị"),
    "reject": gettext_lazy("không giải quyết"),
}
_MEMBERS = {
    "full_name": gettext_lazy("họ tên"),
    "email": gettext_lazy("thư điện tử"),
    "phone": gettext_lazy("điện thoại"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the administrator's journal. `detail` are facts in words; `is_own`: done to oneself."""

    event: Event
    what: str
    about: str
    about_url: str
    who: str
    as_what: str
    detail: str
    why: str
    ground: str
    is_own: bool


def told(events: Sequence[Event], lang: str, agencies: Mapping[str, str] | None = None) -> list[Told]:
    """Events in the reader's words, in the order given; one query for the names of people. `agencies`: names of those
    whose codes should not stand there."""
    ids = {int(one.by_id) for one in events if one.by_kind in ("account", "client") and one.by_id.isdigit()}
    ids |= {_account_id(one) for one in events if _account_id(one)}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "full_name"))
    return [_told(one, names, agencies or {}, lang) for one in events]


def _account_id(event: Event) -> int:
    kind, _colon, key = event.chain.partition(":")
    return int(key) if kind == "account" and key.isdigit() else 0


def _told(event: Event, names: dict[int, str], agencies: Mapping[str, str], lang: str) -> Told:
    facts: dict[str, Any] = json.loads(event.facts)
    account = _account_id(event)
    key = event.chain.partition(":")[2]
    why = getattr(event, "why", None)
    by = int(event.by_id) if event.by_id.isdigit() else 0
    return Told(
        event=event,
        what=str(WORDS.get(event.type, event.type)),
        about=names.get(account, "") if account else agencies.get(key, key),
        about_url=reverse("manage:person", args=[account]) if account else "",
        who=names.get(by, "") or _("Phần mềm"),
        as_what=access.ROLE_NAMES.get(event.by_role, ("", ""))[lang == "en"] if by else "",
        detail=", ".join(_details(facts, lang)),
        why=why.text if why else "",
        ground=why.ground if why else str(facts.get("decision") or ""),
        is_own=bool(account) and account == by,
    )


def _details(facts: dict[str, Any], lang: str) -> list[str]:
    said = []
    if facts.get("members"):
        said.append(", ".join(str(_MEMBERS.get(one, one)) for one in facts["members"]))
    if facts.get("role") in access.ROLE_NAMES:
        said.append(access.ROLE_NAMES[facts["role"]][lang == "en"])
    said += [str(_PLAIN[facts[name]]) for name in ("kind", "online") if facts.get(name) in _PLAIN]
    said += [facts[name] for name in ("slug", "procedure", "indicator") if isinstance(facts.get(name), str)]
    if isinstance(facts.get("procedures"), dict):
        said.append(_("%(n)d thủ tục") % {"n": len(facts["procedures"])})
    if isinstance(facts.get("amount"), int):
        said.append(formats.money(facts["amount"], lang))
    for name, words in (("valid_from", _("từ %(day)s")), ("valid_to", _("đến trước %(day)s")), ("day", "%(day)s")):
        if found := _day(facts.get(name)):
            said.append(words % {"day": formats.day(found, lang)})
    return said


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
