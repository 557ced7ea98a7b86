"""Acts on second requests, apologies and silence, as pages and the API give them (`flows.act`)."""

from datetime import datetime

from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.lateness import find_stop_proposal
from motcua.dossiers.words import written
from motcua.flows import supplement
from motcua.flows.bodies import Act, Body, instant, words
from motcua.kernel.actor import Actor


def _propose_supplement(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    reason, ground = words(body, "reason"), words(body, "ground")
    return supplement.propose(code, items=body["items"], reason=reason, ground=ground, by=by, at=at)


def _propose_apology(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    return dossiers.propose_apology(
        code,
        reason_code=words(body, "reason_code", lines=False),
        reason=words(body, "reason"),
        due_at=instant(body, "due_at"),
        by=by,
        at=at,
    )


def _sign_apology(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """What is signed is what waits: the body is empty."""
    return dossiers.sign_apology(code, by=by, at=at)


def _confirm_stop(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """Without a reason of the leader's own, form 05 says that the time to answer has passed."""
    reason = words(body, "reason")
    if not reason.strip():
        row = find_stop_proposal(queries.get_visible(code, viewer=by, at=at))
        until = written(row.answer_until, "vi") if row else ""
        reason = f"Đã quá hạn bổ sung ({until}) mà chưa nhận đủ phần còn thiếu."
    return dossiers.confirm_stop(code, reason=reason, by=by, at=at)


ACTS: dict[str, Act] = {
    "accept_supplement": Act(
        ("reason",), (), lambda code, body, **to: supplement.accept(code, reason=words(body, "reason"), **to)
    ),
    "propose_supplement": Act(("items", "reason", "ground"), (), _propose_supplement),
    "allow_supplement": Act(
        ("reason",), (), lambda code, body, **to: supplement.allow(code, reason=words(body, "reason"), **to)
    ),
    "decline_supplement": Act(
        ("reason",),
        (),
        lambda code, body, **to: dossiers.decline_supplement(code, reason=words(body, "reason"), **to),
    ),
    "propose_apology": Act(("reason_code", "reason"), ("due_at",), _propose_apology),
    "sign_apology": Act((), (), _sign_apology),
    "refuse_apology": Act(
        ("reason",), (), lambda code, body, **to: dossiers.refuse_apology(code, reason=words(body, "reason"), **to)
    ),
    "confirm_stop": Act((), ("reason",), _confirm_stop),
    "keep_waiting": Act(
        ("reason",),
        ("until",),
        lambda code, body, **to: supplement.keep_waiting(
            code, reason=words(body, "reason"), until=instant(body, "until"), **to
        ),
    ),
}
