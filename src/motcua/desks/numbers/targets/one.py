"""One target: how it runs, where it will end and why, what would close the gap, its parts, how it was judged."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.desks.numbers.targets import asking, drawn
from motcua.desks.numbers.targets.listing import READERS
from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.people import access
from motcua.reports import definitions
from motcua.reports.aims import cascade
from motcua.reports.aims.checking import moved
from motcua.reports.aims.closing import Closing, closing
from motcua.reports.aims.path import threshold_on
from motcua.reports.figures import Aim, aims_of
from motcua.reports.keeping.rights import may_read
from motcua.reports.models import Fall, Judgement
from motcua.steering import actions as steering_actions
from motcua.steering.models import Target
from motcua.steering.rules import OWN

MOST_PARTS = 30
MOST_FALLS = 6


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a target as the page prints it."""

    name: str
    before: str
    now: str
    weight: int
    value: str
    below: bool
    url: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement beside what the same days give today."""

    row: Judgement
    actual: str
    gap: str
    moved: bool
    today: str


@open_to(*READERS)
def target(request: Request, number: int) -> HttpResponse:
    """`don-vi`: as it holds for an agency under the one that it was set for."""
    found, agency = asking.target_of(request, number)
    now, lang = clock.now(), spoken()
    today = clock.local_day(now)
    on = asking.day_of(request, found)
    asked_on = on.isoformat() if on != asking.usual_day(found, today) else ""
    own = agency.pk == found.agency_id
    (aim,), _ = aims_of([found], agency, on, as_of=now)
    about = "" if own else agency.code
    falls = list(Fall.objects.filter(target=found).order_by("-since", "-id")[:MOST_FALLS]) if own else []
    fall = next((one for one in falls if one.until is None), None)
    shown = drawn.shown(
        aim,
        asking.unit_name(found, agency, on, lang),
        lang,
        threshold_on(on),
        about=about,
        on=asked_on,
        since=fall.since if fall else None,
    )
    closes = _closing(aim)
    lines = cascade.lines(found, today=today, as_of=now) if own else []
    # who has nothing, last year and now, and no target of its own says nothing here
    busy = [one for one in lines if one.target or one.weight or (one.now and one.now[1])]
    checked = steering_actions.checked(found, [one.as_part(one.value) for one in lines]) if lines else None
    may = own and bool(lines) and asking.may_hand_down(request, found)
    back = reverse("numbers:targets")
    back += f"?don-vi={agency.code}" if agency.code != request.actor.agency else ""
    return render_page(
        request,
        "numbers/targets/one.html",
        {
            "tab": "numbers",
            "target": found,
            "shown": shown,
            "row": aim.target,
            "is_count": aim.target.is_count,
            "is_own": own,
            "issuer": agencies.name_of(found.issuer, found.period_from, lang, short=True),
            "set_for": agencies.name_of(found.agency, on, lang, short=True),
            "not_begun": today < found.period_from,
            "months": [one for one in aim.series if one is not None],
            "span": f"{aim.months[0].first:%m/%Y}–{aim.months[-1].last:%m/%Y}" if aim.months else "",
            "start": formats.percent(aim.start, lang) if aim.start is not None else "",
            "response": aim.so_far.response_percent if found.indicator == "satisfied_percent" else None,
            "closing": closes,
            "closing_url": _closing_url(found, closes, about, asked_on) if closes else "",
            "best": drawn.value(closes.best, lang, count=aim.target.is_count) if closes else "",
            "good": _good().get(closes.means, "") if closes else "",
            "is_today": on == asking.usual_day(found, today),
            "judged": _judged(found, aim, lang) if own and on == asking.usual_day(found, today) else None,
            "above": _above(request, found, today, lang) if own else None,
            "parts": [_part(one, found, lang) for one in busy[:MOST_PARTS]],
            "has_parts": bool(lines),
            "parts_more": len(lines) - len(busy[:MOST_PARTS]),
            "by_volume": bool(lines) and lines[0].before is not None,
            "checked": checked,
            "reached": drawn.value(float(checked.reached), lang, count=aim.target.is_count) if checked else "",
            "off": drawn.difference(float(checked.gap), lang, count=aim.target.is_count) if checked else "",
            "hand_down_url": reverse("numbers:target_hand_down", args=[found.pk]) if may else "",
            "history_url": _history_url(request, found) if own else "",
            "falls": [one for one in falls if one.until],
            "threshold": threshold_on(on),
            "rules": definitions.rules(lang),
            "back_url": back,
            "now": now,
        },
    )


def _closing(aim: Aim) -> Closing | None:
    """Nothing is closed after the end."""
    if aim.target.judged_on >= aim.target.last or aim.target.actual is None:
        return None
    return closing(aim.target, aim.so_far, aim.pace)


def _good() -> dict[str, str]:
    """What is counted as good, by the means."""
    return {"in_time": _("xong đúng hạn"), "online": _("nộp trên mạng"), "answers": _("được trả lời là hài lòng")}


def _closing_url(target: Target, found: Closing, about: str, on: str) -> str:
    """Where the dossiers (procedures) that could close the gap are listed."""
    if found.means == "in_time" and found.open:
        return drawn.address("numbers:target_rows", target.pk, about, on, so="pending_within")
    if found.means == "online":
        return drawn.address("numbers:target_rows", target.pk, about, on, so="received_direct")
    if found.means == "procedures":
        return drawn.address("numbers:target_procedures", target.pk, about, on)
    return ""


def _judged(target: Target, aim: Aim, lang: str) -> Judged | None:
    found = Judgement.objects.filter(target=target).first()
    if found is None:
        return None
    count = target.measure == "count"
    actual = None if found.actual is None else float(found.actual)
    gap = None if actual is None else round(actual - float(found.value), 2)
    return Judged(
        found,
        drawn.value(actual, lang, count=count),
        drawn.difference(gap, lang, count=count),
        moved(found, aim.target),
        drawn.value(aim.target.actual, lang, count=count),
    )


def _above(request: Request, target: Target, today: date, lang: str) -> tuple[str, str, str] | None:
    """The target that this one is a part of: whose, how much, its address for who may see it."""
    agency: Agency | None = target.agency
    post = "" if target.post == OWN else OWN
    if not target.post:
        agency = agencies.parent_on(target.agency, target.period_from)
        post = ""
    if agency is None:
        return None
    same = Target.objects.select_related("agency").filter(
        indicator=target.indicator,
        field=target.field,
        agency=agency,
        period_from=target.period_from,
        period_to=target.period_to,
        replaced_at=None,
    )
    either = {one.post: one for one in same.filter(post__in={post, ""})}
    found = either.get(post) or either.get("")
    if found is None or found.pk == target.pk:
        return None
    name = agencies.name_of(agency, target.period_from, lang, short=True)
    written = drawn.value(float(found.value), lang, count=found.measure == "count")
    seen = may_read(request.actor, agency.code, today)
    return name, written, reverse("numbers:target", args=[found.pk]) if seen else ""


def _part(one: cascade.Line, target: Target, lang: str) -> PartLine:
    count = target.measure == "count"
    before = one.before[0] if one.before and count else one.percent_before
    now = one.now[0] if one.now and count else one.percent_now
    below = one.value is not None and now is not None and now < one.value and not count
    return PartLine(
        one.name(lang),
        drawn.value(before, lang, count=count),
        drawn.value(now, lang, count=count),
        one.weight,
        drawn.value(float(one.value), lang, count=count) if one.value is not None else "",
        below,
        reverse("numbers:target", args=[one.target.pk]) if one.target else "",
    )


def _history_url(request: Request, target: Target) -> str:
    if not access.may_ever("target.set", request.actor) or not asking.may_hand_down(request, target):
        return ""
    asked = f"?chi-tieu={target.indicator}&don-vi={target.agency.code}"
    more = f"&vi-tri={target.post}" if target.post else f"&linh-vuc={target.field.slug}" if target.field else ""
    return reverse("leader:target_history") + asked + more
