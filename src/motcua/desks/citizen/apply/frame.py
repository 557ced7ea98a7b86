"""What surrounds every page of a draft: where one is, when it was saved, the way on."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.desks.citizen.apply.work import CHECK, Work
from motcua.desks.citizen.forms import see
from motcua.desks.shell import formats
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request

RETURN = "ve"
"""Query and field that say: back to the check page afterwards."""


def show(
    request: Request, work: Work, stage: str, template: str, context: Mapping[str, Any], *, wrong: bool = False
) -> HttpResponse:
    """A page of the draft in its frame."""
    number, total = work.number_of(stage), len(work.stages)
    returns = RETURN in request.GET or RETURN in request.POST
    title = next(one.title for one in work.stages if one.key == stage)
    frame = {
        "work": work,
        "stage": stage,
        "stage_title": title,
        "number": number,
        "total": total,
        "back_url": work.url(CHECK) if returns else work.before(stage),
        "returns": returns,
        "saved_at": work.draft.saved_at if work.draft.step else None,
    }
    return render_page(request, template, {**frame, **context}, status=422 if wrong else 200)


def onward(request: Request, work: Work, stage: str) -> HttpResponse:
    """303 to the next page, or back to the check page when one came from there."""
    return see(work.url(CHECK) if RETURN in request.POST else work.after(stage))


def saved_words(work: Work) -> str:
    """ "Đã lưu 09:42"."""
    return _("Đã lưu %(hour)s") % {"hour": formats.hour(work.draft.saved_at)}


def is_quiet(request: Request) -> bool:
    """True for an autosave: keep, judge nothing, show nothing."""
    return request.headers.get("X-Autosave") == "1"


def kept(work: Work) -> HttpResponse:
    """The answer to an autosave."""
    return HttpResponse(saved_words(work), content_type="text/plain; charset=utf-8")
