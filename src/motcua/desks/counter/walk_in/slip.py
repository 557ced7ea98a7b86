"""The slip as it will print: the promise if received this minute, what is owed, and why it cannot be received yet."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import ngettext

from motcua.catalogue import queries as catalogue
from motcua.catalogue.rules import Owed
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import promise
from motcua.desks.counter.walk_in.stage import Stage
from motcua.desks.shell.eform.draw import id_of
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.words import field_sentence
from motcua.flows import submit as submitting
from motcua.kernel.errors import FieldError, Invalid

_INPUTS = {"personal_id": "number", "tax_code": "number"}


@dataclass(frozen=True, slots=True)
class Slip:
    """`why`: the ledger's sentences; `lacking`: what stands against receiving; `errors`: the same as raised."""

    due_at: datetime | None
    why: tuple[str, ...]
    owed: Owed
    lacking: tuple[Problem, ...]
    errors: tuple[FieldError, ...]

    @property
    def is_ready(self) -> bool:
        return not self.errors


def slip_of(stage: Stage) -> Slip:
    """Judged as the press of the button would judge it."""
    limit = catalogue.limit_of(stage.version, stage.channel)
    due_at: datetime | None = None
    why: tuple[str, ...] = ()
    if limit is not None:
        made = promise(stage.at, catalogue.allowance_of(limit), (), get_calendar())
        due_at = made.due_at
        lines = made.ledger[:-1] if due_at else made.ledger
        why = tuple(line.words_en if stage.lang == "en" else line.words_vi for line in lines)
    errors = errors_of(stage)
    return Slip(
        due_at=due_at,
        why=why,
        owed=catalogue.owed_of(stage.version, stage.channel),
        lacking=tuple(_summed(errors)),
        errors=tuple(errors),
    )


def errors_of(stage: Stage) -> list[FieldError]:
    """Everything that is wrong or missing."""
    if stage.draft.agency is None:
        return [FieldError("agency", "counter.agency_missing")]
    try:
        submitting.judge(stage.submission, by=stage.actor, at=stage.at)
    except Invalid as invalid:
        return invalid.errors
    return []


def _summed(errors: list[FieldError]) -> list[Problem]:
    """The declaration's gaps in one line: they are many, and each stands at its field."""
    answers = [one for one in errors if one.path.startswith("answers")]
    lines = problems([one for one in errors if one not in answers])
    if answers:
        count = len(answers)
        words = ngettext("Tờ khai còn %(n)s chỗ chưa xong", "Tờ khai còn %(n)s chỗ chưa xong", count) % {"n": count}
        lines.append(Problem(problems(answers[:1])[0].field, words))
    return lines


def problems(errors: list[FieldError]) -> list[Problem]:
    """Lines of a summary, each with the id of its control."""
    return [Problem(_control(one.path), field_sentence(one)) for one in errors]


def _control(path: str) -> str:
    head, _dot, rest = path.partition(".")
    if head in ("applicant", "submitter"):
        return f"id_{head}-{_INPUTS.get(rest, rest or 'full_name')}"
    if head == "answers":
        return id_of(rest) if rest else "form"
    return {"agency": "id_agency", "papers": "papers", "channel": "id_channel"}.get(head, "main")
