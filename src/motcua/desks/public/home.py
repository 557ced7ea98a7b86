"""The first page: what do you need, where is what you filed, is the office open, how did it do last month."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.desks.public import figures_words, places
from motcua.desks.public.life_events import LIFE_EVENTS
from motcua.desks.public.opening import opening
from motcua.desks.shell import access
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import LinkRow
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.reports import figures


def last_month(on: date) -> tuple[date, date]:
    """The first and the last day of the month before."""
    last = on.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


@open_to(access.ALL)
def home(request: Request) -> HttpResponse:
    """One question, and everything else that one comes here for."""
    now, lang = clock.now(), spoken()
    on = clock.local_day(now)
    place = places.chosen(request, lang)
    agency = agencies.find_agency(place.agency) if place.agency else None
    first, last = last_month(on)
    month = figures.handling(agency.code, first, last)[0] if agency else None
    events = [
        LinkRow(str(event.title), str(event.text), f"{reverse('public:search')}?viec={event.key}", event.icon)
        for event in LIFE_EVENTS.values()
    ]
    return render_page(
        request,
        "public/home.html",
        {
            "events": events,
            "count": len(catalogue.search("", on)),
            "place": place,
            "place_name": places.within(place.name, lang) if place.name else "",
            "is_commune": agency is not None and agency.kind == "commune",
            "opening": opening(now, agency.pk if agency else None),
            "month": month,
            "month_name": figures_words.month_name(first, lang),
            "month_late": month.counts.resolved_late if month else 0,
            "month_url": figures_words.board_url(place.agency, first, last) if place.agency else "",
            "past": figures_words.past_board(),
        },
    )
