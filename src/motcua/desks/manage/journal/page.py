"""The administrator's journal: what was changed in the unit's administration, by whom, when and why."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.desks.manage.chosen import PARAMETER, Unit, frame, unit_of
from motcua.desks.manage.given import day
from motcua.desks.manage.journal.told import KINDS, NOT_ADMINISTRATION, Told, told
from motcua.desks.shell import formats, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.errors import FieldError
from motcua.people import staffing
from motcua.people.actions import subject_of
from motcua.people.queries import find_account
from motcua.people.staffing import Colleague

SIZE = 50
MOST_CSV = 10_000


def _of_kinds(kinds: list[str]) -> Q:
    found = Q()
    for kind in kinds:
        for beginning in KINDS[kind]:
            found |= Q(type__startswith=beginning)
    return found


def administration(
    unit: Unit, agency_ids: frozenset[int], kind: str = "", people: Sequence[Colleague] | None = None
) -> QuerySet[Event]:
    """Events of the administration of these units: done by somebody there, or done to its people, posts and hours.
    `people` are the colleagues there, where they are read already."""
    if agency_ids == {unit.agency.pk}:
        codes = [unit.agency.code]
    else:
        codes = list(Agency.objects.filter(pk__in=agency_ids).values_list("code", flat=True))
    chains = [f"agency:{code}" for code in codes]
    people = staffing.colleagues(agency_ids, unit.today) if people is None else people
    chains += [subject_of(one.account) for one in people]
    rows = Event.objects.filter(_of_kinds([kind] if kind in KINDS else list(KINDS)) | Q(type__startswith="token."))
    if kind in KINDS:
        rows = rows.filter(_of_kinds([kind]))
    staff = Q(by_agency__in=codes) & ~Q(by_role__in=("citizen", "anonymous"))
    return (
        rows.filter(staff | Q(chain__in=chains))
        .exclude(type__in=NOT_ADMINISTRATION)
        .select_related("why")
        .order_by("-pk")
    )


def _filtered(rows: QuerySet[Event], given: QueryDict) -> tuple[QuerySet[Event], dict[str, str]]:
    chosen = {name: given.get(name, "").strip()[:80] for name in ("loai", "ai", "tu", "den")}
    days: list[date | None] = []
    for name in ("tu", "den"):
        errors: list[FieldError] = []
        days.append(day(given, name, errors, needed=False))
        if errors:
            chosen[name] = ""
    first, last = days
    if first:
        rows = rows.filter(at__gte=clock.day_start(first))
    if last:
        rows = rows.filter(at__lt=clock.day_start(last + timedelta(days=1)))
    if chosen["ai"]:
        account = find_account(chosen["ai"])
        by = str(account.pk) if account else "-"
        about = subject_of(account) if account else "-"
        rows = rows.filter(Q(by_id=by) | Q(chain=about))
    return rows, chosen


@open_to("administrator")
def unit_journal(request: Request) -> HttpResponse:
    """Filtered by kind, person and days; newest first."""
    unit = unit_of(request, "unit.manage")
    rows, chosen = _asked(request, unit)
    shown = paging.page(request, rows, size=SIZE)
    kinds = {
        "": _("Mọi việc"),
        "accounts": _("Người và tài khoản"),
        "posts": _("Vị trí"),
        "hours": _("Giờ làm việc"),
        "procedures": _("Thủ tục, tờ khai, mức mở"),
        "fees": _("Mức thu"),
        "templates": _("Mẫu"),
        "targets": _("Chỉ tiêu"),
        "announcements": _("Thông báo chung"),
        "organisation": _("Tổ chức"),
    }
    context: dict[str, Any] = {
        **frame(unit, "unit_journal"),
        "shown": shown,
        "rows": told(shown.rows, spoken(), {unit.agency.code: unit.name}),
        "kinds": list(kinds.items()),
        "chosen": chosen,
        "is_filtered": any(chosen.values()),
        "csv_url": f"{unit.url('unit_journal_csv').partition('?')[0]}?{request.GET.urlencode()}",
        "all_url": unit.url("unit_journal"),
        "don_vi": request.GET.get(PARAMETER, ""),
    }
    return render_page(request, "manage/journal/page.html", context)


def _asked(request: Request, unit: Unit) -> tuple[QuerySet[Event], dict[str, str]]:
    ids = frozenset({unit.agency.pk}) if PARAMETER in request.GET else unit.below
    rows, chosen = _filtered(administration(unit, ids, request.GET.get("loai", "")), request.GET)
    if chosen["loai"] not in KINDS:
        chosen["loai"] = ""
    return rows, chosen


@open_to("administrator")
def unit_journal_csv(request: Request) -> HttpResponse:
    """The same lines as a CSV file, the newest ten thousand."""
    unit = unit_of(request, "unit.manage")
    rows, _chosen = _asked(request, unit)
    lang = spoken()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [_("Lúc"), _("Việc"), _("Về"), _("Chi tiết"), _("Ai làm"), _("Với quyền"), _("Lý do"), _("Quyết định"), _("Mã")]
    )
    for one in told(list(rows[:MOST_CSV]), lang, {unit.agency.code: unit.name}):
        writer.writerow([_safe(value) for value in _line(one, lang)])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="nhat-ky-{unit.agency.code}-{unit.today}.csv"'
    return response


def _line(one: Told, lang: str) -> list[str]:
    at = formats.instant(one.event.at, lang).replace(formats.NBSP, " ")
    return [at, one.what, one.about, one.detail, one.who, one.as_what, one.why, one.ground, str(one.event)]


def _safe(value: str) -> str:
    """What a spreadsheet would take for a formula is made text."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
