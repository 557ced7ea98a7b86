"""A commune whose people hold the posts of a process, and a procedure that follows it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.rules import Limit
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.workflow.actions import publish_process
from motcua.workflow.models import Process
from tests.factories.organisation import LONG_AGO
from tests.factories.plain_lives import OPENED_AT, a_commune, a_province, staff
from tests.factories.procedures import a_published_version

COUNTER, SPECIALIST, LEADER = "single_window_officer", "specialist_officer", "commune_leader"
AT = datetime(2026, 11, 20, 9, tzinfo=clock.LOCAL)


def a_step(key: str, act: str, role: str, **more: Any) -> dict[str, Any]:
    """A step done by the post that `staff(role)` opens."""
    row = {"key": key, "act": act, "post": f"post_{role}_", "role": role, "name_vi": f"Bước {key}", "name_en": ""}
    return {**row, "hours": None, **more}


def rows(forward: Any = 2, propose: Any = 16, approve: Any = 6) -> list[dict[str, Any]]:
    """Five steps; 24 hours unless said otherwise."""
    return [
        a_step("receive", "receive", COUNTER),
        a_step("forward", "forward", COUNTER, hours=forward),
        a_step("propose", "propose", SPECIALIST, hours=propose),
        a_step("approve", "approve", LEADER, hours=approve),
        a_step("deliver", "deliver", COUNTER),
    ]


def an_office() -> Actor:
    """The commune with its people; returns the control officer of the province."""
    a_commune()
    for role in (COUNTER, SPECIALIST, LEADER):
        staff(role)
    return staff("procedure_control_officer", agency=a_province())


def a_process(key: str = "simple", steps: Sequence[dict[str, Any]] | None = None) -> Process:
    """A published process, in force since long ago."""
    made = rows() if steps is None else list(steps)
    return publish_process(key, name_vi="Ba ngày", name_en="", steps=made, valid_from=LONG_AGO, by=SYSTEM, at=OPENED_AT)


def a_procedure_of(key: str = "simple", *limits: Limit) -> ProcedureVersion:
    """Birth registration with these limits (three working days unless said otherwise), following a process."""
    return a_published_version(process_key=key, limits=limits or (Limit(3, "working_days"),))
