"""Before reception: until when the single window accepts or answers."""

from motcua.dossiers import pace
from motcua.dossiers.replay.life import Life
from motcua.dossiers.replay.told import Told
from motcua.dossiers.states import Channel


def intake(life: Life, told: Told) -> None:
    """The counter's own clock begins; an older event does not say until when it runs."""
    if "intake_due_at" not in told.facts:
        if life.channel == Channel.ONLINE or told.type != "submitted":
            life.not_known(told, "intake_due_at")
        return
    life.intake_due_at = told.time("intake_due_at")
    calendar = life.ground.calendar(life.reception_agency, told)
    if life.intake_due_at is not None and calendar is not None:
        life.check(told, "intake_due_at", life.intake_due_at, pace.intake_due(told.at, calendar))
