"""The confirmation: what the code is, how to follow the dossier, what happens by when. The PIN is shown only here."""

from io import BytesIO

import segno
from django.conf import settings
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.desks.citizen.apply.check import was_submitted_here
from motcua.desks.citizen.apply.work import set_place
from motcua.desks.citizen.filers import FILERS
from motcua.desks.citizen.forms import see, spoken
from motcua.desks.citizen.standing import delivery_words, office_of
from motcua.desks.shell import formats
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Event
from motcua.desks.shell.request import Request
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.flows.submit import submission_pin
from motcua.kernel import clock


@open_to(*FILERS)
def done(request: Request, code: str) -> HttpResponse:
    """Only in the session that submitted it, so that a PIN is not read again months later on a shared machine."""
    now, lang = clock.now(), spoken()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    if not was_submitted_here(request, code):
        return see(reverse("citizen:dossier", args=[code]))
    set_place(request, dossier.agency.code, lang)
    name = agencies.name_of(dossier.agency, clock.local_day(now), lang, short=True)
    pin = submission_pin(code)
    context = {
        "dossier": dossier,
        "agency": name if lang == "en" else f"{name[:1].lower()}{name[1:]}",
        "pin": f"{pin[:4]}-{pin[4:]}",
        "qr": tracking_qr(code),
        "events": _events(dossier),
        "told": dossier.applicant.email or (dossier.account.email if dossier.account else ""),
    }
    return render_page(request, "citizen/apply/done.html", context)


def tracking_url(code: str) -> str:
    """The public page of a dossier; never with its PIN."""
    try:
        return f"{settings.BASE_URL}{reverse('public:track_code', args=[code])}"
    except NoReverseMatch:
        return f"{settings.BASE_URL}/theo-doi/{code}"


def tracking_qr(code: str) -> SafeString:
    """The address of the public page as an SVG of one path."""
    out = BytesIO()
    segno.make(tracking_url(code), error="m", micro=False).save(
        out, kind="svg", border=2, dark="#14264d", light="#fff", svgclass="qr", lineclass=None, omitsize=True,
        xmldecl=False, svgns=True, nl=False,
    )  # fmt: skip
    return mark_safe(out.getvalue().decode())  # noqa: S308 — made of a code that the database gave


def _events(dossier: Dossier) -> list[Event]:
    lang, now = spoken(), clock.now()
    version = dossier.procedure_version
    events = [Event("done", _("Đã nộp"), formats.short_instant(dossier.submitted_at, lang, now))]
    until = ""
    if dossier.intake_due_at is not None:
        until = _("Trả lời chậm nhất %(at)s") % {"at": formats.instant(dossier.intake_due_at, lang)}
    events.append(
        Event(
            "now",
            _("%(office)s xem hồ sơ") % {"office": office_of(dossier, now)},
            until,
            _("Đủ thì nhận; thiếu thì báo một lần."),
        )
    )
    result = (version.result_name_en if lang == "en" else "") or version.result_name_vi
    title = _("Làm %(result)s") % {"result": result} if result else _("Giải quyết")
    events.append(Event("todo", title, note=_limit(dossier, lang)))
    return [*events, Event("todo", _("Trả kết quả"), note=delivery_words(dossier.wishes))]


def _limit(dossier: Dossier, lang: str) -> str:
    limit = catalogue.limit_for(dossier.procedure_version, dossier.channel, dossier.answers)
    return limit_words(limit.value, limit.unit, lang) if limit is not None else ""


def limit_words(value: int, unit: str, lang: str) -> str:
    """A statutory limit in a few words; empty where the law sets none."""
    vi, en = {
        "hours": ("{n} giờ làm việc từ khi nhận đủ hồ sơ", "{n} working hours from acceptance"),
        "working_days": ("{n} ngày làm việc từ khi nhận đủ hồ sơ", "{n} working days from acceptance"),
        "calendar_days": ("{n} ngày từ khi nhận đủ hồ sơ", "{n} days from acceptance"),
        "months": ("{n} tháng từ khi nhận đủ hồ sơ", "{n} months from acceptance"),
        "same_day": ("Trong ngày nhận đủ hồ sơ", "On the day of acceptance"),
    }.get(unit, ("", ""))
    return (en if lang == "en" else vi).format(n=value)
