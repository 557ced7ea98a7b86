"""The slip as it will print: the promise if received this minute, what is owed, and why it cannot be received yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import promise
from motcua.desks.counter.walk_in import deciding
from motcua.desks.counter.walk_in.person import judge_mandate
from motcua.desks.counter.walk_in.stage import Stage
from motcua.desks.shell.eform.draw import id_of
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.words import field_sentence
from motcua.dossiers import manners
from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Dossier
from motcua.flows import charge, intake
from motcua.flows.submit import is_lacking
from motcua.kernel.errors import FieldError

_INPUTS = {"personal_id": "number", "tax_code": "number"}


@dataclass(frozen=True, slots=True)
class Slip:
    """`why`: the ledger's sentences; `lacking`: what stands against receiving; `errors`: the same as raised;
    `owed`: đồng, None where the amount is not known; `duplicates`: the same matter, perhaps handed in before."""

    due_at: datetime | None
    why: tuple[str, ...]
    owed: int | None
    lacking: tuple[Problem, ...]
    errors: tuple[FieldError, ...]
    duplicates: tuple[Dossier, ...]

    @property
    def is_ready(self) -> bool:
        return not self.errors

    @property
    def may_ask(self) -> bool:
        """True when nothing but papers and the declaration is missing: form 02 can be printed."""
        return bool(self.errors) and all(is_lacking(one) for one in self.errors)

    @property
    def may_turn_away(self) -> bool:
        """True when it could be recorded as refused: person, procedure and agency are known."""
        return all(is_lacking(one) for one in self.errors)


def _agency_id(stage: Stage) -> int:
    """Whose hours the promise is reckoned by: those of who decides it."""
    return stage.draft.agency_id or agencies.get_agency(stage.actor.agency).pk


def slip_of(stage: Stage) -> Slip:
    """Judged as the press of the button would judge it."""
    first = stage.linked.rows[0].version if stage.linked else stage.version
    limit = catalogue.limit_for(first, stage.channel, stage.answers, stage.case or None)
    due_at: datetime | None = None
    why: tuple[str, ...] = ()
    if limit is not None:
        over = deciding.handed_over(stage)
        waits = (
            over is not None
            and "competent" in (limit.starts, manners.starts_on(stage.today))
            and deciding.on_paper(stage)
        )
        begins = over["until"] if over is not None and waits else stage.at
        made = promise(begins, catalogue.allowance_of(limit), (), calendar_of(_agency_id(stage)))
        due_at = made.due_at
        lines = made.ledger[:-1] if due_at else made.ledger
        why = tuple(line.words_en if stage.lang == "en" else line.words_vi for line in lines)
    errors = errors_of(stage)
    return Slip(
        due_at=due_at,
        why=why,
        owed=_owed(stage),
        lacking=tuple(summed(errors)),
        errors=tuple(errors),
        duplicates=tuple(
            dossiers.likely_duplicates(
                stage.actor,
                stage.at,
                party=stage.draft.applicant,
                procedure=stage.version.procedure.code,
                agency=stage.draft.agency.code if stage.draft.agency else "",
            )
        ),
    )


def _owed(stage: Stage) -> int | None:
    """What everybody pays for this, as it would be charged now."""
    if stage.linked and stage.draft.agency:
        lines, unknown = stage.linked.expected(stage.draft.agency, stage.channel, stage.today, stage.answers)
        return None if unknown else sum(line.amount for line in lines)
    lines, unknown = charge.expected(stage.version, stage.draft.agency, stage.channel, stage.today, stage.answers)
    return None if unknown else sum(line.amount for line in lines)


def errors_of(stage: Stage) -> list[FieldError]:
    """Everything that is wrong or missing."""
    own = judge_mandate(stage.draft.submitter, stage.draft.wishes.get("mandate"))
    if stage.draft.agency is None:
        return [FieldError("agency", "counter.agency_missing"), *own]
    return [*intake.lacking(stage.submission, by=stage.actor, at=stage.at), *own]


def summed(errors: Sequence[FieldError]) -> list[Problem]:
    """The declaration's gaps in one line: they are many, and each stands at its field. So is a person not yet named."""
    answers = [one for one in errors if one.path.startswith("answers")]
    lines = problems([one for one in errors if one not in answers])
    if answers:
        count = len(answers)
        words = ngettext("Tờ khai còn %(n)s chỗ chưa xong", "Tờ khai còn %(n)s chỗ chưa xong", count) % {"n": count}
        lines.append(Problem(problems(answers[:1])[0].field, words))
    return lines


def problems(errors: Sequence[FieldError]) -> list[Problem]:
    """Lines of a summary, each with the id of its control."""
    return [Problem(control(one.path), field_sentence(one)) for one in errors]


def control(path: str) -> str:
    """The id of the control that a path of a submission means."""
    head, _dot, rest = path.partition(".")
    if head in ("applicant", "submitter"):
        return f"id_{head}-{_INPUTS.get(rest, rest or 'full_name')}"
    if head == "mandate":
        return f"id_mandate-{rest}"
    if head == "answers":
        return id_of(rest) if rest else "form"
    if head == "left_out":
        return f"id_word-{rest}"
    return {"agency": "id_agency", "procedure": "id_q", "papers": "papers", "channel": "id_channel"}.get(head, "main")


def declaration_words() -> str:
    """How form 02 names a declaration that is not complete."""
    return _("Tờ khai: điền đủ những chỗ còn trống")
