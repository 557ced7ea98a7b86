"""Of a linked service: what it consists of, and which of it is wanted now."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.desks.citizen.apply import frame
from motcua.desks.citizen.apply.work import LINKED, Work
from motcua.desks.citizen.forms import problems
from motcua.desks.shell import linked as shown
from motcua.desks.shell.parts import Row
from motcua.desks.shell.request import Request
from motcua.kernel.errors import FieldError, NotVisible


def page(request: Request, work: Work) -> HttpResponse:
    """Show, or save and judge."""
    form = work.linked
    if form is None:
        raise NotVisible("page.unknown")
    if request.method != "POST":
        return _show(request, work, shown.wordless(work.left_out) if "sua" in request.GET else [])
    left_out = shown.read_left_out(request.POST, form)
    kept = {name: value for name, value in work.draft.wishes.items() if name != "left_out"}
    work.save(wishes={**kept, "left_out": left_out} if left_out else kept, step=LINKED)
    if frame.is_quiet(request):
        return frame.kept(work)
    if errors := shown.wordless(work.left_out):
        return _show(request, work, errors, wrong=True)
    return frame.onward(request, work, LINKED)


def rows_of(work: Work) -> list[Row]:
    """What is filed together, for the check page; nothing for an ordinary procedure."""
    if work.linked is None:
        return []
    url = f"{work.url(LINKED)}?{frame.RETURN}=1"
    rows = []
    for one in shown.choices(work.linked, work.draft.agency, work.left_out, work.lang, work.at):
        said = _("Không làm lần này: %(word)s") % {"word": one.word} if not one.wanted else one.agency
        if one.wanted and one.after:
            said = _("%(agency)s, làm khi có kết quả %(after)s") % {"agency": one.agency, "after": one.after.lower()}
        rows.append(Row(one.name, said, url=url if one.optional else ""))
    return rows


def _show(request: Request, work: Work, errors: Sequence[FieldError], *, wrong: bool = False) -> HttpResponse:
    form = work.linked
    assert form is not None
    lines, said = problems(list(errors), {one.path: f"id_{one.path}" for one in errors})
    words = {path.removeprefix("word-"): text for path, text in said.items()}
    context = {
        "problems": lines,
        "parts": shown.choices(form, work.draft.agency, work.left_out, work.lang, work.at, errors, words),
    }
    return frame.show(request, work, LINKED, "citizen/apply/linked.html", context, wrong=wrong)
