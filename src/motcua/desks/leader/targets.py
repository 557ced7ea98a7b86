"""Targets of the province and its units, and setting one."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency, Position
from motcua.catalogue.models import Field
from motcua.desks.leader.periods import day_of
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab, Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, sentence
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow, NotVisible
from motcua.kernel.text import fold
from motcua.people import access
from motcua.reports import figures, organisation
from motcua.reports.aims import falls
from motcua.steering import actions
from motcua.steering import queries as steering
from motcua.steering.rules import INDICATORS, OWN, read_value

FIELDS = ("indicator", "field", "agency", "period_from", "period_to", "value", "decision_no")
SIZE = 60


@open_to("province_leader", "procedure_control_officer")
def targets(request: Request) -> HttpResponse:
    """Every target of the agency and the units under it that holds on a day (today), the worst gap first; `don-vi` and
    `chi-tieu` choose some."""
    today = clock.local_day(clock.now())
    on = min(day_of(request.GET.get("ngay", "")) or today, today)
    unit, indicator = request.GET.get("don-vi", ""), request.GET.get("chi-tieu", "")
    lang = spoken()
    scope = access.require("target.set", request.actor)
    own_code = scope.agency
    below = agencies.under(own_code, today)
    codes = dict(Agency.objects.filter(pk__in=below).values_list("code", "pk"))
    every = [row for row in figures.targets(None, on, narrow=True) if row.set_for in codes]
    names = agencies.names_of(codes.values(), today, lang, short=True)
    rows = [row for row in every if row.set_for == (unit or row.set_for)]
    rows = [row for row in rows if row.indicator == (indicator or row.indicator)]
    rows.sort(key=lambda row: (row.short is None, row.short or 0))
    behind = {one.target_id for one in falls.behind(own_code, today)}
    if request.GET.get("tut") == "1":
        rows = [row for row in rows if row.id in behind]
    shown = paging.page(request, rows, size=SIZE)
    posts = _posts([row for row in shown.rows if row.post], on, lang)
    drawn = [
        {
            "row": row,
            "label": row.label(lang),
            "agency": names.get(codes[row.set_for], row.set_for),
            "post": posts.get((row.set_for, row.post), ""),
            "share": row.done,
            "tick": 100 if row.is_count else row.target,
            "behind": row.id in behind,
            "url": reverse("numbers:target", args=[row.id]),
        }
        for row in shown.rows
    ]
    units = sorted({row.set_for for row in every} | ({unit} & codes.keys()))
    return render_page(
        request,
        "leader/targets.html",
        {
            "tab": "targets",
            "rows": drawn,
            "shown": shown,
            "behind_tabs": [
                FilterTab(_("Tất cả"), paging.address(request, tut=None, page=None), current="tut" not in request.GET),
                FilterTab(
                    _("Tụt tiến độ"),
                    paging.address(request, tut="1", page=None),
                    current="tut" in request.GET,
                    count=len(behind),
                ),
            ],
            "own_url": reverse("numbers:targets"),
            "set_url": reverse("leader:set_target"),
            "on": on,
            "unit": unit,
            "indicator": indicator,
            "units": [("", _("Mọi đơn vị")), *((code, names.get(codes[code], code)) for code in units)],
            "indicators": [
                ("", _("Mọi chỉ tiêu")),
                *((one.slug, one.name_en if lang == "en" else one.name_vi) for one in INDICATORS.values()),
            ],
            "is_filtered": bool(unit or indicator or on != today or "tut" in request.GET),
        },
    )


def _posts(rows: list[figures.TargetRow], on: date, lang: str) -> dict[tuple[str, str], str]:
    """What posts are called, and an agency's own part."""
    tree = organisation.read()
    found = {(row.set_for, OWN): tree.own_unit(tree.get(row.set_for))[lang == "en"] for row in rows if row.post == OWN}
    named = Position.objects.filter(agency__code__in={row.set_for for row in rows}, slug__in={row.post for row in rows})
    for one in named.select_related("agency").order_by("valid_from"):
        if one.valid_from <= on or (one.agency.code, one.slug) not in found:
            found[one.agency.code, one.slug] = (one.title_en if lang == "en" else "") or one.title_vi
    return {key: name for key, name in found.items() if key in {(row.set_for, row.post) for row in rows}}


