"""The dossiers behind a number: codes and times, nothing about anybody."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.desks.public import figures_words, periods
from motcua.desks.shell import access, formats, paging
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotVisible
from motcua.reports import definitions, figures, published, split
from motcua.reports.figures import Row
from motcua.reports.organisation import Organised

PAGE = 50


def count(figure: str, row: Row) -> int:
    """The number that opened the list."""
    value = getattr(row if hasattr(row, figure) else row.counts, figure)
    return int(value)


@open_to(access.ALL)
def rows(request: Request, agency: str) -> HttpResponse:
    """`so` names the figure; `tu`, `den`, `rieng` as on the scoreboard, `linh-vuc` keeps one field and `thu-tuc` one
    procedure (for who may read the unit's reports: a code names its commune, and procedure × commune is protected);
    `to-chuc=nay` adds those whose work the unit does today; `sau` is the key of the page before. Raises NotVisible,
    Invalid."""
    lang = spoken()
    unit = agencies.get_agency(agency)
    first, last = periods.read(request.GET, periods.last_day_of(unit, clock.local_day(clock.now())))
    figure = request.GET.get("so", "received")
    own = request.GET.get("rieng") == "1"
    procedure, field = request.GET.get("thu-tuc", "")[:40], request.GET.get("linh-vuc", "")[:60]
    if figure not in figures.FIGURES:
        raise NotVisible("page.unknown")
    organised: Organised = "now" if request.GET.get("to-chuc") == "nay" else "then"
    is_kept = bool(procedure) and not split.is_listed(unit.code, last, own=own)
    if is_kept and not published.may_see_all(request.actor, unit.code, last):
        raise NotVisible("page.unknown")
    as_of = clock.now()
    page = figures.rows_behind(
        figure,
        unit.code,
        first,
        last,
        as_of=as_of,
        own=own,
        procedure=procedure,
        field=field,
        after=_after(request.GET.get("sau", "")),
        limit=PAGE,
        organised=organised,
    )
    by = "procedure" if procedure else "field" if field else None
    found = figures.handling(unit.code, first, last, as_of=as_of, own=own, by=by, organised=organised)
    row = next((one for one in found if one.key in ("", procedure, field)), None)
    number = paging.number_of(request)
    following = ""
    if page.after is not None:
        following = paging.address(request, sau=f"{clock.stamp(page.after[0])},{page.after[1]}", page=number + 1)
    meaning = definitions.DEFINITIONS.get(figure)
    name = meaning.name(lang) if meaning else _("Tiếp nhận trong kỳ")
    version = catalogue.find_version(procedure, last) if procedure else None
    return render_page(
        request,
        "public/rows.html",
        {
            "name": name,
            "words": meaning.words(lang) if meaning else _("Hồ sơ tiếp nhận trong kỳ, không tính kỳ trước chuyển qua."),
            "count": count(figure, row) if row else 0,
            "unit": agencies.name_of(unit, last, lang, short=True),
            "procedure": ((version.name_en if lang == "en" else "") or version.name_vi)
            if version
            else procedure or (row.label(lang) if row and field else field),
            "period": formats.period(first, last, lang),
            "board_url": figures_words.board_url(unit.code, first, last, **({"rieng": "1"} if own else {})),
            "shown": paging.Page(page.rows, number, PAGE, "", following),
            "start_url": paging.address(request, sau=None, page=None) if request.GET.get("sau") else "",
            "channels": {"online": _("Trên mạng"), "direct": _("Tại quầy"), "post": _("Bưu chính")},
        },
    )


def _after(text: str) -> tuple[datetime, int] | None:
    if not text:
        return None
    at, _comma, number = text.partition(",")
    try:
        return clock.parse(at), int(number)
    except ValueError:
        raise Invalid("request.invalid", [FieldError("sau", "request.invalid")]) from None
