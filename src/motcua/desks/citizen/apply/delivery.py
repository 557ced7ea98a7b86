"""How the result is wanted."""

from typing import Any

from django.http import HttpResponse

from motcua.agencies import queries as agencies
from motcua.desks.citizen.apply import frame
from motcua.desks.citizen.apply.work import DELIVERY, Work
from motcua.desks.citizen.forms import one, problems
from motcua.desks.shell.request import Request
from motcua.flows.transferring import top_of
from motcua.kernel import clock
from motcua.kernel.errors import FieldError
from motcua.people import mandates

WAYS = ("counter", "post", "electronic")
KEPT_ANEW = ("delivery", "language", "address", "counter")


def page(request: Request, work: Work) -> HttpResponse:
    """Show, or save and judge."""
    if request.method != "POST":
        return _show(request, work, judge(work.draft.wishes) if "sua" in request.GET else [])
    kept = {name: value for name, value in work.draft.wishes.items() if name not in KEPT_ANEW}
    wishes: dict[str, Any] = {**kept, "delivery": one(request, "delivery"), "language": work.lang}
    if address := one(request, "address")[:300]:
        wishes["address"] = address
    if (counter := one(request, "counter")[:40]) in dict(counters(work)):
        wishes["counter"] = counter
    work.save(wishes={name: value for name, value in wishes.items() if value}, step=DELIVERY)
    if frame.is_quiet(request):
        return frame.kept(work)
    if errors := judge(work.draft.wishes):
        return _show(request, work, errors, wrong=True)
    return frame.onward(request, work, DELIVERY)


def judge(wishes: dict[str, Any]) -> list[FieldError]:
    """What is lacking."""
    if wishes.get("delivery") not in WAYS:
        return [FieldError("delivery", "apply.delivery_missing")]
    if wishes["delivery"] == "post" and not wishes.get("address"):
        return [FieldError("address", "apply.address_missing")]
    return []


def handed_in(wishes: dict[str, Any]) -> dict[str, Any]:
    """The wishes as a submission holds them: an address only for the post."""
    given = {name: value for name, value in wishes.items() if name != "address" or wishes.get("delivery") == "post"}
    if mandate := mandates.read(given.pop("mandate", None)):
        given["mandate"] = mandate
    if given.get("delivery") != "counter":
        given.pop("counter", None)
    given.pop("reused_answers", None)  # the draft's own notes
    given.pop("remember", None)
    given.pop("left_out", None)
    return given


def counters(work: Work) -> list[tuple[str, str]]:
    """Where the result may be collected: where it is decided (""), or at another commune of the province."""
    agency = work.draft.agency
    if agency is None:
        return []
    today, province = clock.local_day(clock.now()), top_of(agency, clock.now())
    own = agencies.name_of(agency, today, work.lang, short=True)
    rows = agencies.children(province, today, kind="commune")
    return [("", own), *((row.code, row.short_name(work.lang)) for row in rows if row.code != agency.code)]


def _show(request: Request, work: Work, errors: list[FieldError], *, wrong: bool = False) -> HttpResponse:
    wishes = work.draft.wishes
    lines, said = problems(errors, {"delivery": "id_delivery", "address": "id_address"})
    context = {
        "problems": lines,
        "said": said,
        "delivery": wishes.get("delivery", ""),
        "counter": wishes.get("counter", ""),
        "counters": counters(work),
        "address": wishes.get("address") or work.draft.applicant.get("address", ""),
        "result": (work.version.result_name_en if work.lang == "en" else "") or work.version.result_name_vi,
    }
    return frame.show(request, work, DELIVERY, "citizen/apply/delivery.html", context, wrong=wrong)
