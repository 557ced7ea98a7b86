"""How the result is wanted."""

from typing import Any

from django.http import HttpResponse

from motcua.desks.citizen.apply import frame
from motcua.desks.citizen.apply.work import DELIVERY, Work
from motcua.desks.citizen.forms import one, problems
from motcua.desks.shell.request import Request
from motcua.kernel.errors import FieldError
from motcua.people import mandates

WAYS = ("counter", "post", "electronic")


def page(request: Request, work: Work) -> HttpResponse:
    """Show, or save and judge."""
    if request.method != "POST":
        return _show(request, work, judge(work.draft.wishes) if "sua" in request.GET else [])
    kept = {name: value for name, value in work.draft.wishes.items() if name not in ("delivery", "language", "address")}
    wishes: dict[str, Any] = {**kept, "delivery": one(request, "delivery"), "language": work.lang}
    if address := one(request, "address")[:300]:
        wishes["address"] = address
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
    given.pop("reused_answers", None)  # the draft's own notes
    given.pop("remember", None)
    given.pop("left_out", None)
    return given


def _show(request: Request, work: Work, errors: list[FieldError], *, wrong: bool = False) -> HttpResponse:
    wishes = work.draft.wishes
    lines, said = problems(errors, {"delivery": "id_delivery", "address": "id_address"})
    context = {
        "problems": lines,
        "said": said,
        "delivery": wishes.get("delivery", ""),
        "address": wishes.get("address") or work.draft.applicant.get("address", ""),
        "result": (work.version.result_name_en if work.lang == "en" else "") or work.version.result_name_vi,
    }
    return frame.show(request, work, DELIVERY, "citizen/apply/delivery.html", context, wrong=wrong)
