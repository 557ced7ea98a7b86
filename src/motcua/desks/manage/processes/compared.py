"""Two processes side by side: which steps came, went, moved or changed."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.desks.manage.procedures.spoken import Compared
from motcua.desks.manage.processes.drawing import hours_words
from motcua.desks.manage.processes.words import Names
from motcua.workflow.rules import Step

Content = tuple[str, Sequence[Step]]


def compared(before: Content, after: Content, names: Names) -> list[tuple[str, list[Compared]]]:
    """Every member of every step, the steps in the order of the later process; those that are gone come last."""
    groups = [(_("Quy trình"), [_row(_("Tên quy trình"), before[0], after[0])])]
    old, new = {step.key: step for step in before[1]}, {step.key: step for step in after[1]}
    places = {key: at for at, key in enumerate(old, 1)}
    now = {key: at for at, key in enumerate(new, 1)}
    for key in [*new, *(key for key in old if key not in new)]:
        was, step = old.get(key), new.get(key)
        named = step or was
        title = names.step(named) if named else key
        first, second = _said(was, names, places), _said(step, names, now)
        terms = dict.fromkeys([*first, *second])
        groups.append((title, [_row(term, first.get(term, ""), second.get(term, "")) for term in terms]))
    return groups


def _row(term: str, before: str, after: str) -> Compared:
    kind = "same" if before == after else "added" if not before else "removed" if not after else "changed"
    return Compared(term, before, after, kind)


def _said(step: Step | None, names: Names, places: dict[str, int]) -> dict[str, str]:
    if step is None:
        return {}
    return {
        _("Thứ tự"): str(places[step.key]),
        _("Tên bước"): names.step(step),
        _("Ai làm"): names.post(step),
        _("Việc"): names.act(step),
        _("Giờ"): hours_words(step),
        _("Báo trước"): _("%(hours)s giờ") % {"hours": step.warn} if step.warn else "",
        _("Tùy chọn"): _("có") if step.optional else "",
        _("Chờ"): ", ".join(step.after),
        _("Được làm thêm"): ", ".join(names.also.get(one, one) for one in step.also),
        _("Giấy tờ làm ra"): ", ".join(step.makes),
        _("Căn cứ"): step.ground,
    }
