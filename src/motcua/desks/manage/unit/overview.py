"""The unit at a glance: what a commune needs before it can work, what is missing, and where to mend it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.agencies.models import Agency
from motcua.catalogue import queries as catalogue
from motcua.deadlines import queries as deadlines
from motcua.desks.manage.chosen import Unit, frame, unit_of
from motcua.desks.manage.journal.page import administration
from motcua.desks.manage.journal.told import told
from motcua.desks.manage.posts.gaps import Need, briefs_of, fees_of, lacking_of, needs
from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Fact
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.flows import backup
from motcua.flows.replaying import signs
from motcua.flows.running import figures
from motcua.journal.reference import kept
from motcua.kernel import clock
from motcua.people import staffing
from motcua.people.staffing import SOON, Colleague

BACKUP_OLD = timedelta(days=2)
WORKER_QUIET = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist: how it stands, what it is, where it is mended."""

    kind: Literal["ok", "warn", "no", "info"]
    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Known:
    """What changes on few days: procedures, what their steps ask for, fees waiting, hours, templates."""

    procedures: int
    online: int
    needs: tuple[Need, ...]
    fees_waiting: int
    has_own_week: bool
    days_ahead: int
    is_next_year_decided: bool
    templates: int


@kept
def known_of(agency: Agency, on: date) -> Known:
    """Read once until any of it changes."""
    briefs = briefs_of(agency, on)
    return Known(
        procedures=len(briefs),
        online=sum(one.online != "none" for one in briefs),
        needs=tuple(needs(agency, on)),
        fees_waiting=sum(one.is_missing for one in fees_of(agency, on)),
        has_own_week=bool(deadlines.own_weeks(agency.pk)),
        days_ahead=sum(one.date >= on for one in deadlines.own_days(agency.pk)),
        is_next_year_decided=_is_decided(on.year + 1),
        templates=len({one.key for one in catalogue.templates_of(agency) if one.valid_to is None}),
    )


def _is_decided(year: int) -> bool:
    try:
        return deadlines.get_calendar().is_decided(year)
    except LookupError:  # no country pack yet
        return False


@open_to("administrator")
def unit(request: Request) -> HttpResponse:
    """The checklist, numbers that open their lists, and what was changed last."""
    chosen = unit_of(request)
    now, lang = clock.now(), spoken()
    people = staffing.colleagues(frozenset({chosen.agency.pk}), chosen.today)
    active = [one for one in people if one.account.is_active]
    known = known_of(chosen.agency, chosen.today)
    items = [
        *_people(chosen, active),
        *_posts(chosen, known),
        _hours(chosen, known),
        *_fees(chosen, known),
        _templates(chosen, known),
        *_machine(now, lang),
    ]
    wrong = sum(one.kind in ("no", "warn") for one in items)
    events = administration(chosen, frozenset({chosen.agency.pk}), people=people)[:8]
    context: dict[str, Any] = {
        **frame(chosen, "unit"),
        "items": sorted(items, key=lambda one: ("no", "warn", "info", "ok").index(one.kind)),
        "wrong": wrong,
        "facts": [
            Fact(_("Người"), formats.integer(len(active), lang), url=chosen.url("people")),
            Fact(
                _("Đang giữ vị trí"),
                formats.integer(sum(bool(one.now(chosen.today)) for one in active), lang),
                url=chosen.url("people"),
            ),
            Fact(_("Thủ tục của đơn vị"), formats.integer(known.procedures, lang), url=chosen.url("openings")),
            Fact(
                _("Làm được trên mạng"),
                formats.percent(100 * known.online / known.procedures, lang) if known.procedures else formats.MISSING,
                formats.integer(known.online, lang),
                url=chosen.url("openings"),
            ),
        ],
        "events": told(list(events), lang, {chosen.agency.code: chosen.name}),
        "journal_url": chosen.url("unit_journal"),
    }
    return render_page(request, "manage/unit/overview.html", context)


def _people(unit: Unit, active: list[Colleague]) -> list[Item]:
    url = unit.url("people")
    mark = "&" if unit.query else "?"
    found = []
    chiefs = staffing.administrators(unit.agency.pk, unit.today)
    lasting = [one for one in chiefs if one.valid_to is None or one.valid_to > unit.today + timedelta(days=SOON)]
    if not chiefs:
        found.append(Item("no", _("Quản trị viên"), _("Đơn vị chưa có quản trị viên của mình."), url))
    elif not lasting:
        note = _("Lần giao của quản trị viên sắp hết hạn. Gia hạn, hoặc giao cho người khác.")
        found.append(Item("warn", _("Quản trị viên"), note, f"{url}{mark}loc=sap-het"))
    elif len(chiefs) == 1:
        note = _("Chỉ có một người. Nên giao thêm người thứ hai, phòng khi vắng.")
        found.append(Item("info", _("Quản trị viên"), note, url))
    else:
        count = ngettext("%(n)d người", "%(n)d người", len(chiefs)) % {"n": len(chiefs)}
        found.append(Item("ok", _("Quản trị viên"), count, url))
    groups = (
        ("chua-giao", _("Người chưa giao vị trí"), [one for one in active if not one.held]),
        ("chua-vao", _("Người chưa đặt mật khẩu"), [one for one in active if not one.is_begun]),
        ("khong-thu", _("Người chưa có thư điện tử"), [one for one in active if not one.account.email]),
    )
    for key, title, rows in groups:
        kind: Literal["ok", "warn", "info"] = "ok" if not rows else "info" if key == "khong-thu" else "warn"
        note = ", ".join(one.account.full_name for one in rows[:4]) + ("…" if len(rows) > 4 else "")
        found.append(Item(kind, title, f"{len(rows)}: {note}" if rows else _("không có ai"), f"{url}{mark}loc={key}"))
    return found


