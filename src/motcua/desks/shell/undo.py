"""Undo on every staff page: what I have just done, until when it can be taken back, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import sentence
from motcua.dossiers import queries
from motcua.flows import act as acts
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot

DONE = {
    "assign": gettext_lazy("Đã phân công"),
    "forward": gettext_lazy("Đã chuyển tiếp"),
    "propose": gettext_lazy("Đã trình"),
    "approve": gettext_lazy("Đã duyệt"),
    "endorse": gettext_lazy("Đã đồng ý, chuyển tiếp"),
    "return_for_rework": gettext_lazy("Đã trả lại"),
    "refuse": gettext_lazy("Đã từ chối tiếp nhận"),
    "request_supplement": gettext_lazy("Đã yêu cầu bổ sung"),
    "extend": gettext_lazy("Đã hẹn lại"),
    "sign_apology": gettext_lazy("Đã ký thư xin lỗi"),
    "stop": gettext_lazy("Đã dừng"),
}
MOST = 200


@dataclass(frozen=True, slots=True)
class Strip:
    """Acts of one press, undone by one press: `marks` are "code~number of the event"."""

    text: str
    marks: tuple[str, ...]
    codes: tuple[str, ...]
    made_at: datetime
    until: datetime


def strips(actor: Actor, now: datetime, codes: Sequence[str] = ()) -> list[Strip]:
    """What this person did and may still undo, by press, the newest first: one query."""
    found = queries.undoable(actor, now, codes)
    pressed: dict[tuple[str, datetime], list[queries.Undoable]] = {}
    for one in found:
        act = "endorse" if one.event_type == "dossier.endorsed" else one.act
        pressed.setdefault((act, one.made_at), []).append(one)
    return [_strip(act, together) for (act, _at), together in pressed.items()]


def _strip(act: str, together: list[queries.Undoable]) -> Strip:
    done = str(DONE.get(act, act))
    if len(together) == 1:
        text = _("%(done)s hồ sơ %(code)s.") % {"done": done, "code": together[0].code}
    else:
        text = ngettext("%(done)s %(n)s hồ sơ.", "%(done)s %(n)s hồ sơ.", len(together)) % {
            "done": done,
            "n": len(together),
        }
    return Strip(
        text=text,
        marks=tuple(f"{one.code}~{one.event}" for one in together),
        codes=tuple(one.code for one in together),
        made_at=together[0].made_at,
        until=min(one.until for one in together),
    )


@require_http_methods(["GET", "POST"])
@open_to("single_window_officer", "specialist_officer", "commune_leader")
def undo(request: Request) -> HttpResponse:
    """GET: what can still be undone. POST (`viec`: marks): undo each by itself, and say which could not, and why."""
    from motcua.desks.shell.views import back

    now = clock.now()
    if request.method == "GET":
        return render_page(request, "components/undo_page.html", {"tab": "", "strips": strips(request.actor, now)})
    done: list[str] = []
    for mark in list(dict.fromkeys(request.POST.getlist("viec")))[:MOST]:
        code, _sign, number = mark.partition("~")
        body = {"event": int(number)} if number.isdecimal() and len(number) < 10 else {}
        try:
            acts.perform(code, "undo", body, by=request.actor, at=now)
        except Cannot as cannot:
            messages.warning(request, f"{code[:60]}: {sentence(cannot)}")
        else:
            done.append(code)
    if len(done) == 1:
        messages.success(request, _("Đã hoàn tác, hồ sơ %(code)s trở lại như trước.") % {"code": done[0]})
    elif done:
        words = ngettext("Đã hoàn tác %(n)s hồ sơ.", "Đã hoàn tác %(n)s hồ sơ.", len(done)) % {"n": len(done)}
        messages.success(request, words)
    return back(request, request.path)
