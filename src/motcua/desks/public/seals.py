"""Sealed periods for everybody: which stand, every version with its figures and its hash, and the file to recompute."""

from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from motcua.agencies.queries import get_agency
from motcua.desks.shell import access, formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import LinkRow
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports import organisation
from motcua.reports.models import PeriodSeal
from motcua.reports.seals import content, labels, standing

LINES = (
    ("channels", ("received_total", "resolved_total", "resolved_late", "pending_total")),
    ("units", ("received_total", "resolved_total", "resolved_late", "pending_total")),
    ("fields", ("received_total", "resolved_total", "resolved_late", "pending_total")),
)
"""What the page prints of each part's lines; the file has every figure."""


def days(seal: PeriodSeal, lang: str) -> str:
    """ "01/03/2026–31/03/2026"."""
    return f"{formats.day(seal.first, lang)}–{formats.day(seal.last, lang)}"


@open_to(access.ALL)
def seals(request: Request) -> HttpResponse:
    """Units that have sealed periods."""
    lang, tree = spoken(), organisation.read()
    found = [(tree.name(tree.get(code), end)[lang == "en"], code, end) for code, end in standing.sealed_agencies()]
    rows = [LinkRow(name, "", reverse("public:seals_of", args=[code]), "check") for name, code, _end in sorted(found)]
    return render_page(request, "public/seals.html", {"rows": rows})


@open_to(access.ALL)
def seals_of(request: Request, agency: str) -> HttpResponse:
    """The sealed periods of a unit; `?tai=json`: as JSON with their hashes."""
    unit, lang = get_agency(agency), spoken()
    found = standing.of_agency(unit.code)
    if not found:
        raise NotVisible("seal.unknown")
    if request.GET.get("tai") == "json":
        answer = JsonResponse({"agency": unit.code, "periods": [_item(request, one) for one in found]})
        answer["Access-Control-Allow-Origin"] = "*"
        return answer
    rows = [(one, days(one, lang), url_of(one)) for one in found]
    return render_page(request, "public/seals_of.html", {"unit": _name(unit.code, found[0].last, lang), "rows": rows})


def url_of(seal: PeriodSeal) -> str:
    """The page of a period."""
    return reverse("public:seal", args=[seal.agency.code, seal.first.isoformat(), seal.last.isoformat()])


def _file_of(seal: PeriodSeal) -> str:
    return f"{url_of(seal)}ban-{seal.version}.json"


def _item(request: Request, seal: PeriodSeal) -> dict[str, Any]:
    return {
        "kind": seal.kind,
        "from": seal.first.isoformat(),
        "to": seal.last.isoformat(),
        "version": seal.version,
        "sealed_at": clock.local(seal.sealed_at).isoformat(),
        "sha256": seal.digest,
        "url": request.build_absolute_uri(_file_of(seal)),
    }


def _name(agency: str, on: date, lang: str) -> str:
    tree = organisation.read()
    return tree.name(tree.get(agency), on)[lang == "en"]


def _read_days(first: str, last: str) -> tuple[date, date]:
    try:
        return date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise NotVisible("seal.unknown") from None


@open_to(access.ALL)
def seal(request: Request, agency: str, first: str, last: str) -> HttpResponse:
    """Every version of a period, the one in force first; what a correction changed is marked."""
    lang = spoken()
    unit = get_agency(agency)
    found = standing.versions(unit.code, *_read_days(first, last))
    if not found:
        raise NotVisible("seal.unknown")
    told = [content.read(one.content) for one in found]
    newest = told[-1]
    named = labels.labels([newest], found[-1].last, lang)
    figures = [
        (
            name,
            [
                (one.whole[key], bool(index) and one.whole[key] != told[index - 1].whole[key])
                for index, one in enumerate(told)
            ],
        )
        for key, name in labels.figure_names(lang)
    ]
    heads = dict(labels.figure_names(lang))
    parts = [
        (
            part,
            [heads[key] for key in keys],
            [
                (named.get((part, line), line), [(heads[key], counted[key]) for key in keys])
                for line, counted in getattr(newest, part).items()
            ],
        )
        for part, keys in LINES
        if getattr(newest, part)
    ]
    context = {
        "unit": _name(unit.code, found[-1].last, lang),
        "seal": found[-1],
        "days": days(found[-1], lang),
        "versions": [(one, _file_of(one)) for one in reversed(found)],
        "columns": found,
        "figures": figures,
        "parts": parts,
        "back_url": reverse("public:seals_of", args=[unit.code]),
    }
    return render_page(request, "public/seal.html", context)


@open_to(access.ALL)
def seal_file(request: Request, agency: str, first: str, last: str, version: int) -> HttpResponse:
    """The very bytes that were hashed."""
    found = standing.get_version(get_agency(agency).code, *_read_days(first, last), version)
    answer = HttpResponse(found.content.encode(), content_type="application/json")
    answer["Content-Disposition"] = f'inline; filename="{agency}-{first}-{last}-ban-{version}.json"'
    answer["Access-Control-Allow-Origin"] = "*"
    answer["X-Content-SHA256"] = found.digest
    return answer
