"""The steps of a dossier as its page prints them: planned and used hours, who had it, how far behind; what comes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.desks.shell import formats
from motcua.desks.shell.dossier import said
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers import queries, step_clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.passing import is_last_approval
from motcua.dossiers.queries import handing
from motcua.dossiers.queries.stays import Stay, limit_of
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.people import access
from motcua.people.models import Account
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step, main_line, may_follow


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: `kind` done, now or todo; `behind` how much in words; `aside` when, by whom, hours used of planned."""

    name: str
    kind: str
    aside: str
    behind: str = ""
    until: str = ""


def steps_of_dossier(dossier: Dossier, now: datetime, events: Sequence[Event]) -> list[StepRow]:
    """Stays so far, then the steps ahead of the main line, from the dossier's `events`. Nothing before reception."""
    if dossier.received_at is None:
        return []
    found = queries.stays(dossier, now, events=events)
    people = {pk for one in found for pk in (one.holder, one.by, one.in_place_of) if pk}
    names = dict(Account.objects.filter(pk__in=people).values_list("pk", "full_name")) if people else {}
    rows = [_row(one, names, now) for one in found]
    return rows + ([] if dossier.resolved_at else _ahead(dossier))


def _row(stay: Stay, names: dict[int, str], now: datetime) -> StepRow:
    lang = spoken()
    who = names.get(stay.by or stay.holder or 0, "") if not stay.is_open else names.get(stay.holder or 0, "")
    if who and stay.in_place_of:
        who = _("%(who)s thay %(absent)s") % {"who": who, "absent": names.get(stay.in_place_of, "–")}
    used = formats.working_time(stay.used, lang)
    if stay.planned:
        used = _("dùng %(used)s trên %(planned)s giờ") % {"used": used, "planned": stay.planned}
    parts = [who, used, "" if stay.is_open else formats.short_instant(stay.until_at or now, lang, now)]
    return StepRow(
        name=stay.name_en if lang == "en" else stay.name_vi,
        kind="now" if stay.is_open else "done",
        aside=" · ".join(part for part in parts if part),
        behind=formats.working_time(stay.behind, lang) if stay.behind else "",
        until=formats.short_instant(stay.due_at, lang, now) if stay.is_open and stay.due_at else "",
    )


def _ahead(dossier: Dossier) -> list[StepRow]:
    lang = spoken()
    steps = steps_of(dossier.process)
    line = main_line(steps)
    keys = [step.key for step in line]
    if dossier.step not in keys:
        return []
    limit = limit_of(dossier)
    rows = []
    for step in line[keys.index(dossier.step) + 1 :]:
        hours = step_clock.hours_of(steps, step.key, limit)
        words = _("%(n)s giờ") % {"n": hours} if hours else _("không tính giờ")
        if step.optional:
            words += " · " + _("có thể bỏ qua")
        rows.append(StepRow(said(step, lang), "todo", words))
    return rows


def onward(
    dossier: Dossier, steps: Sequence[Step], step: Step | None, acts: Collection[str], lang: str
) -> dict[str, Any]:
    """Where an act may lead when steps may be skipped, what passing on is called here, and whether an approval only
    endorses."""
    moves = step is not None and bool({"propose", "forward", "approve"} & set(acts))
    reached = may_follow(steps, dossier.step) if moves else ()
    counter = step is not None and step.role == access.SINGLE_WINDOW_OFFICER
    following = said(reached[0], lang) if reached else ""
    return {
        "onward": [(one.key, said(one, lang)) for one in reached] if len(reached) > 1 else [],
        "passes_to": "" if counter or not following else _("Chuyển bước sau: %(step)s") % {"step": following},
        "endorses": step is not None and step.act == "approve" and not is_last_approval(steps, step.key),
    }


def hand_over_of(dossier: Dossier, now: datetime) -> dict[str, object] | None:
    """The list on which the dossier is between two units, and whether it should have been answered."""
    if dossier.received_at is None or dossier.resolved_at is not None:
        return None
    line = handing.in_hand_over([dossier.pk]).get(dossier.pk)
    until = line.hand_over.answer_until if line is not None else None
    if line is None or until is None:
        return None
    return {"to": line.hand_over.to_name, "until": until, "late": until < now, "at": clock.local(line.hand_over.at)}
