"""The steps of every process, read once for many dossiers."""

from collections.abc import Collection

from django.db.models import Q

from motcua.journal.reference import kept
from motcua.workflow.models import Process
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step, is_one_step


@kept
def all_steps() -> dict[int, tuple[Step, ...]]:
    """The steps of every version of every process, by the version's id."""
    return {row.pk: steps_of(row) for row in Process.objects.all()}


def steps_waiting(act: str) -> list[str]:
    """Keys of all steps, of any version of any process, that wait for an act."""
    return sorted({step.key for steps in all_steps().values() for step in steps if step.act == act})


@kept
def waits_for_role(acts: Collection[str], role: str) -> Q:
    """The condition on a dossier that it waits at a step for one of these acts of a role: by the step's key, and by the
    process too where another process has a step of that key for somebody else."""
    fits: dict[str, list[int]] = {}
    others: set[str] = set()
    for pk, steps in all_steps().items():
        for step in steps:
            if step.act in acts and step.role == role:
                fits.setdefault(step.key, []).append(pk)
            else:
                others.add(step.key)
    condition = Q(step__in=sorted(set(fits) - others))
    for key in sorted(set(fits) & others):
        condition |= Q(step=key, process_id__in=fits[key])
    return condition


def one_step_processes() -> list[int]:
    """Ids of the versions that are received, done and delivered at the counter at once."""
    return [pk for pk, steps in all_steps().items() if is_one_step(steps)]
