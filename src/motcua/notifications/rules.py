"""Who is told, in which language, and whether it is still news; pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from motcua.kernel import clock
from motcua.kernel.errors import FieldError

LANGUAGES = ("vi", "en")
NEWS_FOR = timedelta(days=7)
"""What is entered longer after it happened is history: nobody is written to about it."""


class Audience(StrEnum):
    APPLICANT = "applicant"
    SUBMITTER = "submitter"
    OFFICER = "officer"  # who has the dossier, else the counter; not about what an officer did
    HOLDER = "holder"  # who holds the step
    COUNTER = "counter"
    LEADER = "leader"
    UPPER = "upper"  # the post that it was escalated to
    PARTNER = "partner"  # the other agency, of a part or a transfer
    SUPERIOR = "superior"  # leaders above the deciding agency


CITIZENS = (Audience.APPLICANT, Audience.SUBMITTER)


class Channel(StrEnum):
    EMAIL = "email"
    BELL = "bell"  # the list in the product, for accounts
    SMS = "sms"
    ZALO = "zalo"


ADDRESSED = (Channel.EMAIL, Channel.SMS, Channel.ZALO)
"""Channels that go to an address outside; of SMS and Zalo there is a port and, until one is wired, no provider."""


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"  # nobody takes mail at this address; shown, not tried again
    SKIPPED = "skipped"  # not sent on purpose; `why` says which


class Why(StrEnum):
    """Why a notice was not sent."""

    NO_ADDRESS = "no_address"
    UNWANTED = "unwanted"  # they switched e-mail off
    MUTED = "muted"  # they switched this event off


@dataclass(frozen=True, slots=True)
class Template:
    """The texts of one event: `key` names the files `notices/<key>.<language>.txt`.

    `urgent`: it is written at night too. `when`: a fact of the event and the value that it must have. `mail` False:
    only in the list in the product.
    """

    key: str
    audiences: tuple[Audience, ...]
    urgent: bool = False
    when: tuple[str, str] | None = None
    mail: bool = True


@dataclass(frozen=True, slots=True)
class Contact:
    """Where somebody reads mail and in which language; `wanted` False: they switched e-mail off."""

    address: str
    language: str = "vi"
    wanted: bool = True
    muted: frozenset[str] = frozenset()
    account_id: int | None = None

    def why_not(self, template: str) -> str:
        """Why a letter is not written to this contact; "" when it is. What the law says must be told is never muted."""
        if not self.address:
            return Why.NO_ADDRESS
        if not self.wanted:
            return Why.UNWANTED
        return Why.MUTED if template in self.muted and template not in MUST else ""


def is_news(happened_at: datetime, recorded_at: datetime) -> bool:
    """False for what was entered long after it happened (imports, late entries)."""
    return recorded_at - happened_at <= NEWS_FOR


def language_of(*wishes: object) -> str:
    """The first of these wishes that is a language we write; Vietnamese when none is."""
    return next((str(wish) for wish in wishes if wish in LANGUAGES), LANGUAGES[0])


@dataclass(frozen=True, slots=True)
class Hours:
    """When nobody is written to, and when the morning's letter goes. `quiet_from` = `quiet_to`: there is no night."""

    quiet_from: time
    quiet_to: time
    digest_at: time

    @property
    def has_night(self) -> bool:
        return self.quiet_from != self.quiet_to


def _instant(day: date, hour: time) -> datetime:
    return clock.day_start(day) + timedelta(hours=hour.hour, minutes=hour.minute)


def quiet_until(at: datetime, hours: Hours | None) -> datetime | None:
    """The end of the quiet hours that a moment lies in; None by day. Half-open: at `quiet_to` letters go."""
    if hours is None or not hours.has_night:
        return None
    here = clock.local(at)
    now, begins, ends = here.timetz().replace(tzinfo=None), hours.quiet_from, hours.quiet_to
    day = here.date()
    if begins < ends:
        return _instant(day, ends) if begins <= now < ends else None
    if now >= begins:
        return _instant(day + timedelta(days=1), ends)
    return _instant(day, ends) if now < ends else None


