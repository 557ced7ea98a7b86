"""Tables across agencies: what counters took in for themselves and for others, and parts that agencies do; each number
opens its list."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.desks.leader import links, periods, sheets
from motcua.desks.leader.periods import Chosen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.dossiers import queries
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports.figures import across
from motcua.reports.figures.across import AcrossRow

LEADS = ("commune_leader", "province_leader", "procedure_control_officer")
TABLES = {"tiep-nhan": "reception", "phan-viec": "parts"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and the address of its list where it has one."""

    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One agency."""

    name: str
    cells: list[Cell]
    median: float | None


def heads(table: str) -> dict[str, str]:
    """The columns that a page prints, each with its words."""
    if table == "reception":
        return {
            "received_online": _("Trên mạng"),
            "received_direct": _("Tại quầy"),
            "received_post": _("Bưu chính"),
            "received_total": _("Tổng tiếp nhận"),
            "received_for_others": _("Nhận hộ nơi khác"),
            "handed_over": _("Đã chuyển"),
            "accepted_in_time": _("Nơi kia nhận đúng hạn"),
            "accepted_late": _("Nhận trễ"),
            "sent_back": _("Bị trả lại"),
            "on_the_way": _("Đang chuyển"),
            "on_the_way_late": _("Đang chuyển, quá hạn"),
            "results_returned": _("Đã trả kết quả tại quầy"),
        }
    return {
        "received": _("Nhận trong kỳ"),
        "carried_over": _("Kỳ trước chuyển qua"),
        "answered_early": _("Trả lời sớm"),
        "answered_on_time": _("Đúng hạn"),
        "answered_late": _("Trễ"),
        "answered_total": _("Tổng đã trả lời"),
        "returned": _("Trả lại"),
        "cancelled": _("Không cần nữa"),
        "pending": _("Đang làm"),
        "pending_late": _("Đang làm, trễ"),
    }


@open_to(*LEADS)
@held_while_unchanged
def tables(request: Request) -> HttpResponse:
    """One of the two tables, by agency; `tai=1`: as CSV."""
    now, lang = clock.now(), spoken()
    code = links.agency_of(request)
    period = periods.read(request.GET, clock.local_day(now))
    slug = request.GET.get("bang", "tiep-nhan")
    if slug not in TABLES:
        raise NotVisible("page.unknown")
    table = TABLES[slug]
    rows = _rows(table, code, period, "agency")
    columns = heads(table)
    if "tai" in request.GET:
        names = ("agency", "name", *columns, *(["median_hours"] if table == "parts" else []))
        return sheets.answer(
            f"{code}-{slug}-{period.first:%Y%m%d}-{period.last:%Y%m%d}",
            names,
            [_written(row, columns, lang) for row in rows],
            title=slug,
            lang=lang,
        )
    address = reverse("leader:across")
    kept = {"don-vi": code} if code != request.actor.agency else {}
    return render_page(
        request,
        "leader/across.html",
        {
            "tab": "board",
            "table": table,
            "agency": code,
            "agency_name": links.name_of(code, period.last, lang),
            "period": period,
            "periods": [
                FilterTab(one.label, f"{one.url}&bang={slug}", current=one.current)
                for one in periods.tabs(period, kept.get("don-vi", ""))
            ],
            "tabs": [
                FilterTab(label, f"{address}?{urlencode({'bang': one, **kept})}&{period.query}", current=one == slug)
                for one, label in (("tiep-nhan", _("Tiếp nhận")), ("phan-viec", _("Phần việc với nơi khác")))
            ],
            "heads": list(columns.values()),
            "lines": [_line(row, table, period, columns, lang) for row in rows],
            "all": _line(_rows(table, code, period, None)[0], table, period, columns, lang, code) if rows else None,
            "file_url": f"{address}?{urlencode({'bang': slug, **kept})}&{period.query}&tai=1",
            "back_url": links.board(code, period),
        },
    )


@open_to(*LEADS)
def behind(request: Request) -> HttpResponse:
    """The dossiers behind one number: codes for all, names and links for those who may see them."""
    now, lang = clock.now(), spoken()
    code = links.agency_of(request)
    period = periods.read(request.GET, clock.local_day(now))
    slug, figure = request.GET.get("bang", ""), request.GET.get("so", "")
    if slug not in TABLES or figure not in heads(TABLES[slug]):
        raise NotVisible("page.unknown")
    found = across.behind(TABLES[slug], figure, code, period.first, period.last, as_of=now)
    seen = queries.visible_to(request.actor, now).filter(code__in=[one for one, _agency in found])
    rows = {row.code: row for row in seen.select_related("applicant", "procedure_version")}
    return render_page(
        request,
        "leader/across_rows.html",
        {
            "tab": "board",
            "title": heads(TABLES[slug])[figure],
            "agency_name": links.name_of(code, period.last, lang),
            "period": period,
            "rows": [(one, rows.get(one)) for one, _agency in found],
            "most": across.MOST,
            "back_url": f"{reverse('leader:across')}?{urlencode({'bang': slug, 'don-vi': code})}&{period.query}",
        },
    )


def _rows(table: str, code: str, period: Chosen, by: str | None) -> list[AcrossRow]:
    make = across.reception if table == "reception" else across.parts
    return make(code, period.first, period.last, by=by)


def _line(row: AcrossRow, table: str, period: Chosen, columns: Mapping[str, str], lang: str, code: str = "") -> Line:
    slug = next(one for one, name in TABLES.items() if name == table)
    of = code or row.agency
    address = reverse("leader:across_rows")
    cells = []
    for name in columns:
        number = row.counts[name]
        asked = urlencode({"bang": slug, "so": name, "don-vi": of})
        cells.append(Cell(number, f"{address}?{asked}&{period.query}" if number else ""))
    return Line(row.label[lang == "en"], cells, row.median_hours if table == "parts" else None)


def _written(row: AcrossRow, columns: Mapping[str, str], lang: str) -> tuple[str | int | float | None, ...]:
    told: list[str | int | float | None] = [row.agency, row.label[lang == "en"]]
    told += [row.counts[name] for name in columns]
    return (*told, row.median_hours) if "pending" in row.counts else tuple(told)
