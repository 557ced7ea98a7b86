"""The rules of warning and escalation in force, those that come, and the form of a new version from a day on."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.desks.manage.replies import day_of, seen
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence, say
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.people import access
from motcua.workflow.watch_versions import set_watch, watch_on, watch_versions
from motcua.workflow.watching import LEVELS, OTHER, Watch

KEYS = ("specialist", "single_window", "leader_deputy", "leader", OTHER)


def whose() -> dict[str, str]:
    """Whose step it is, by the beginning of the post's slug."""
    return {
        "specialist": _("Bước của chuyên môn"),
        "single_window": _("Bước của bộ phận một cửa"),
        "leader_deputy": _("Bước của cấp phó"),
        "leader": _("Bước của người đứng đầu"),
        OTHER: _("Bước của vị trí khác"),
    }


def ways() -> list[tuple[str, str]]:
    """To whom it may go up; the first post that somebody holds is told."""
    return [
        ("leader_deputy,leader", _("Cấp phó; không có thì người đứng đầu")),
        ("leader,leader_deputy", _("Người đứng đầu; không có thì cấp phó")),
        (
            "single_window_head,leader_deputy,leader",
            _("Người phụ trách một cửa; không có thì cấp phó, rồi người đứng đầu"),
        ),
        ("leader", _("Người đứng đầu")),
        ("above", _("Người đứng đầu cơ quan cấp trên")),
    ]


@require_http_methods(["GET", "POST"])
@open_to("procedure_control_officer")
def watch(request: Request) -> HttpResponse:
    """The page and its form."""
    access.require("watch.set", request.actor)
    now = clock.now()
    today = clock.local_day(now)
    stands = watch_on(today)
    given = _typed(request.POST) if request.method == "POST" else _shown(stands, today)
    errors: dict[str, str] = {}
    if request.method == "POST":
        day = day_of(given["valid_from"])
        if day is None:
            errors["valid_from"] = say("version_draft.not_a_day", {}, ("", ""))
        else:
            try:
                set_watch(_content(given, stands), valid_from=day, reason=given["reason"], by=request.actor, at=now)
            except Invalid as invalid:
                errors = {one.path: field_sentence(one) for one in reversed(invalid.errors)}
            else:
                messages.success(request, _("Đã ghi bản mới. Bản đang dùng vẫn dùng đến hết ngày trước đó."))
                return seen("manage:watch")
    chosen = dict(ways())
    levels = {"behind": _("Chậm ở bước"), "overdue": _("Quá hẹn")}
    return render_page(
        request,
        "manage/watch/page.html",
        {
            "tab": "processes",
            "given": given,
            "errors": errors,
            "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
            "stands": stands,
            "warn": ", ".join(str(hours) for hours in stands.warn),
            "ways": ways(),
            "fields": [
                (f"{level}-{key}", f"{words}: {name.lower()}", given[f"{level}-{key}"])
                for level, words in levels.items()
                for key, name in whose().items()
            ],
            "lines": [(name, *(_way(stands, level, key, chosen) for level in LEVELS)) for key, name in whose().items()],
            "rows": [
                (one, ", ".join(str(hours) for hours in one.warn), one.valid_from > today)
                for one in reversed(watch_versions())
            ],
            "back_url": reverse("manage:processes"),
        },
        status=422 if errors else 200,
    )


def _way(of: Watch, level: str, key: str, chosen: Mapping[str, str]) -> str:
    posts = ",".join((of.behind if level == "behind" else of.overdue).get(key, ()))
    return chosen.get(posts, posts or "–")


def _shown(stands: Watch, today: date) -> dict[str, str]:
    """The form as it first stands: what is in force, from tomorrow."""
    return {
        "warn": ", ".join(str(hours) for hours in stands.warn),
        "hand_over_cutoff": f"{stands.hand_over_cutoff:%H:%M}",
        "valid_from": (today + timedelta(days=1)).strftime("%d/%m/%Y"),
        "ground": stands.ground,
        "reason": "",
        **{f"behind-{key}": ",".join(stands.behind.get(key, ())) for key in KEYS},
        **{f"overdue-{key}": ",".join(stands.overdue.get(key, ())) for key in KEYS},
    }


def _typed(sent: Mapping[str, Any]) -> dict[str, str]:
    names = ("warn", "hand_over_cutoff", "valid_from", "ground", "reason")
    ups = [f"{level}-{key}" for level in LEVELS for key in KEYS]
    return {name: str(sent.get(name, "")).strip() for name in (*names, *ups)}


def _content(given: Mapping[str, str], stands: Watch) -> dict[str, Any]:
    """What was typed as `read_watch` takes it; what is no number stays a word and is refused there. A way up that the
    form does not offer is taken from what holds."""
    offered = {value for value, _words in ways()}
    content: dict[str, Any] = {
        "warn": [int(one) if one.isdigit() else one for one in given["warn"].replace(",", " ").split()],
        "hand_over_cutoff": given["hand_over_cutoff"],
        "ground": given["ground"],
    }
    for level in LEVELS:
        held = stands.behind if level == "behind" else stands.overdue
        content[level] = {
            key: given[f"{level}-{key}"].split(",") if given[f"{level}-{key}"] in offered else list(held.get(key, ()))
            for key in KEYS
        }
    return content