def told(
    applicant: Contact | None, submitter: Contact | None, officers: Sequence[Contact], audiences: Sequence[Audience]
) -> Mapping[Audience, tuple[Contact, ...]]:
    """Who of the audiences gets one message each. A submitter with the applicant's address is told once."""
    found: dict[Audience, tuple[Contact, ...]] = {}
    seen: set[str] = set()
    contacts: Mapping[Audience, Sequence[Contact | None]] = {
        Audience.APPLICANT: [applicant],
        Audience.SUBMITTER: [submitter],
        Audience.OFFICER: officers,
    }
    for audience in audiences:
        kept = []
        for contact in contacts[audience]:
            if contact is None or not contact.address or not contact.wanted or contact.address.casefold() in seen:
                continue
            seen.add(contact.address.casefold())
            kept.append(contact)
        if kept:
            found[audience] = tuple(kept)
    return found


TEXTS: Mapping[str, tuple[str, str]] = {
    "submitted": ("Đã nộp hồ sơ", "Dossier submitted"),
    "received": ("Đã tiếp nhận", "Accepted"),
    "refused": ("Không tiếp nhận", "Not accepted"),
    "supplement_requested": ("Cần bổ sung", "Supplement asked for"),
    "supplement_reminded": ("Nhắc bổ sung", "Reminder of a supplement"),
    "supplemented": ("Đã bổ sung", "Supplement received"),
    "payment_due": ("Cần nộp tiền", "Payment due"),
    "paid": ("Đã nộp tiền", "Paid"),
    "extended": ("Hẹn lại, xin lỗi", "New promise, apology"),
    "apologised": ("Xin lỗi, chưa hẹn được ngày mới", "Our apology"),
    "reckoned_again": ("Hẹn đổi theo lịch nghỉ", "Promise moved by days off"),
    "finished": ("Có kết quả", "Result ready"),
    "delivered": ("Đã trả kết quả", "Result handed over"),
    "withdrawn": ("Đã rút", "Withdrawn"),
    "stopped": ("Đã dừng", "Stopped"),
}
"""Notices to citizens whose words an office may write itself, and what each is about."""

OFFICE_TEXTS: Mapping[str, tuple[str, str]] = {
    "officer_submitted": ("Hồ sơ mới trên mạng", "A dossier came in online"),
    "officer_supplemented": ("Phần bổ sung đã đến", "A supplement arrived"),
    "officer_warned": ("Sắp hết giờ của một bước", "Little time left for a step"),
    "officer_warned_due": ("Sắp đến hẹn trả", "The promise is near"),
    "officer_behind": ("Chậm ở một bước", "Behind at a step"),
    "officer_escalated": ("Việc chậm chuyển lên trên", "Lateness passed upwards"),
    "officer_extended": ("Hẹn lại đã ký", "An apology was signed"),
    "apology_drafted": ("Có bản xin lỗi cần hoàn chỉnh", "An apology is to be completed"),
    "apology_proposed": ("Có bản xin lỗi chờ ký", "An apology waits for a signature"),
    "stop_proposed": ("Đề nghị dừng vì quá hạn bổ sung", "A stop is proposed"),
    "supplement_proposed": ("Xin yêu cầu bổ sung thêm", "A further supplement is proposed"),
    "part_opened": ("Việc phối hợp mới", "A part was opened"),
    "part_accepted": ("Đã nhận việc phối hợp", "A part was accepted"),
    "part_answered": ("Đã trả lời phối hợp", "A part was answered"),
    "part_returned": ("Việc phối hợp bị trả lại", "A part was returned"),
    "part_warned": ("Việc phối hợp sắp đến hạn", "A part is due soon"),
    "part_late": ("Việc phối hợp quá hạn", "A part is late"),
    "transfer_sent": ("Hồ sơ chuyển đến", "A dossier is handed over"),
    "transfer_accepted": ("Bên nhận đã nhận hồ sơ", "A hand-over was accepted"),
    "transfer_returned": ("Bên nhận trả lại hồ sơ", "A hand-over was returned"),
}
"""Notices to officers and leaders, which an office may word itself too."""

