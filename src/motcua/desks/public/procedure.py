"""The sheet of a procedure: time, money, papers, how long it really took, what one gets, the law last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.catalogue import queries as catalogue
from motcua.catalogue.queries import Sheet
from motcua.desks.public import places, sheet_words, structured
from motcua.desks.public.measured import measured
from motcua.desks.shell import access, formats, linked
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Fact
from motcua.desks.shell.place import Place
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.flows.linked_form import find_form
from motcua.kernel import clock
from motcua.people import access as staff


@dataclass(frozen=True, slots=True)
class Taken:
    """Measured time as the page draws it; shares of the limit, or of the longest time where it has none."""

    sample: int
    period: str
    where: str
    half: str = ""
    nine_of_ten: str = ""
    limit: str = ""
    half_share: float = 0
    share: float = 0
    is_about: bool = False

    @property
    def is_some(self) -> bool:
        """Some were done, too few to measure; how few is told to nobody."""
        return self.sample > 0


def taken(sheet: Sheet, now: datetime, agency: Agency | None, place: str, lang: str) -> Taken:
    """At the chosen office where it has enough dossiers, else everywhere."""
    where = _("ở %(place)s") % {"place": place} if agency else ""
    found, here = measured(sheet.code, now, agency), agency is not None
    if here and not found.is_enough:
        found, here, where = measured(sheet.code, now), False, _("ở mọi nơi làm thủ tục này")
    period = formats.period(found.first, found.last, lang) if found.first and found.last else ""
    if found.half is None or found.nine_of_ten is None:
        return Taken(found.sample, period, where)
    limit = sheet_words.limit_minutes(sheet.limit)
    whole = max(limit or 0, found.nine_of_ten, 1) if limit is None or limit < found.nine_of_ten else limit
    return Taken(
        sample=found.sample,
        period=period,
        where=where,
        half=formats.working_time(found.half, lang),
        nine_of_ten=formats.working_time(found.nine_of_ten, lang),
        limit=places.within(sheet_words.limit_words(sheet.limit), "vi") if limit else "",
        half_share=100 * found.half / whole,
        share=100 * found.nine_of_ten / whole,
        is_about=here,
    )


def facts_of(sheet: Sheet, online: str, who: str) -> list[Fact]:
    """Time, fee, papers, where."""
    limit = sheet.limit
    note = ""
    if limit is not None:
        if limit.unit == "same_day" and limit.cutoff and limit.cutoff_on == "start":
            note = _("Nhận sau %(hour)s: hôm sau") % {"hour": f"{limit.cutoff:%H:%M}"}
        elif limit.unit != "none":
            note = limit.note
    fee, fee_note = sheet_words.fee_fact(sheet, "online" if online != "none" else "direct")
    needed = [paper for paper in sheet.papers if paper.is_handed_in and paper.need in ("required", "online")]
    must = sum(not paper.databases for paper in needed)
    maybe = len(needed) - must
    forms = sum(paper.is_form for paper in sheet.papers)
    notes = []
    if maybe:
        words = (
            ngettext("thêm %(n)s loại nếu không tra được", "thêm %(n)s loại nếu không tra được", maybe)
            if must
            else ngettext("%(n)s loại nếu không tra được", "%(n)s loại nếu không tra được", maybe)
        )
        notes.append(words % {"n": maybe})
    if forms:
        notes.append(ngettext("và %(n)s tờ khai", "và %(n)s tờ khai", forms) % {"n": forms})
    papers = ngettext("%(n)s loại", "%(n)s loại", must) % {"n": must} if must else _("Không có")
    return [
        Fact(_("Thời gian"), sheet_words.limit_words(limit), note),
        Fact(_("Phí, lệ phí"), fee, fee_note),
        Fact(_("Giấy phải nộp"), papers, ", ".join(notes)),
        Fact(
            _("Nộp ở đâu"),
            _("Trên mạng") if online != "none" else _("Tại quầy"),
            _("hoặc tại quầy: %(who)s") % {"who": who} if online != "none" else who,
        ),
    ]


@open_to(access.ALL)
def procedure(request: Request, code: str) -> HttpResponse:
    """The version in force today. Raises NotVisible for a code that is none, or is no more."""
    now, lang = clock.now(), spoken()
    on = clock.local_day(now)
    version = catalogue.version_in_force(code, on)
    sheet = catalogue.sheet(version, lang)
    place = places.chosen(request, lang)
    agency = agencies.find_agency(place.agency) if place.agency else None
    if agency is not None and not catalogue.decides(version, agency, on):
        agency = None
    online = catalogue.online_level(version, agency, on)
    if agency is not None:
        sheet = catalogue.sheet_at(sheet, version, agency, on, "online" if online != "none" else "direct")
    context = _context(sheet, online, agency, place, now, lang)
    context["start_url"] = _start(sheet.code) if online != "none" else ""
    if (form := find_form(code, on)) is not None:
        context["parts"] = linked.choices(form, agency, {}, lang, now)
    return render_page(request, "public/procedure.html", context)


@open_to("procedure_control_officer")
def procedure_draft(request: Request, code: str) -> HttpResponse:
    """A version in preparation exactly as people will see it, marked as a draft; its button opens the form to look at,
    and nothing can be filed."""
    staff.require("procedure.publish", request.actor)
    now, lang = clock.now(), spoken()
    draft = catalogue.get_draft(code)
    numbers = [row.number for row in catalogue.every_version(draft.procedure)] if draft.procedure else []
    sheet = catalogue.draft_sheet(draft, max(numbers, default=0) + 1, clock.local_day(now), lang)
    context = _context(sheet, sheet.online, None, places.chosen(request, lang), now, lang)
    context["draft"] = draft
    if sheet.online != "none":
        context["start_url"] = _try(sheet.form_key or "general", code)
    return render_page(request, "public/procedure.html", context)


def _context(
    sheet: Sheet, online: str, agency: Agency | None, place: Place, now: datetime, lang: str
) -> dict[str, Any]:
    on = clock.local_day(now)
    who = sheet_words.decider_words(sheet.levels, sheet.departments, sheet_words.department_names(on))
    papers = [paper for paper in sheet.papers if paper.need in ("required", "shown", "online")]
    other = [paper for paper in sheet.papers if paper.need == "conditional"]
    return {
        "sheet": sheet,
        "field_url": f"{reverse('public:search')}?linh-vuc={sheet.field}",
        "facts": facts_of(sheet, online, who),
        "online": online,
        "start_url": "",
        "place": place,
        "taken": taken(sheet, now, agency, places.within(place.name, lang), lang),
        "papers": [sheet_words.paper_line(paper) for paper in papers],
        "other_papers": [sheet_words.paper_line(paper) for paper in other],
        "fees": sheet_words.fee_lines(sheet.fees) if not sheet.is_free else [],
        "limits": [
            (limit.note or _channel(limit.channel) or limit.case, sheet_words.limit_words(limit))
            for limit in sheet.limits
            if limit is not sheet.limit
        ],
        "who": who,
        "data": structured.block(structured.service(sheet, lang=lang, who=who, place=place.name)),
    }


def _channel(channel: str) -> str:
    return {"online": _("Nộp trên mạng"), "direct": _("Nộp tại quầy"), "post": _("Nộp qua bưu chính")}.get(channel, "")


def _start(code: str) -> str:
    """Where one begins to file; "" where this installation has no such page."""
    try:
        return reverse("citizen:apply", args=[code])
    except NoReverseMatch:
        return ""


def _try(form: str, code: str) -> str:
    """Where the form of a draft can be tried; "" where this installation has no such page."""
    try:
        return f"{reverse('manage:try_form', args=[form])}?thu-tuc={code}"
    except NoReverseMatch:
        return ""
