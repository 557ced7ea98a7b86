"""Publishing internal processes: judged against the limits of every procedure that follows them.

A procedure is moved to another process by a version of its own from the same day, so that its history says since when
it has followed it; dossiers keep the version they were born under.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.catalogue import actions as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import fitting, spec_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, NotLawfulNow
from motcua.people.models import Appointment
from motcua.people.staffing import held_since
from motcua.workflow import actions as workflow
from motcua.workflow import queries as processes
from motcua.workflow import rules
from motcua.workflow.models import Process, ProcessDraft

AT_PROVINCE = ("province", "department")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a draft is worth: its steps as far as they can be read, everything that keeps it from being published, who
    follows it, and the limits of the law in working hours. `moving`: versions of procedures that are to follow it."""

    steps: tuple[rules.Step, ...]
    errors: tuple[FieldError, ...]
    followers: tuple[fitting.Follower, ...]
    moving: tuple[ProcedureVersion, ...]
    limits: tuple[rules.Limit, ...]

    @property
    def readable(self) -> bool:
        """True when every row can be read, so that hours can be laid over a limit."""
        return not any(one.code in _ROW_FAULTS for one in self.errors)


_ROW_FAULTS = frozenset(
    f"process.{name}"
    for name in (
        "unknown_field missing_field not_text key_wrong unknown_act agency_wrong hours_wrong warn_wrong not_yes_or_no "
        "not_a_list named_twice unknown_also too_many_steps"
    ).split()
)


def judge(draft: ProcessDraft, *, valid_from: date | None = None, at: datetime) -> Judged:
    """A draft as it would be published on a day (its own, else tomorrow's when the day is not known yet)."""
    day = valid_from or draft.valid_from or clock.local_day(at)
    steps, errors = rules.given_steps(draft.steps)
    errors = errors or rules.order_errors(steps)
    moving, unknown = _moving(draft, day)
    try:
        followers = fitting.followers(draft.key, day) + [fitting.follower_of(version) for version in moving]
    except LookupError:
        followers, unknown = [], [*unknown, FieldError("steps", "process.no_calendar")]
    limits = [limit for follower in followers for limit in follower.limits]
    if not errors:
        errors += rules.misfits(steps, limits)
        errors += _lacking(steps, followers, day)
    return Judged(steps, (*errors, *unknown), tuple(followers), tuple(moving), tuple(limits))


def _moving(draft: ProcessDraft, day: date) -> tuple[list[ProcedureVersion], list[FieldError]]:
    """The last versions of the procedures that do not follow the process yet, and what is wrong with the others."""
    rows = fitting.last_versions(draft.procedures)
    found, errors = [], []
    for index, code in enumerate(draft.procedures):
        row = rows.get(code)
        if row is None or row.status != ProcedureVersion.Status.PUBLISHED:
            errors.append(FieldError(f"procedures.{index}", "process.procedure_unknown", procedure=code))
        elif row.process_key == draft.key:
            continue
        elif row.valid_from >= day:
            facts = {"procedure": code, "number": row.number, "since": row.valid_from}
            errors.append(FieldError(f"procedures.{index}", "process.procedure_later", **facts))
        else:
            found.append(row)
    return found, errors


def held_posts(followers: Sequence[fitting.Follower], on: date) -> frozenset[str] | None:
    """Slugs of the posts that somebody holds at an agency of the kinds that decide these procedures; None when nobody
    follows the process yet, or nobody at all works there: an installation that is being set up."""
    kinds = {level for follower in followers for level in follower.levels}
    kinds |= set(AT_PROVINCE) if kinds & set(AT_PROVINCE) else set()
    held = Appointment.objects.filter(held_since(on), position__agency__kind__in=kinds)
    slugs = frozenset(held.filter(~Q(position__slug="")).values_list("position__slug", flat=True).distinct())
    return slugs or None


def _lacking(steps: Sequence[rules.Step], followers: Sequence[fitting.Follower], day: date) -> list[FieldError]:
    """A post that nobody holds anywhere keeps a process from being published: its dossiers would stop there. Where only
    some agencies lack it, their administrators see it among the gaps of their unit; it is no fault of the process. A
    step that may be skipped needs nobody."""
    posts = held_posts(followers, day)
    if posts is None:
        return []
    found = rules.lacking_posts(steps, posts)
    return [one for one in found if not steps[int(one.path.split(".")[1])].optional]


@transaction.atomic(durable=True)
def publish(
    draft: ProcessDraft,
    *,
    revision: int,
    valid_from: date | None,
    decision_no: str,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Process:
    """Publish a draft and move the procedures that it names, all from one day and by one decision.

    Raises Invalid("process.invalid") with everything that is wrong: hours that miss a limit say by how much, on which
    way and of which procedure; and what `workflow.actions.publish_draft` raises.
    """
    judged = judge(draft, valid_from=valid_from, at=at)
    steps, _errors = rules.given_steps(draft.steps)
    own = _errors or rules.order_errors(steps)
    faults = [one for one in judged.errors if one not in own]
    process = workflow.publish_draft(
        draft,
        revision=revision,
        valid_from=valid_from,
        decision_no=decision_no,
        reason=reason,
        faults=faults,
        by=by,
        at=at,
    )
    for version in judged.moving:
        catalogue.publish_version(
            version.procedure,
            spec=replace(spec_of(version), process_key=process.key),
            valid_from=process.valid_from,
            reason=reason,
            by=by,
            at=at,
        )
    return process


@transaction.atomic(durable=True)
def withdraw(process: Process, *, reason: str, by: Actor, at: datetime) -> Process:
    """Take a version back before its first day. Raises NotLawfulNow("process.followed") when procedures would be left
    without a process, and as `workflow.actions.withdraw_process`."""
    row = workflow.withdraw_process(process, reason=reason, by=by, at=at)
    if processes.find_process(row.key, row.valid_from) is None:
        left = fitting.followers(row.key, row.valid_from)
        if left:
            raise NotLawfulNow("process.followed", procedures=", ".join(one.code for one in left))
    return row
