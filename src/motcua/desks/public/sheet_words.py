"""What a sheet says in words: time, money, papers, who decides, how much is done online."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.agencies import queries as agencies
from motcua.catalogue.queries import FeeRow, PaperRow, Sheet
from motcua.desks.shell import formats
from motcua.desks.shell.templatetags.mc.written import spoken

UNBROKEN = formats.NBSP
WORKING_DAY_MINUTES = formats.DAY_MINUTES


class Limit(Protocol):
    """A limit as the table or a sheet holds it."""

    @property
    def value(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def cutoff(self) -> time | None: ...


def limit_words(limit: Limit | None) -> str:
    """ "7 ngày làm việc", "Trong ngày"."""
    if limit is None or limit.unit == "none":
        return _("Không quy định")
    n = limit.value
    words = {
        "hours": ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", n),
        "working_days": ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", n),
        "calendar_days": ngettext("%(n)s ngày", "%(n)s ngày", n),
        "months": ngettext("%(n)s tháng", "%(n)s tháng", n),
        "same_day": _("Trong ngày"),
    }[limit.unit]
    return (words % {"n": n} if "%(n)s" in words else words).replace(" ", UNBROKEN)


def limit_minutes(limit: Limit | None) -> int | None:
    """The limit in working minutes; None where it is counted in days of the calendar, or not at all."""
    if limit is None:
        return None
    return {
        "hours": 60 * limit.value,
        "working_days": WORKING_DAY_MINUTES * limit.value,
        "same_day": WORKING_DAY_MINUTES,
    }.get(limit.unit)


def online_words(online: str) -> str:
    """How much can be done online."""
    return {
        "full": _("Làm hết trên mạng"),
        "partial": _("Nộp trên mạng, phải đến một lần"),
    }.get(online, _("Nộp tại quầy"))


def decider_words(levels: Iterable[str], departments: Iterable[str], names: Mapping[str, str]) -> str:
    """ "Xã, phường hoặc Sở Tư pháp"; `names` are the departments' of the day, by code."""
    found = []
    levels = set(levels)
    known = [names[code] for code in departments if code in names]
    if "commune" in levels:
        found.append(_("Xã, phường"))
    if "district" in levels:
        found.append(_("Huyện"))
    if "province" in levels or "department" in levels:
        found += known or [_("Tỉnh")]
    elif known:
        found += known
    words = _(" hoặc ").join(found)
    return words[:1].upper() + words[1:]


def department_names(on: date) -> dict[str, str]:
    """Short names of the departments of a day, by code."""
    lang = spoken()
    return {row.code: row.short_name(lang) for row in agencies.agencies_at(on, kind="department")}


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line: what it is for, how much."""

    term: str
    value: str


def fee_kind(kind: str) -> str:
    return _("Phí") if kind == "phi" else _("Lệ phí")


def fee_lines(fees: Iterable[FeeRow]) -> list[FeeLine]:
    """Every line that may be owed; an amount that is not recorded says who sets it."""
    channels = {"online": _("nộp trên mạng"), "direct": _("nộp tại quầy"), "post": _("nộp qua bưu chính")}
    lines = []
    for fee in fees:
        value = (
            _("do Hội đồng nhân dân tỉnh quyết định, hỏi bộ phận một cửa")
            if fee.amount is None
            else formats.money(fee.amount, spoken())
        )
        if fee.amount is not None and fee.per:
            value = f"{value}/{fee.per}"
        for start, amount in fee.tiers:
            said = {"n": start, "amount": formats.money(amount, spoken())}
            value += _("; từ %(per)s thứ %(n)s: %(amount)s") % {**said, "per": fee.per or _("đơn vị")}
        if fee.most is not None:
            value += _("; nhiều nhất %(amount)s") % {"amount": formats.money(fee.most, spoken())}
        where = channels.get(fee.channel, "")
        term = ", ".join(part for part in (fee_kind(fee.kind), where) if part)
        lines.append(FeeLine(f"{term}: {fee.condition}" if fee.condition else term, value))
    return lines


def fee_fact(sheet: Sheet, channel: str) -> tuple[str, str]:
    """The sum that most people owe, and a smaller line about it."""
    if not sheet.fees or sheet.is_free:
        return (_("Không thu"), "")
    owed = sheet.owed(channel)
    if not owed.is_known:
        return (_("Hỏi bộ phận một cửa"), _("do tỉnh quyết định"))
    per = next((fee.per for fee in sheet.fees if fee.is_default and fee.amount and fee.per), "")
    amount = formats.money(owed.amount, spoken())
    other = next((fee for fee in sheet.fees if not fee.is_default and fee.amount), None)
    note = ""
    if other is not None:
        note = f"{other.condition or fee_kind(other.kind)}: {formats.money(other.amount, spoken())}" + (
            f"/{other.per}" if other.per else ""
        )
    return (f"{amount}/{per}" if per and owed.amount else amount, note)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper: `free` when it need not be handed in."""

    icon: str
    name: str
    text: str
    free: bool = False


def paper_line(paper: PaperRow) -> PaperLine:
    """What to do about a paper."""
    if paper.is_form:
        return PaperLine("pen", paper.name, _("Điền ngay trên mạng hoặc tại quầy."))
    if paper.need == "shown":
        words = _("Chỉ cho xem, không phải nộp.")
        if paper.databases:
            words = _("Không phải nộp: cơ quan tra được từ %(database)s.") % {"database": _databases(paper)}
        return PaperLine("card", paper.name, words, free=True)
    if paper.databases:
        words = _("Không phải nộp nếu cơ quan tra được từ %(database)s.") % {"database": _databases(paper)}
        return PaperLine("check", paper.name, _joined(paper.condition, words), free=True)
    counts = []
    if paper.originals:
        counts.append(ngettext("%(n)s bản chính", "%(n)s bản chính", paper.originals) % {"n": paper.originals})
    if paper.copies:
        counts.append(ngettext("%(n)s bản sao", "%(n)s bản sao", paper.copies) % {"n": paper.copies})
    words = ", ".join(counts)
    if paper.scan_accepted:
        words = _("%(papers)s. Nộp trên mạng thì chụp hoặc quét.") % {"papers": words or _("Bản chụp")}
    return PaperLine("doc", paper.name, _joined(paper.condition, words))


def _joined(condition: str, words: str) -> str:
    return f"{condition.rstrip('.')}. {words}" if condition else words


def _databases(paper: PaperRow) -> str:
    return ", ".join(name[:1].lower() + name[1:] for name in paper.databases)
