"""Reading processes."""

from datetime import date

from django.db.models import Q

from motcua.journal.reference import kept
from motcua.kernel.errors import Cannot
from motcua.workflow import rules
from motcua.workflow.models import Process


@kept
def get_process(key: str, on: date) -> Process:
    """The version in force on a day. Raises Cannot("process.missing")."""
    row = (
        Process.objects.filter(key=key, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .order_by("-number")
        .first()
    )
    if row is None:
        raise Cannot("process.missing", key=key, on=on.isoformat())
    return row


def steps_of(process: Process) -> tuple[rules.Step, ...]:
    """The steps of a stored version."""
    return tuple(rules.step_from(row) for row in process.steps)