@open_to("province_leader", "procedure_control_officer")
def history(request: Request) -> HttpResponse:
    """Every target that was set for one indicator of one agency: who, when, by which decision, what it replaced."""
    today = clock.local_day(clock.now())
    lang = spoken()
    scope = access.require("target.set", request.actor)
    indicator = INDICATORS.get(request.GET.get("chi-tieu", ""))
    agency = agencies.get_agency(request.GET.get("don-vi", ""))
    if indicator is None or agency.pk not in agencies.under(scope.agency, today):
        raise NotVisible("agency.unknown", agency=agency.code)
    post, field = request.GET.get("vi-tri", "")[:60], request.GET.get("linh-vuc", "")[:40]
    rows = steering.history(indicator.slug, agency, post, field)
    names = agencies.names_of({agency.pk, *[row.issuer_id for row in rows]}, today, lang, short=True)
    return render_page(
        request,
        "leader/target_history.html",
        {
            "tab": "targets",
            "label": indicator.name(lang),
            "is_count": indicator.measure == "count",
            "agency_name": names[agency.pk],
            "rows": [(row, names[row.issuer_id]) for row in rows],
            "set_url": ""
            if post
            else f"{reverse('leader:set_target')}?chi-tieu={indicator.slug}&don-vi={agency.code}"
            + (f"&linh-vuc={field}" if field else ""),
            "back_url": reverse("leader:targets"),
        },
    )


@require_http_methods(["GET", "POST"])
@open_to("province_leader", "procedure_control_officer")
def set_target(request: Request) -> HttpResponse:
    """Set a target by a decision; the one for the same period is replaced and stays readable."""
    now = clock.now()
    today = clock.local_day(now)
    lang = spoken()
    scope = access.require("target.set", request.actor)
    below = agencies.under(scope.agency, today)
    names = agencies.names_of(below, today, lang, short=True)
    codes = dict(Agency.objects.filter(pk__in=below).values_list("pk", "code"))
    own = agencies.get_agency(scope.agency)
    year = today.replace(month=1, day=1), today.replace(month=12, day=31)
    given = {
        "agency": request.GET.get("don-vi", own.code)[:40],
        "indicator": request.GET.get("chi-tieu", "")[:40],
        "field": request.GET.get("linh-vuc", "")[:40],
        "period_from": year[0].isoformat(),
        "period_to": year[1].isoformat(),
    }
    errors: dict[str, str] = {}
    refused = ""
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip() for name in FIELDS}
        try:
            set_for = {code: pk for pk, code in codes.items()}.get(given["agency"])
            _set(request, given, set_for, own)
        except Invalid as invalid:
            errors = {one.path: field_sentence(one) for one in invalid.errors}
        except NotLawfulNow as cannot:
            refused = sentence(cannot)
            errors = {"period_to": refused}
        else:
            messages.success(request, _("Đã giao chỉ tiêu."))
            response = HttpResponseRedirect(reverse("leader:targets"))
            response.status_code = 303
            return response
    ordered = sorted(codes.items(), key=lambda one: (one[0] != own.pk, one[1]))
    return render_page(
        request,
        "leader/set_target.html",
        {
            "tab": "targets",
            "given": given,
            "errors": errors,
            "problems": [Problem(f"id_{name}", errors[name]) for name in FIELDS if name in errors],
            "indicators": [(one.slug, one.name(lang)) for one in INDICATORS.values()],
            "by_field": ", ".join(one.name(lang) for one in INDICATORS.values() if one.by_field),
            "fields": [("", _("Mọi lĩnh vực")), *_fields(lang)],
            "agencies": [(code, f"{names.get(pk, code)} · {code}") for pk, code in ordered],
            "back_url": reverse("leader:targets"),
        },
        status=422 if errors else 200,
    )


def _fields(lang: str) -> list[tuple[str, str]]:
    found = Field.objects.values_list("slug", "name_en" if lang == "en" else "name_vi")
    return sorted(found, key=lambda one: fold(one[1]))


def _set(request: Request, given: dict[str, str], set_for: int | None, issuer: Agency) -> None:
    wrong: list[FieldError] = []
    first, last = day_of(given["period_from"]), day_of(given["period_to"])
    if first is None:
        wrong.append(FieldError("period_from", "target.not_a_day"))
    if last is None:
        wrong.append(FieldError("period_to", "target.not_a_day"))
    if set_for is None:
        wrong.append(FieldError("agency", "target.agency_not_yours"))
    value = read_value(given["indicator"], given["value"])
    if value is None:
        wrong.append(FieldError("value", "target.not_a_number"))
    field = Field.objects.filter(slug=given["field"]).first() if given["field"] else None
    if given["field"] and field is None:
        wrong.append(FieldError("field", "target.field_unknown"))
    if given["indicator"] not in INDICATORS:
        wrong.append(FieldError("indicator", "target.indicator_missing"))
    if wrong or first is None or last is None or set_for is None or value is None:
        raise Invalid("target.invalid", wrong)
    actions.set_target(
        given["indicator"],
        agency=Agency.objects.get(pk=set_for),
        period_from=first,
        period_to=last,
        value=value,
        issuer=issuer,
        decision_no=given["decision_no"],
        field=field,
        by=request.actor,
        at=clock.now(),
    )
