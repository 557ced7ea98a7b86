"""Who is told, in which language, and whether it is still news; pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from motcua.kernel.errors import FieldError

LANGUAGES = ("vi", "en")
NEWS_FOR = timedelta(days=7)
"""What is entered longer after it happened is history: nobody is written to about it."""


class Audience(StrEnum):
    APPLICANT = "applicant"
    SUBMITTER = "submitter"
    OFFICER = "officer"


class Channel(StrEnum):
    EMAIL = "email"


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"  # nobody takes mail at this address; shown, not tried again


@dataclass(frozen=True, slots=True)
class Template:
    """The texts of one event: `key` names the files `notices/<key>.<language>.txt`."""

    key: str
    audiences: tuple[Audience, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Where somebody reads mail and in which language; `wanted` False: they switched e-mail off."""

    address: str
    language: str = "vi"
    wanted: bool = True


def is_news(happened_at: datetime, recorded_at: datetime) -> bool:
    """False for what was entered long after it happened (imports, late entries)."""
    return recorded_at - happened_at <= NEWS_FOR


def language_of(*wishes: object) -> str:
    """The first of these wishes that is a language we write; Vietnamese when none is."""
    return next((str(wish) for wish in wishes if wish in LANGUAGES), LANGUAGES[0])


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
    "supplemented": ("Đã bổ sung", "Supplement received"),
    "payment_due": ("Cần nộp tiền", "Payment due"),
    "paid": ("Đã nộp tiền", "Paid"),
    "extended": ("Hẹn lại, xin lỗi", "New promise, apology"),
    "finished": ("Có kết quả", "Result ready"),
    "delivered": ("Đã trả kết quả", "Result handed over"),
    "withdrawn": ("Đã rút", "Withdrawn"),
    "stopped": ("Đã dừng", "Stopped"),
}
"""Notices to citizens whose words an office may write itself, and what each is about."""

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
}
"""What an office's own words may name. Nothing of a person: a letter can be read on its way."""

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
SUBJECT_LENGTH, BODY_LENGTH = 120, 4000
MAINTENANCE_DAYS = 5
"""Working days by which planned maintenance is announced before (a province's rule of operation)."""


def judge_text(subject: str, body: str) -> list[FieldError]:
    """What is wrong with an office's words. Codes: notice_text.missing, .too_long, .placeholder_unknown, .brace_open,
    .no_code (the subject must name the dossier)."""
    errors = []
    for name, text, most in (("subject", subject, SUBJECT_LENGTH), ("body", body, BODY_LENGTH)):
        if not text:
            errors.append(FieldError(name, "notice_text.missing"))
        elif len(text) > most:
            errors.append(FieldError(name, "notice_text.too_long", most=most, length=len(text)))
        unknown = [found for found in _PLACEHOLDER.findall(text) if found.strip() not in PLACEHOLDERS]
        errors += [FieldError(name, "notice_text.placeholder_unknown", name=found) for found in unknown]
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
