"""Open data: what there is, file by file, the catalogue, and how to recompute a figure with nothing but these files."""

import json
from datetime import date

from django.http import HttpResponse
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.agencies.models import AgencyPeriod
from motcua.desks.public import figures_words
from motcua.desks.shell import access, formats, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import LinkRow
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports import definitions, figures, organisation
from motcua.reports import open as data
from motcua.reports.export.table import Kind
from motcua.reports.open import dcat, files
from motcua.reports.scorecard import grain as grains

PAGE = 36
FORMAT_NAMES = {"csv": "CSV", "json": "JSON", "parquet": "Parquet"}


@open_to(access.ALL)
def open_data(request: Request) -> HttpResponse:
    """All datasets, the licence, the catalogue and the page to recompute."""
    lang = spoken()
    rows = [
        LinkRow(one.name[lang == "en"], one.about[lang == "en"], reverse("public:dataset", args=[one.slug]), "chart")
        for one in data.DATASETS
    ]
    context = {"rows": rows, "licence": data.LICENCE, "licence_url": data.LICENCE_URL, "written_at": data.written_at()}
    return render_page(request, "public/open_data.html", context)


@open_to(access.ALL)
def catalogue(request: Request) -> HttpResponse:
    """DCAT-AP as JSON-LD."""
    names = {"catalogue": "public:open_data_catalogue", "dataset": "public:dataset", "file": "public:open_data_file"}

    def url(kind: str, *args: str) -> str:
        return request.build_absolute_uri(reverse(names[kind], args=args))

    found = dcat.catalogue(url, publisher=_publisher(), now=clock.now())
    answer = HttpResponse(json.dumps(found, ensure_ascii=False, indent=1), content_type="application/ld+json")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _publisher() -> str:
    """The province of today, the first by code."""
    today = clock.local_day(clock.now())
    standing = AgencyPeriod.objects.filter(agency__kind="province", valid_from__lte=today).exclude(valid_to__lte=today)
    return standing.order_by("agency__code").values_list("name_vi", flat=True).first() or "Một Cửa"


@open_to(access.ALL)
def dataset(request: Request, slug: str) -> HttpResponse:
    """One dataset: its columns, how they are counted, its files. Raises NotVisible."""
    lang, now = spoken(), clock.now()
    one = data.BY_SLUG.get(slug)
    if one is None:
        raise NotVisible("page.unknown")
    page = paging.page(request, one.keys(files.since(), now), PAGE)
    lines = [
        (_name(key, lang), [(FORMAT_NAMES[format], _file_url(slug, key, format)) for format in data.FORMATS])
        for key in page.rows
    ]
    return render_page(
        request,
        "public/dataset.html",
        {
            "name": one.name[lang == "en"],
            "about": one.about[lang == "en"],
            "shown": page,
            "lines": lines,
            "columns": [(name, _kind(kind, lang), _words(name, lang)) for name, kind in one.columns],
            "rules": definitions.rules(lang) if one.defined else "",
            "version": files.VERSION,
            "licence": data.LICENCE,
            "licence_url": data.LICENCE_URL,
        },
    )


def _name(key: str, lang: str) -> str:
    grain = grains.read(key)
    if grain is None:
        return "Now" if lang == "en" else "Hiện hành"
    return figures_words.grain_name(grain, lang)


def _kind(kind: Kind, lang: str) -> str:
    names = {"text": ("chữ", "text"), "count": ("số nguyên", "whole number"), "percent": ("phần trăm", "percent")}
    return names.get(kind, ("số", "number"))[lang == "en"]


def _words(name: str, lang: str) -> str:
    known = definitions.DEFINITIONS.get(name)
    return f"{known.name(lang)}. {known.words(lang)}" if known else ""


def _file_url(slug: str, key: str, format: str) -> str:
    return reverse("public:open_data_file", args=[slug, key, format])


@open_to(access.ALL)
def file(request: Request, slug: str, key: str, format: str) -> HttpResponse:
    """One file; its address never changes. Raises NotVisible."""
    one = data.BY_SLUG.get(slug)
    if one is None or format not in data.FORMATS:
        raise NotVisible("page.unknown")
    response = HttpResponse(data.file_of(one, key, format, clock.now()), content_type=data.MEDIA_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{slug}-{key}.{format}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = f'<{data.LICENCE_URL}>; rel="license"'
    return response


@open_to(access.ALL)
def recompute(request: Request) -> HttpResponse:
    """How to get a published figure from the files; `don-vi` and `ky` (a month) choose it. Raises NotVisible."""
    lang, now = spoken(), clock.now()
    month = grains.read(request.GET.get("ky", ""))
    last = grains.holding(clock.local_day(now), "month").before
    is_wrong = bool(request.GET.get("ky")) and (month is None or month.kind != "month" or month.last > last.last)
    if month is None or is_wrong:
        month = last
    code = request.GET.get("don-vi", "")[:40] or _top(month.last)
    unit = agencies.get_agency(code)
    (row,) = figures.handling(unit.code, month.first, month.last, as_of=now)
    parts = {"online": row.counts.received_online, "received": row.received, "late": row.counts.resolved_late}
    return render_page(
        request,
        "public/recompute.html",
        {
            "is_wrong": is_wrong,
            "unit": unit.code,
            "key": month.key,
            "name": agencies.name_of(unit, month.last, lang, short=True),
            "period": formats.period(month.first, month.last, lang),
            "row": row,
            "parts": parts,
            "host": request.build_absolute_uri("/").rstrip("/"),
            "handling_url": _file_url("ho-so", month.key, "csv"),
            "agencies_url": _file_url("don-vi", "hien-hanh", "csv"),
            "board_url": figures_words.board_url(unit.code, month.first, month.last),
        },
        status=422 if is_wrong else 200,
    )


def _top(on: date) -> str:
    """The first agency with nothing above it on a day; the one above all dossiers of the files."""
    tree = organisation.read()
    found = [tree.code_of(one) for one in tree.children(None, on)]
    if not found:
        raise NotVisible("agency.unknown", agency="")
    return found[0]
