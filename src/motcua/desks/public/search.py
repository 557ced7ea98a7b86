"""Finding a procedure by words, by occasion, by field."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import Brief
from motcua.catalogue.rules import choose_limit
from motcua.desks.public import places, sheet_words
from motcua.desks.public.life_events import LIFE_EVENTS
from motcua.desks.shell import access, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock

PAGE = 20
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Found:
    """One procedure in a list."""

    url: str
    name: str
    who: str
    limit: str
    online: str
    online_words: str
    field: str


def lines(briefs: list[Brief], on: date) -> list[Found]:
    """Procedures with who decides and the general limit: two queries for a whole list."""
    lang = spoken()
    names = sheet_words.department_names(on)
    versions = ProcedureVersion.objects.only("pk").prefetch_related("limits")
    limits = {
        version.pk: version.limits.all() for version in versions.filter(pk__in=[one.version_id for one in briefs])
    }
    return [
        Found(
            url=reverse("public:procedure", args=[brief.code]),
            name=brief.name(lang),
            who=sheet_words.decider_words(brief.levels, brief.departments, names),
            limit=sheet_words.limit_words(choose_limit(limits.get(brief.version_id, ()))),
            online=brief.online,
            online_words=sheet_words.online_words(brief.online),
            field=brief.field,
        )
        for brief in briefs
    ]


def offered(briefs: list[Brief], agency: Agency | None, on: date) -> list[Brief]:
    """The same list with how far the chosen office offers each online: its own opening where it decides."""
    if agency is None or not briefs:
        return briefs
    own = {brief.version_id: brief for brief in catalogue.search("", on, agency=agency)}
    return [own.get(brief.version_id, brief) for brief in briefs]


@open_to(access.ALL)
def search(request: Request) -> HttpResponse:
    """`?q=` words with or without diacritics, `linh-vuc` a field, `viec` an occasion; all together narrow."""
    on, lang = clock.local_day(clock.now()), spoken()
    q = request.GET.get("q", "").strip()[:LONGEST]
    field = request.GET.get("linh-vuc", "")[:60]
    event = LIFE_EVENTS.get(request.GET.get("viec", ""))
    place = places.chosen(request, lang)
    agency = agencies.find_agency(place.agency) if place.agency else None
    found = catalogue.search(q, on, field=field)
    if event is not None:
        rank = {slug: number for number, slug in enumerate(event.slugs)}
        found = sorted((one for one in found if one.slug in rank), key=lambda one: rank[one.slug])
    page = paging.page(request, found, size=PAGE)
    fields = catalogue.fields()
    chosen = next((one for one in fields if one.slug == field), None)
    title = _("Tìm thủ tục")
    if event is not None:
        title = str(event.title)
    elif chosen is not None and not q:
        title = (chosen.name_en if lang == "en" else "") or chosen.name_vi
    return render_page(
        request,
        "public/search.html",
        {
            "title": title,
            "is_plain": event is None and (chosen is None or bool(q)),
            "q": q,
            "field": field,
            "event": event.key if event else "",
            "fields": [("", _("Mọi lĩnh vực")), *(_options(fields, lang))],
            "count": len(found),
            "shown": page,
            "lines": lines(offered(page.rows, agency, on), on),
            "place": place,
            "place_name": places.within(place.name, lang),
        },
    )


def _options(fields: list, lang: str) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    return [(one.slug, (one.name_en if lang == "en" else "") or one.name_vi) for one in fields]


@open_to(access.ALL)
def procedures(request: Request) -> HttpResponse:
    """All procedures in force, field by field."""
    on, lang = clock.local_day(clock.now()), spoken()
    groups: dict[str, list[tuple[str, str]]] = {}
    for brief in catalogue.search("", on):
        groups.setdefault(brief.field, []).append((reverse("public:procedure", args=[brief.code]), brief.name(lang)))
    shown = [
        {"slug": slug, "name": name, "procedures": groups[slug]}
        for slug, name in _options(catalogue.fields(), lang)
        if slug in groups
    ]
    count = sum(len(rows) for rows in groups.values())
    return render_page(request, "public/procedures.html", {"fields": shown, "count": count})
