"""The targets of an agency, worst first; those of its posts; who under it is behind; what was judged."""

from datetime import date, datetime, timedelta

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
from motcua.reports import definitions, organisation
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
            on=on.isoformat() if on != today else "",
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
            "agencies": _with(agency_options(request.actor, on, lang), code, name),
            "on": on,
            "is_today": on == today,
            "lines": lines,
            "narrow": _narrow(agency, on, now, lang, since),
            "behind": _behind(others[:MOST_BEHIND], today, lang),
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


def _narrow(agency: Agency, on: date, now: datetime, lang: str, since: dict[int, date]) -> list[Shown]:
    """Targets of posts and of the agency's own part."""
    threshold = threshold_on(on)
    found = steering.narrower(agency, on)
    made, _ = aims_of(found, agency, on, as_of=now, monthly=False)
    names = asking.unit_names(found, on, lang)
    asked_on = on.isoformat() if on != clock.local_day(now) else ""
    return [
        shown(aim, names[one.pk], lang, threshold, on=asked_on, since=since.get(one.pk))
        for one, aim in zip(found, made, strict=True)
    ]


def _behind(found: list[Fall], on: date, lang: str) -> list[tuple[str, str, str, str, str, date]]:
    """Unit, indicator, what it had and where it should have been, address, since when."""
    names = asking.unit_names([one.target for one in found], on, lang)
    return [
        (
            names[one.target_id],
            label_of(one.target, lang),
            drawn.value(float(one.actual), lang, count=one.target.measure == "count"),
            drawn.value(float(one.path), lang, count=one.target.measure == "count"),
            reverse("numbers:target", args=[one.target_id]),
            one.since,
        )
        for one in found
    ]


def label_of(target: Target, lang: str) -> str:
    """What a target is set for, in words."""
    name = INDICATORS[target.indicator].name(lang)
    if target.field is None:
        return name
    return f"{name}: {target.field.name_en if lang == 'en' else target.field.name_vi}"


@open_to(*READERS)
def judged(request: Request) -> HttpResponse:
    """What was judged at an agency and the units under it, the newest closing day first."""
    now, lang = clock.now(), spoken()
    today = clock.local_day(now)
    code = agency_of(request.actor, request.GET.get("don-vi", ""))
    tree = organisation.read()
    ended = tree.existed(tree.get(code))[1]
    stood = min(today, ended - timedelta(days=1)) if ended else today
    rows = (
        Judgement.objects.filter(target__agency__in=agencies.reach(code, below=True, on=stood))
        .select_related("target__agency", "target__field")
        .order_by("-closed_on", "target__agency__code", "id")
    )
    page = paging.page(request, rows, size=SIZE)
    name = agencies.name_of(agencies.get_agency(code), stood, lang, short=True)
    names = asking.unit_names([one.target for one in page.rows], today, lang)
    return render_page(
        request,
        "numbers/targets/judged.html",
        {
            "tab": "numbers",
            "agency": code,
            "agency_name": name,
            "agencies": _with(agency_options(request.actor, today, lang), code, name),
            "shown": page,
            "rows": [_judged(one, names[one.target_id], lang) for one in page.rows],
            "back_url": reverse("numbers:targets") + (f"?don-vi={code}" if code != request.actor.agency else ""),
        },
    )


def _with(options: list[tuple[str, str]], code: str, name: str) -> list[tuple[str, str]]:
    """With the agency that is looked at, which may stand no more."""
    return options if any(one == code for one, _name in options) else [(code, name), *options]


def _judged(one: Judgement, unit: str, lang: str) -> dict[str, object]:
    target, count = one.target, one.target.measure == "count"
    actual = None if one.actual is None else float(one.actual)
    difference = None if actual is None else round(actual - float(one.value), 2)
    return {
        "row": one,
        "label": label_of(target, lang),
        "unit": unit,
        "value": drawn.value(float(one.value), lang, count=count),
        "actual": drawn.value(actual, lang, count=count),
        "gap": drawn.difference(difference, lang, count=count),
        "url": reverse("numbers:target", args=[target.pk]),
    }