def _posts(unit: Unit, known: Known) -> list[Item]:
    url = unit.url("posts")
    lacking = lacking_of(known.needs, staffing.active_roles(unit.agency.pk, unit.today))
    stopped = [one for one in lacking if one.nobody]
    if stopped:
        said = "; ".join(one.steps(spoken()) for one in stopped[:4])
        return [Item("no", _("Bước chưa có người làm"), _("Hồ sơ sẽ dừng ở: %(steps)s") % {"steps": said}, url)]
    if lacking:
        note = ngettext(
            "%(n)d vị trí chưa có người, người cùng quyền làm thay",
            "%(n)d vị trí chưa có người, người cùng quyền làm thay",
            len(lacking),
        ) % {"n": len(lacking)}
        return [Item("warn", _("Vị trí trong quy trình"), note, url)]
    return [Item("ok", _("Vị trí trong quy trình"), _("bước nào cũng có người"), url)]


def _hours(unit: Unit, known: Known) -> Item:
    url = unit.url("hours")
    days = known.days_ahead
    note = _("theo giờ riêng của đơn vị") if known.has_own_week else _("theo giờ chung của cả nước")
    if days:
        note += "; " + ngettext("%(n)d ngày đặt riêng", "%(n)d ngày đặt riêng", days) % {"n": days}
    year = unit.today.year + 1
    if not known.is_next_year_decided:
        return Item("info", _("Giờ làm việc"), f"{note}; " + _("lịch nghỉ %(year)d chưa có") % {"year": year}, url)
    return Item("ok", _("Giờ làm việc"), note, url)


def _fees(unit: Unit, known: Known) -> list[Item]:
    waiting = known.fees_waiting
    url = unit.url("fees")
    if waiting:
        note = ngettext(
            "%(n)d khoản chưa có mức, thủ tục đó chưa nhận được hồ sơ",
            "%(n)d khoản chưa có mức, thủ tục đó chưa nhận được hồ sơ",
            waiting,
        ) % {"n": waiting}
        return [Item("warn", _("Mức thu"), note, url)]
    return [Item("ok", _("Mức thu"), _("khoản nào cũng có mức"), url)]


def _templates(unit: Unit, known: Known) -> Item:
    count = ngettext("%(n)d mẫu dùng được", "%(n)d mẫu dùng được", known.templates) % {"n": known.templates}
    return Item("ok" if known.templates else "info", _("Mẫu kết quả"), count, unit.url("templates"))


def _machine(now: datetime, lang: str) -> list[Item]:
    """Backup, worker and outbox of the installation: what the administrator asks the server's keeper about."""
    made = backup.last()
    found = []
    if made is None:
        found.append(Item("no", _("Sao lưu"), _("Chưa có bản sao lưu nào. Nhờ người giữ máy chủ đặt lịch."), ""))
    else:
        at = formats.short_instant(made[0], lang, now)
        kind: Literal["ok", "warn"] = "ok" if now - made[0] <= BACKUP_OLD else "warn"
        found.append(Item(kind, _("Sao lưu"), _("lần cuối %(at)s") % {"at": at}, ""))
    seen, night = signs()
    if seen is None or now - seen > WORKER_QUIET:
        when = formats.short_instant(seen, lang, now) if seen else formats.MISSING
        found.append(Item("warn", _("Việc nền (gửi thư)"), _("không chạy, lần cuối %(at)s") % {"at": when}, ""))
    if night is not None and night.different:
        note = ngettext("%(n)d hồ sơ khác nhật ký: %(codes)s", "%(n)d hồ sơ khác nhật ký: %(codes)s", night.different)
        codes = ", ".join(night.codes[:3])
        url = reverse("shell:replay", args=[night.codes[0]])
        found.append(Item("no", _("Chạy lại từ nhật ký"), note % {"n": night.different, "codes": codes}, url))
    elif night is not None:
        at, count = formats.short_instant(night.at, lang, now), formats.integer(night.dossiers, lang)
        note = _("%(at)s: %(n)s hồ sơ đúng như nhật ký") % {"at": at, "n": count}
        found.append(Item("ok", _("Chạy lại từ nhật ký"), note, ""))
    waiting = figures.outbox(now)
    if waiting.failed:
        note = ngettext("%(n)d việc bỏ dở", "%(n)d việc bỏ dở", waiting.failed) % {"n": waiting.failed}
        found.append(Item("warn", _("Thư không gửi được"), note, ""))
    return found
