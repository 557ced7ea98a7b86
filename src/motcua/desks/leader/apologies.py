"""Form 04 at the leader's desk: letters that wait for a signature, signed one by one or together, and those given."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from motcua.desks.leader import manners
from motcua.desks.leader.signer import signer_of
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.unchanged import held_while_unchanged
from motcua.desks.shell.words import field_sentence, sentence
from motcua.dossiers import queries
from motcua.flows import act as acts
from motcua.kernel import clock
from motcua.kernel.errors import Cannot, Invalid, NotLawfulNow
from motcua.people import access

OUTCOME = "leader_apologies"


@open_to("commune_leader", "province_leader")
@held_while_unchanged
def apologies(request: Request) -> HttpResponse:
    """What waits, the nearest promise first; `?loc=da-ky`: what was given in the last month. Those above only read."""
    now = clock.now()
    said = request.GET.get("loc") == "da-ky"
    signs = access.may_ever("dossier.sign_apology", request.actor)
    rows = (
        queries.apologies_said(request.actor, now - manners.SAID_FOR, now)
        if said
        else queries.apologies_to_sign(request.actor, now)
    )
    return render_page(
        request,
        "leader/apologies.html",
        {
            "tab": "lateness",
            "said": said,
            "signs": signs,
            "rows": manners.letters(manners.shown(rows), now, units=not signs),
            "tabs": manners.tabs(request, now, "said" if said else "apologies"),
            "none_chosen": "chon" in request.GET,
            "window": manners.window(),
            "signer": signer_of(request.actor, now) if signs else None,
        },
    )


@require_http_methods(["GET", "POST"])
@open_to("commune_leader")
def sign(request: Request) -> HttpResponse:
    """GET (`ma`): what each letter says, and until when it can be undone. POST: sign each by itself."""
    now = clock.now()
    given = request.POST if request.method == "POST" else request.GET
    codes = list(dict.fromkeys(given.getlist("ma")))[: manners.MOST]
    if not codes:
        response = manners.see("apologies")
        response["Location"] += "?chon=1"
        return response
    found = manners.letters(manners.shown(queries.apologies_to_sign(request.actor, now, codes)), now)
    waits = {one.row.code for one in found}
    if request.method == "GET":
        return render_page(
            request,
            "leader/sign_apologies.html",
            {
                "tab": "lateness",
                "rows": found,
                "alone": found[0] if len(found) == 1 else None,
                "gone": [code for code in codes if code not in waits],
                "window": manners.window(),
                "signer": signer_of(request.actor, now),
                "back_url": reverse("leader:apologies"),
            },
        )
    done: list[str] = []
    refused: list[tuple[str, str]] = []
    for code in codes:
        try:
            acts.perform(code, "sign_apology", {}, by=request.actor, at=now)
        except Cannot as cannot:
            refused.append((code, sentence(cannot)))
        else:
            done.append(code)
    request.session[OUTCOME] = {"done": done, "refused": refused}
    if refused:
        return manners.see("apologies_done")
    words = ngettext("Đã ký %(n)s thư xin lỗi.", "Đã ký %(n)s thư xin lỗi.", len(done)) % {"n": len(done)}
    manners.done(request, words, undoable=True)
    return manners.see("apologies")


@open_to("commune_leader")
def signed(request: Request) -> HttpResponse:
    """What signing together did, letter by letter."""
    found = request.session.get(OUTCOME, {"done": [], "refused": []})
    return render_page(
        request,
        "leader/apologies_done.html",
        {
            "tab": "lateness",
            "done": found["done"],
            "refused": found["refused"],
            "back_url": reverse("leader:apologies"),
        },
    )


@require_http_methods(["GET", "POST"])
@open_to("commune_leader")
def refuse(request: Request, code: str) -> HttpResponse:
    """The promise must be kept: the letter goes back with a reason that stays inside."""
    now = clock.now()
    dossier = queries.get_visible(code, viewer=request.actor, at=now)
    error = ""
    if request.method == "POST":
        try:
            body = {"reason": request.POST.get("reason", "").strip()}
            acts.perform(code, "refuse_apology", body, by=request.actor, at=now)
        except Invalid as invalid:
            error = field_sentence(invalid.errors[0])
        else:
            words = _("Không ký thư xin lỗi của hồ sơ %(code)s; phải làm kịp hẹn.") % {"code": code}
            manners.done(request, words, undoable=False)
            return manners.see("apologies")
    elif "refuse_apology" not in queries.lawful_acts(dossier, request.actor, now):
        raise NotLawfulNow("apology.none_waits", code=code)
    found = manners.letters(manners.shown(queries.apologies_to_sign(request.actor, now, [code])), now)
    return render_page(
        request,
        "leader/refuse_apology.html",
        {
            "tab": "lateness",
            "dossier": dossier,
            "one": found[0] if found else None,
            "reason": request.POST.get("reason", ""),
            "error": error,
            "problems": [Problem("id_reason", error)] if error else [],
            "back_url": reverse("leader:apologies"),
        },
        status=422 if error else 200,
    )
