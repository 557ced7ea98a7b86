"""The targets of an agency, worst first; those of its posts; who under it is behind; what was judged."""

from datetime import date

from django.http import HttpResponse
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.desks.numbers.reports.asking import agency_of, agency_options, read_day
from motcua.desks.numbers.sections import OFFICES
from motcua.desks.numbers.targets import asking, drawn
from motcua.desks.numbers.targets.drawn import Shown, shown
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.people import access
from motcua.reports import definitions
from motcua.reports.aims import falls
from motcua.reports.aims.path import threshold_on
from motcua.reports.figures import aims, aims_of
from motcua.reports.models import Fall, Judgement
from motcua.steering import queries as steering
from motcua.steering.models import Target
from motcua.steering.rules import INDICATORS

READERS = tuple(role for role in OFFICES if role != access.ADMINISTRATOR)
MOST_BEHIND = 12
SIZE = 50


@open_to(*READERS)
def targets(request: Request) -> HttpResponse:
    """`don-vi` an agency within reach, `ngay` the day on which they hold (today)."""
    now, lang = clock.now(), spoken()
    today = clock.local_day(now)
    on = min(read_day(request.GET.get("ngay", "")) or today, today)
    code = agency_of(request.actor, request.GET.get("don-vi", ""))
    agency = agencies.get_agency(code)
    threshold = threshold_on(on)
    open_falls = list(falls.behind(code, today)) if on == today else []
    since = {one.target_id: one.since for one in open_falls}
    found, _ = aims(code, on, as_of=now)
    lines = [
        shown(
            one,
            _unit(agency, one.target.set_for, on, lang),
            lang,
            threshold,
            about=code if one.target.set_for != code else "",
            since=since.get(one.target.id) if one.target.set_for == code else None,
        )
        for one in found
    ]
    lines.sort(key=lambda one: (one.aim.target.short is None, one.aim.target.short or 0, one.label))
    name = agencies.name_of(agency, on, lang, short=True)
    others = [one for one in open_falls if one.target.agency_id != agency.pk or one.target.post]
    return render_page(
        request,
        "numbers/targets/list.html",
        {
            "tab": "numbers",
            "agency": code,
            "agency_name": name,
            "agencies": agency_options(request.actor, on, lang),
            "on": on,
            "is_today": on == today,
            "lines": lines,
            "narrow": _narrow(agency, on, now, lang, since),
            "behind": [_behind(one, today, lang) for one in others[:MOST_BEHIND]],
            "behind_count": len(others),
            "behind_more": len(others) - MOST_BEHIND,
            "judged_url": reverse("numbers:targets_judged")
            + (f"?don-vi={code}" if code != request.actor.agency else ""),
            "every_url": reverse("leader:targets") if access.may_ever("target.set", request.actor) else "",
            "set_url": reverse("leader:set_target") if access.may_ever("target.set", request.actor) else "",
            "threshold": threshold,
            "rules": definitions.rules(lang),
            "now": now,
        },
    )


def _unit(agency: Agency, set_for: str, on: date, lang: str) -> str:
    """Whose target holds, where it is not the agency's own."""
    if set_for == agency.code:
        return ""
    return agencies.name_of(agencies.get_agency(set_for), on, lang, short=True)


def _narrow(agency: Agency, on: date, now: object, lang: str, since: dict[int, date]) -> list[Shown]:
    """Targets of posts and of the agency's own part."""
    threshold = threshold_on(on)
    by_post: dict[str, list[Target]] = {}
    for one in steering.narrower(agency, on):
        by_post.setdefault(one.post, []).append(one)
    lines = []
    for post, some in by_post.items():
        made, _ = aims_of(some, agency, on, post=post, monthly=False)
        for target, aim in zip(some, made, strict=True):
            unit = asking.unit_name(target, agency, on, lang)
            lines.append(shown(aim, unit, lang, threshold, since=since.get(target.pk)))
    return lines


def _behind(fall: Fall, on: date, lang: str) -> tuple[str, str, str, str, str, date]:
    """Unit, indicator, what it had and where it should have been, address, since when."""
    target, count = fall.target, fall.target.measure == "count"
    label = INDICATORS[target.indicator].name(lang)
    if target.field:
        label += f": {target.field.name_en if lang == 'en' else target.field.name_vi}"
    return (
        asking.unit_name(target, target.agency, on, lang),
        label,
        drawn.value(float(fall.actual), lang, count=count),
        drawn.value(float(fall.path), lang, count=count),
        reverse("numbers:target", args=[target.pk]),
        fall.since,
    )


@open_to(*READERS)
def judged(request: Request) -> HttpResponse:
    """What was judged at an agency and the units under it, the newest closing day first."""
    now, lang = clock.now(), spoken()
    today = clock.local_day(now)
    code = agency_of(request.actor, request.GET.get("don-vi", ""))
    rows = (
        Judgement.objects.filter(target__agency__in=agencies.under(code, today))
        .select_related("target__agency", "target__field")
        .order_by("-closed_on", "target__agency__code", "id")
    )
    page = paging.page(request, rows, size=SIZE)
    names = agencies.names_of({one.target.agency_id for one in page.rows}, today, lang, short=True)
    return render_page(
        request,
        "numbers/targets/judged.html",
        {
            "tab": "numbers",
            "agency": code,
            "agency_name": agencies.name_of(agencies.get_agency(code), today, lang, short=True),
            "agencies": agency_options(request.actor, today, lang),
            "shown": page,
            "rows": [_judged(one, names[one.target.agency_id], lang) for one in page.rows],
            "back_url": reverse("numbers:targets") + (f"?don-vi={code}" if code != request.actor.agency else ""),
        },
    )


def _judged(one: Judgement, unit: str, lang: str) -> dict[str, object]:
    target, count = one.target, one.target.measure == "count"
    label = INDICATORS[target.indicator].name(lang)
    if target.field:
        label += f": {target.field.name_en if lang == 'en' else target.field.name_vi}"
    actual = None if one.actual is None else float(one.actual)
    difference = None if actual is None else round(actual - float(one.value), 2)
    return {
        "row": one,
        "label": label,
        "unit": f"{unit}, {target.post}" if target.post else unit,
        "value": drawn.value(float(one.value), lang, count=count),
        "actual": drawn.value(actual, lang, count=count),
        "gap": drawn.difference(difference, lang, count=count),
        "url": reverse("numbers:target", args=[target.pk]),
    }
