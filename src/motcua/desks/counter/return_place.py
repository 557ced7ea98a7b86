"""Another place for the result: any counter of the province, the post or electronically, with the reason."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.desks.counter.acts import see
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import CLOSED
from motcua.flows import act as acts
from motcua.flows.transferring import top_of
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer")
def change(request: Request, code: str) -> HttpResponse:
    """GET: the choice as it stands. POST: change it."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    if dossier.state in CLOSED:
        raise NotLawfulNow("dossier.closed", code=code)
    errors: dict[str, str] = {}
    if request.method == "POST":
        wanted = ("way", "counter", "address", "reason")
        body = {name: value for name in wanted if (value := request.POST.get(name, "").strip())}
        if body.get("way") != "counter":
            body.pop("counter", None)
        if body.get("way") != "post":
            body.pop("address", None)
        try:
            acts.perform(code, "change_return", body, by=request.actor, at=now)
        except Invalid as invalid:
            errors = {one.path: field_sentence(one) for one in invalid.errors}
        else:
            messages.success(request, _("Đã đổi nơi nhận kết quả."))
            return see("dossier", code)
    wishes = dossier.wishes
    return render_page(
        request,
        "counter/return_place.html",
        {
            "tab": "returning",
            "dossier": dossier,
            "ways": [("counter", _("Tại quầy")), ("post", _("Qua bưu chính")), ("electronic", _("Bản điện tử"))],
            "way": request.POST.get("way") or wishes.get("delivery") or "counter",
            "counters": counters(dossier, now),
            "counter": request.POST.get("counter", str(wishes.get("counter") or "")),
            "address": request.POST.get("address") or wishes.get("address") or dossier.applicant.address,
            "given": request.POST,
            "errors": errors,
            "problems": [Problem(f"id_{name}", words) for name, words in errors.items()],
        },
        status=422 if errors else 200,
    )


def counters(dossier: Dossier, now: datetime) -> list[tuple[str, str]]:
    """Where it is decided first, then where it was taken in, then the other counters of the province by name."""
    lang, today = spoken(), clock.local_day(now)
    decider = agencies.name_of(dossier.agency, today, lang, short=True)
    found = [("", _("Nơi giải quyết: %(name)s") % {"name": decider})]
    if dossier.reception_agency_id != dossier.agency_id:
        row = dossier.reception_agency
        found.append((row.code, agencies.name_of(row, today, lang, short=True)))
    taken = {dossier.agency.code, *(code for code, _name in found)}
    province = top_of(dossier.agency, now)
    if province.code not in taken:
        found.append((province.code, agencies.name_of(province, today, lang, short=True)))
    rows = agencies.children(province, today, kind="commune")
    return found + [(row.code, row.short_name(lang)) for row in rows if row.code not in taken]
