"""The steps of every process, read once for many dossiers."""

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


def one_step_processes() -> list[int]:
    """Ids of the versions that are received, done and delivered at the counter at once."""
    return [pk for pk, steps in all_steps().items() if is_one_step(steps)]
