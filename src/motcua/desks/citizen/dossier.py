"""The page of one's own dossier: the promise first, must I act, the way so far, papers, result, withdrawal."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.desks.citizen.apply.work import set_place
from motcua.desks.citizen.filers import FILERS
from motcua.desks.citizen.forms import one, problems, see, spoken
from motcua.desks.citizen.standing import delivery_words, office_of, promise_of, way
from motcua.desks.shell.access import open_to
from motcua.desks.shell.early import early_words
from motcua.desks.shell.files import file_response
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.documents.queries import Decision, open_for
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.dossiers.states import CLOSED, State
from motcua.flows import act
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotVisible
from motcua.payments import queries as payments
from motcua.people import mandates
from motcua.voice.queries import is_asked

ENDED = (State.FINISHED, State.DELIVERED)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper on the page, with what was handed in last."""

    name: str
    newest: DossierPaper | None
    older: int
    is_form: bool


def opened(request: Request, code: str, at: datetime) -> Dossier:
    """One's own dossier; anybody else's does not exist. The page speaks for its agency."""
    dossier = queries.get_visible(code, viewer=request.actor, at=at)
    set_place(request, dossier.agency.code, spoken())
    return dossier


@open_to(*FILERS)
def dossier(request: Request, code: str) -> HttpResponse:
    """Everything that its applicant may know."""
    now, lang = clock.now(), spoken()
    row = opened(request, code, now)
    acts = queries.lawful_acts(row, request.actor, now)
    owed = payments.owed(row)
    supplement_url = reverse("citizen:supplement", args=[code]) if "supplement" in acts else ""
    done = row.state in ENDED
    asked = row.supplements.filter(answered_at=None).order_by("-number").first() if supplement_url else None
    context = {
        "dossier": row,
        "agency": agencies.name_of(row.agency, clock.local_day(now), lang),
        "promise": promise_of(row, now, amount=owed.outstanding or None),
        "open": row.state not in CLOSED and row.state not in ENDED,
        "supplement_url": supplement_url,
        "supplement": asked,
        "given": queries.given_of(asked) if asked is not None else None,
        "apologies": queries.apologies_of(row),
        "early": early_words(row.finished_at, row.due_at, row.agency_id),
        "owed": owed,
        "paid": payments.paid(row),
        "ground": mandates.words(row.wishes.get("mandate"), lang) if row.submitter else "",
        "events": way(row, now, supplement_url=supplement_url),
        "papers": _papers(row, lang),
        "results": queries.results_of(row, inside=False) if done else [],
        "delivery": delivery_words(row.wishes),
        "may_withdraw": "withdraw" in acts,
        "may_rate": done and is_asked(row),
        "has_receipt": row.received_at is not None,
    }
    return render_page(request, "citizen/dossier.html", context)


def _papers(row: Dossier, lang: str) -> list[PaperLine]:
    return [
        PaperLine(
            name=paper.name_en if lang == "en" else paper.name_vi,
            newest=paper.newest,
            older=len(paper.versions) - 1,
            is_form=paper.is_form,
        )
        for paper in queries.papers_of(row)
        if paper.versions or paper.is_form
    ]


@open_to(*FILERS)
def paper_file(request: Request, code: str, number: int) -> HttpResponseBase:
    """A paper that was handed in."""
    row = queries.get_visible(code, viewer=request.actor, at=clock.now())
    paper = row.papers.select_related("upload__stored").filter(pk=number).first()
    if paper is None or paper.upload is None:
        raise NotVisible("file.unknown")
    return file_response(open_for(paper.upload, decided=Decision("dossiers", code, request.actor)))


@open_to(*FILERS)
def result_file(request: Request, code: str, number: int) -> HttpResponseBase:
    """A file of the result; never a draft of it."""
    row = queries.get_visible(code, viewer=request.actor, at=clock.now())
    found = next((file for file in queries.results_of(row, inside=False) if file.pk == number), None)
    if found is None or row.state not in ENDED:
        raise NotVisible("file.unknown")
    return file_response(open_for(found.upload, decided=Decision("dossiers", code, request.actor)), download=True)


@open_to(*FILERS)
def receipt(request: Request, code: str) -> HttpResponse:
    """Form 01, the receipt with the promise, as PDF."""
    row = queries.get_visible(code, viewer=request.actor, at=clock.now())
    if row.received_at is None:
        raise NotVisible("file.unknown")
    from motcua.desks.shell.papers import receipt_pdf

    response = HttpResponse(receipt_pdf(row, spoken()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{code}.pdf"'
    return response


@open_to(*FILERS)
def withdraw(request: Request, code: str) -> HttpResponse:
    """Its own page: what, what becomes of it, a reason."""
    now = clock.now()
    row = opened(request, code, now)
    errors = []
    if request.method == "POST":
        try:
            act.perform(code, "withdraw", {"reason": request.POST.get("reason", "")}, by=request.actor, at=now)
        except Invalid as refused:
            errors = refused.errors
        else:
            messages.success(request, _("Đã rút hồ sơ."))
            return see(reverse("citizen:dossier", args=[code]))
    elif "withdraw" not in queries.lawful_acts(row, request.actor, now):
        return see(reverse("citizen:dossier", args=[code]))
    lines, said = problems(errors, {"reason": "id_reason"})
    context = {
        "dossier": row,
        "title": _("Rút hồ sơ này?"),
        "what": _(
            "%(office)s sẽ ngừng làm, tiền đã nộp không chắc được trả lại. Rút rồi không lấy lại được; cần thì nộp"
            " hồ sơ mới."
        )
        % {"office": office_of(row, now)},
        "action": request.path,
        "act": _("Rút hồ sơ"),
        "kind": "stop",
        "cancel_url": reverse("citizen:dossier", args=[code]),
        "cancel": _("Không rút"),
        "reason": one(request, "reason"),
        "problems": lines,
        "said": said,
    }
    return render_page(request, "citizen/withdraw.html", context, status=422 if errors else 200)
