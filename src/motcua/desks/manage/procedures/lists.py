"""Procedures: the version in force of each, the next, what is being prepared, what is missing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue import rules
from motcua.catalogue.queries import Controlled
from motcua.desks.shell import paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import FilterTab
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock, text

STATES: dict[str, Callable[[Controlled], bool]] = {
    "hieu-luc": lambda one: one.now is not None,
    "sap-toi": lambda one: one.following is not None,
    "ban-thao": lambda one: one.draft is not None,
    "thieu": lambda one: bool(one.missing),
    "bai-bo": lambda one: one.ended is not None,
}
SORTS: dict[str, Callable[[Controlled], Any]] = {
    "ten": lambda one: (text.fold(one.name_vi), one.code),
    "ma": lambda one: one.code,
    "linh-vuc": lambda one: (text.fold(one.field_vi), text.fold(one.name_vi)),
    "ngay": lambda one: (one.changed_on is None, -one.changed_on.toordinal() if one.changed_on else 0, one.code),
    "thieu": lambda one: (-len(one.missing), text.fold(one.name_vi)),
}


@open_to("procedure_control_officer")
def procedures(request: Request) -> HttpResponse:
    """Name, version in force, next version, missing parts; found by words, filtered, sorted, paged."""
    lang = spoken()
    q = request.GET.get("q", "")[:200]
    field = request.GET.get("linh-vuc", "")
    state = request.GET.get("loc", "") if request.GET.get("loc", "") in STATES else ""
    sort = request.GET.get("xep", "") if request.GET.get("xep", "") in SORTS else "ten"
    found = catalogue.controlled(clock.local_day(clock.now()))
    fields = dict(sorted({one.field: (one.field_en if lang == "en" else "") or one.field_vi for one in found}.items()))
    if words := text.fold(q).split()[:8]:
        found = [one for one in found if all(word in _searched(one) for word in words)]
    if field in fields:
        found = [one for one in found if one.field == field]
    counts = {key: sum(map(test, found)) for key, test in STATES.items()}
    total = len(found)
    if state:
        found = [one for one in found if STATES[state](one)]
    shown = paging.page(request, sorted(found, key=SORTS[sort]), size=50)
    context = {
        "tab": "procedures",
        "q": q,
        "count": len(found),
        "filters": _filters(request, state, counts, total),
        "fields": [("", _("Mọi lĩnh vực")), *fields.items()],
        "field": field,
        "state": state,
        "sort": sort,
        "sorts": [
            ("ten", _("Theo tên")),
            ("ma", _("Theo mã")),
            ("linh-vuc", _("Theo lĩnh vực")),
            ("ngay", _("Bản mới nhất trước")),
            ("thieu", _("Thiếu nhiều nhất trước")),
        ],
        "shown": shown,
        "lines": [(one, one.name(lang), part_names(one.missing, lang), _url(one)) for one in shown.rows],
        "lang": lang,
        "new_url": reverse("manage:new_procedure"),
    }
    return render_page(request, "manage/procedures/list.html", context)


def _searched(one: Controlled) -> str:
    return text.fold(f"{one.name_vi} {one.name_en} {one.code} {one.slug} {one.field_vi} {one.field_en}")


def _url(one: Controlled) -> str:
    is_only_a_draft = one.now is None and one.following is None and one.ended is None
    return reverse("manage:draft" if is_only_a_draft else "manage:procedure", args=[one.code])


def part_names(parts: tuple[str, ...], lang: str) -> list[str]:
    """The parts that the law demands, by name."""
    return [rules.PARTS[part][lang == "en"] for part in parts]


def _filters(request: Request, state: str, counts: dict[str, int], total: int) -> list[FilterTab]:
    labels = {
        "": _("Tất cả"),
        "hieu-luc": _("Đang hiệu lực"),
        "sap-toi": _("Sắp tới"),
        "ban-thao": _("Bản thảo"),
        "thieu": _("Thiếu phần"),
        "bai-bo": _("Đã bãi bỏ"),
    }
    return [
        FilterTab(
            words,
            paging.address(request, loc=key, page=None),
            counts[key] if key else total,
            current=key == state,
            hot=key == "thieu",
        )
        for key, words in labels.items()
    ]