EVERY_TEXT: Mapping[str, tuple[str, str]] = {**TEXTS, **OFFICE_TEXTS}

MUST = frozenset(
    {"refused", "supplement_requested", "supplement_reminded", "payment_due", "extended", "apologised"}
    | {"finished", "stopped"}
)
"""What the law says must be told: it can be switched off with e-mail as a whole, not by itself."""

PLACEHOLDERS: Mapping[str, tuple[str, str]] = {
    "code": ("Mã hồ sơ", "Dossier code"),
    "procedure": ("Tên thủ tục", "Procedure"),
    "agency": ("Tên cơ quan", "Agency"),
    "phone": ("Điện thoại của cơ quan", "Telephone"),
    "at": ("Lúc việc xảy ra", "When it happened"),
    "due": ("Hẹn trả kết quả", "Promised time"),
    "due_before": ("Hẹn trả lần trước, khi hẹn lại", "Promise before the new one"),
    "intake_due": ("Hạn xã trả lời hồ sơ nộp trên mạng", "When the office answers at the latest"),
    "answer_until": ("Hạn bổ sung", "Supplement until"),
    "items": ("Số mục cần bổ sung", "How many things to supplement"),
    "amount": ("Số tiền", "Amount"),
    "reason": ("Lý do, chỉ khi hẹn lại", "Reason, of a new promise only"),
    "track": ("Địa chỉ trang theo dõi", "Address of the tracking page"),
    "rate_link": ("Địa chỉ trang đánh giá", "Address of the page for rating"),
    "step": ("Tên bước, thư gửi công chức", "Name of the step, to officers"),
    "step_due": ("Hạn của bước, thư gửi công chức", "When the step is due, to officers"),
    "hours": ("Số giờ làm việc còn lại, thư gửi công chức", "Working hours left, to officers"),
    "partner": ("Cơ quan phối hợp hoặc bên kia", "The other agency"),
    "desk": ("Địa chỉ trang làm việc của hồ sơ", "Address of the officer's page of the dossier"),
}
"""What an office's own words may name. Nothing of a person: a letter can be read on its way."""

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
SUBJECT_LENGTH, BODY_LENGTH = 120, 4000
MAINTENANCE_DAYS = 5
"""Working days by which planned maintenance is announced before (a province's rule of operation)."""


KNOWN = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)


def position(text: str, index: int) -> dict[str, int]:
    """Line and column of a character, both from 1."""
    before = text[:index]
    return {"line": before.count("\n") + 1, "column": index - (before.rfind("\n") + 1) + 1}


def judge_text(subject: str, body: str) -> list[FieldError]:
    """What is wrong with an office's words. Codes: notice_text.missing, .too_long, .placeholder_unknown, .brace_open,
    .no_code (the subject must name the dossier)."""
    errors = []
    for name, text, most in (("subject", subject, SUBJECT_LENGTH), ("body", body, BODY_LENGTH)):
        if not text:
            errors.append(FieldError(name, "notice_text.missing"))
        elif len(text) > most:
            errors.append(FieldError(name, "notice_text.too_long", most=most, length=len(text)))
        errors += [
            FieldError(
                name, "notice_text.placeholder_unknown", name=found[1], **position(text, found.start()), known=KNOWN
            )
            for found in _PLACEHOLDER.finditer(text)
            if found[1].strip() not in PLACEHOLDERS
        ]
        if "{" in _PLACEHOLDER.sub("", text) or "}" in _PLACEHOLDER.sub("", text):
            errors.append(FieldError(name, "notice_text.brace_open"))
    if subject and "{code}" not in subject.replace(" ", ""):
        errors.append(FieldError("subject", "notice_text.no_code"))
    return errors


def fill_text(text: str, facts: Mapping[str, Any]) -> str:
    """The words with their values; a line that names something which this event does not have is left out."""
    lines = []
    for line in text.splitlines():
        names = [found.strip() for found in _PLACEHOLDER.findall(line)]
        if all(facts.get(name) for name in names):
            lines.append(_PLACEHOLDER.sub(lambda found: str(facts[found[1].strip()]), line))
    return "\n".join(lines)
