"""Handing a target down to all its parts at once: a table to fill, tried first, then set."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.desks.numbers.targets import asking, drawn
from motcua.desks.numbers.targets.listing import label_of
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence, sentence
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow, NotVisible
from motcua.reports.aims import cascade
from motcua.steering import actions
from motcua.steering.actions import Part
from motcua.steering.models import Target
from motcua.steering.rules import read_value

MOST_TYPED = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what is typed, and what it would change."""

    key: str
    name: str
    before: str
    weight: int
    typed: str
    standing: str
    suggested: str
    error: str
    change: str


@require_http_methods(["GET", "POST"])
@open_to("commune_leader", "province_leader", "procedure_control_officer")
def hand_down(request: Request, number: int) -> HttpResponse:
    """GET: the table, filled with what stands, else with the suggested split (`mau=goi-y`: with the split everywhere).
    POST `buoc=thu`: shows what it comes to, nothing is set; `buoc=giao`: sets it."""
    target, _agency = asking.target_of(request, number)
    if not asking.may_hand_down(request, target):
        raise NotVisible("target.unknown")
    now, lang = clock.now(), spoken()
    today = clock.local_day(now)
    lines = cascade.lines(target, today=today, as_of=now)
    if not lines:
        raise NotVisible("target.unknown")
    typed, decision = _typed(request, target, lines, lang)
    errors: dict[str, str] = {}
    refused, tried = "", False
    parts: list[Part] = []
    if request.method == "POST":
        try:
            parts = _parts(target, lines, typed)
            if wrong := actions.judge_parts(target, parts, decision):
                raise Invalid("target.invalid", wrong)
            if request.POST.get("buoc") == "giao":
                return _set(request, target, parts, decision)
            tried = True
        except Invalid as invalid:
            errors = {one.path: field_sentence(one) for one in invalid.errors}
        except NotLawfulNow as cannot:
            refused = sentence(cannot)
            errors = {"cascade": refused}
    checked = actions.checked(target, parts) if parts else None
    count = target.measure == "count"
    rows = [_row(one, typed[one.key], errors, target, lang, tried=tried) for one in lines]
    return render_page(
        request,
        "numbers/targets/hand_down.html",
        {
            "tab": "numbers",
            "target": target,
            "label": label_of(target, lang),
            "unit": asking.unit_name(target, target.agency, target.period_from, lang),
            "value": drawn.value(float(target.value), lang, count=count),
            "is_count": count,
            "rows": rows,
            "hidden": [(f"value.{one.key}", typed[one.key]) for one in lines if typed[one.key]],
            "by_volume": lines[0].before is not None,
            "kind": lines[0].kind,
            "decision": decision,
            "errors": errors,
            "problems": _problems(errors),
            "tried": tried,
            "checked": checked,
            "reached": drawn.value(float(checked.reached), lang, count=count) if checked else "",
            "changed": sum(1 for one in rows if one.change),
            "back_url": reverse("numbers:target", args=[target.pk]),
            "suggest_url": f"{request.path}?mau=goi-y",
        },
        status=422 if errors else 200,
    )


def _typed(request: Request, target: Target, lines: list[cascade.Line], lang: str) -> tuple[dict[str, str], str]:
    """What stands in each field, and the decision's number."""
    if request.method == "POST":
        given = {one.key: request.POST.get(f"value.{one.key}", "").strip()[:MOST_TYPED] for one in lines}
        return given, request.POST.get("decision_no", "").strip()[:80]
    split = request.GET.get("mau") == "goi-y" or not any(one.value is not None for one in lines)
    filled = {}
    for one in lines:
        value = one.suggested if split else one.value
        # nothing is asked of who had nothing: an empty field hands nothing down
        filled[one.key] = "" if value is None or (target.measure == "count" and not value) else _written(value, lang)
    return filled, target.decision_no


def _written(value: Decimal, lang: str) -> str:
    """As it is typed: 55, 92,5 (92.5 in English)."""
    text = f"{value.normalize():f}"
    return text if lang == "en" else text.replace(".", ",")


def _parts(target: Target, lines: list[cascade.Line], typed: dict[str, str]) -> list[Part]:
    """Raises Invalid with a member for each line that is no number."""
    parts, wrong = [], []
    for one in lines:
        value = read_value(target.indicator, typed[one.key]) if typed[one.key] else None
        if typed[one.key] and value is None:
            wrong.append(FieldError(f"value.{one.key}", "target.not_a_number"))
        parts.append(one.as_part(value))
    if wrong:
        raise Invalid("target.invalid", wrong)
    return parts


def _set(request: Request, target: Target, parts: list[Part], decision: str) -> HttpResponse:
    made = actions.hand_down(
        target,
        parts,
        issuer=agencies.get_agency(request.actor.agency),
        decision_no=decision,
        by=request.actor,
        at=clock.now(),
    )
    said = ngettext("Đã giao cho %(n)s nơi.", "Đã giao cho %(n)s nơi.", len(made)) % {"n": len(made)}
    messages.success(request, said)
    response = HttpResponseRedirect(reverse("numbers:target", args=[target.pk]))
    response.status_code = 303
    return response


def _row(one: cascade.Line, typed: str, errors: dict[str, str], target: Target, lang: str, *, tried: bool) -> Row:
    count = target.measure == "count"
    standing = drawn.value(float(one.value), lang, count=count) if one.value is not None else ""
    before = one.before[0] if one.before and count else one.percent_before
    error = errors.get(f"value.{one.key}", "")
    return Row(
        key=one.key,
        name=one.name(lang),
        before=drawn.value(before, lang, count=count),
        weight=one.weight,
        typed=typed,
        standing=standing,
        suggested=drawn.value(float(one.suggested), lang, count=count),
        error=error,
        change=_change(one, read_value(target.indicator, typed)) if tried else "",
    )


def _change(one: cascade.Line, value: Decimal | None) -> str:
    """What setting it would do to one line."""
    if value is None:
        return ""
    if one.value is None:
        return _("giao mới")
    return _("thay chỉ tiêu cũ") if value != one.value else _("giữ nguyên")


def _problems(errors: dict[str, str]) -> list[Problem]:
    return [Problem("id_decision_no" if path == "decision_no" else f"id_{path}", one) for path, one in errors.items()]
