"""One entry for every act of the contract (section 8): the body is judged, the act is done once, its answer remembered.

Pages and the API call the same function, so that nothing can be done by one that the other refuses.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.flows import colleagues, correct, lateness_acts, parting, pay, receive, supplement, transferring, undo
from motcua.flows.bodies import Act, Body, instant, words
from motcua.flows.submit import Render
from motcua.journal.requests import Repeated, RequestKey, first_answer, remember
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, FieldError, Invalid, NotLawfulNow, NotVisible
from motcua.people import queries as accounts


def perform(
    code: str,
    act: str,
    body: object,
    *,
    by: Actor,
    at: datetime,
    request: RequestKey | None = None,
    render: Render | None = None,
) -> Dossier:
    """Do an act on a dossier.

    Raises NotVisible (also for an unknown act), NotAllowed, NotLawfulNow, Invalid, Repeated.
    """
    known = judged(code, act, body, by=by, at=at)
    assert isinstance(body, Mapping)
    try:
        return _do(known, act, code, body, by=by, at=at, request=request, render=render)
    except NotLawfulNow:
        # Perhaps the same request was first, a moment ago: then its answer, not a refusal.
        if (first := first_answer(by, request)) is not None:
            raise Repeated(first) from None
        raise


def judged(code: str, act: str, body: object, *, by: Actor, at: datetime) -> Act:
    """The act, when this actor may do it on that dossier and its body has the right members.

    Raises NotVisible (also for an unknown act), NotAllowed, Invalid.
    """
    known = ACTS.get(act)
    if known is None:
        raise NotVisible("act.unknown", act=act)
    if not queries.visible_to(by, at).filter(code=code).exists():
        raise NotVisible("dossier.unknown", code=code)
    from motcua.people import access

    access.require(f"dossier.{act}", by)
    if not isinstance(body, Mapping):
        raise Invalid("act.invalid", [FieldError("", "body.not_object")])
    unknown = [FieldError(str(name), "body.unknown") for name in body if name not in known.needed + known.optional]
    missing = [FieldError(name, f"{name}.required") for name in known.needed if body.get(name) in (None, "", [])]
    if unknown or missing:
        raise Invalid("act.invalid", unknown + missing)
    return known


def foresee(code: str, act: str, body: object, *, by: Actor, at: datetime) -> Cannot | None:
    """The refusal that an act of one room would meet now, or None: it is done and taken back at once, so that a page
    can never foretell otherwise than the act itself. Nothing stays of the trial."""
    if act in _FLOWS:
        raise LookupError(f"{act} reaches into several rooms and cannot be tried")
    try:
        known = judged(code, act, body, by=by, at=at)
        with transaction.atomic(durable=True):
            known.do(code, body, by=by, at=at)
            raise _TakenBack
    except _TakenBack:
        return None
    except Cannot as refused:
        return refused


class _TakenBack(Exception):
    """Ends the transaction of a trial."""


def _do(
    known: Act,
    act: str,
    code: str,
    body: Body,
    *,
    by: Actor,
    at: datetime,
    request: RequestKey | None,
    render: Render | None,
) -> Dossier:
    if act in _FLOWS:
        return known.do(code, body, by=by, at=at, request=request, render=render)
    with transaction.atomic(durable=True):
        dossier = known.do(code, body, by=by, at=at)
        if render is not None:
            remember(by, request, lambda: render(dossier), at)
    return dossier


def _refuse(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    return dossiers.refuse(
        code, reason=words(body, "reason"), ground=words(body, "ground", lines=False)[:300], by=by, at=at
    )


def _assign(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    given = words(body, "to", lines=False)
    account = accounts.find_account(given)
    dossier = queries.get_visible(code, viewer=by, at=at)
    held = accounts.appointments(account, clock.local_day(at)) if account else []
    if account is None or dossier.agency_id not in {one.position.agency_id for one in held}:
        raise Invalid("act.invalid", [FieldError("to", "assign.to_unknown", to=given)])
    return dossiers.assign(code, to=account, by=by, at=at)


def _propose(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    result, to = words(body, "result", lines=False), words(body, "to", lines=False)
    return dossiers.propose(code, result=result, note=words(body, "note"), to=to, by=by, at=at)


def _extend(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    due_at = instant(body, "due_at")
    assert due_at is not None
    return dossiers.extend(code, due_at=due_at, reason=words(body, "reason"), by=by, at=at)


def _amount(body: Body) -> int:
    value = body["amount"]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 10**12:
        raise Invalid("act.invalid", [FieldError("amount", "body.amount_wrong")])
    return value


def _event(body: Body) -> int | None:
    """The number of the event to undo; None for one's last act."""
    value = body.get("event")
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise Invalid("act.invalid", [FieldError("event", "body.number_wrong")])
    return value


def _deliver(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    given = body.get("collector")
    collector = dossiers.read_collector(given) if given is not None else None
    return dossiers.hand_out(code, way=words(body, "by", lines=False), collector=collector, by=by, at=at)


def _payment(body: Body) -> dict[str, Any]:
    return {
        "amount": _amount(body),
        "way": words(body, "way", lines=False),
        "payer": words(body, "payer", lines=False),
    }


def _number(body: Body, name: str) -> int | None:
    """A count from 1; absent is None. Raises Invalid."""
    value = body.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 10_000):
        raise Invalid("act.invalid", [FieldError(name, "body.number_wrong")])
    return value


def _simple(do: Callable[..., Dossier], *names: str) -> Callable[..., Dossier]:
    """An act whose body is texts with the names of the action's own arguments."""

    def run(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
        return do(code, **{name: words(body, name) for name in names}, by=by, at=at)

    return run


ACTS: dict[str, Act] = {
    "receive": Act(
        (),
        ("note", "case"),
        lambda code, body, **to: receive.receive(
            code, note=words(body, "note"), case=words(body, "case") or None, **to
        ),
    ),
    "refuse": Act(("reason", "ground"), (), _refuse),
    "request_supplement": Act(
        ("items", "reason", "ground"),
        (),
        lambda code, body, **to: supplement.ask(
            code, items=body["items"], reason=words(body, "reason"), ground=words(body, "ground"), **to
        ),
    ),
    "supplement": Act(
        (),
        ("answers", "papers", "note", "partial"),
        lambda code, body, **to: supplement.answer(
            code,
            answers=body.get("answers"),
            papers=body.get("papers"),
            note=words(body, "note"),
            partial=body.get("partial") is True,
            **to,
        ),
    ),
    **lateness_acts.ACTS,
    "assign": Act(("to",), (), _assign),
    "forward": Act((), ("to", "note"), colleagues.forward),
    "consult": Act(("to", "question"), ("hours",), colleagues.consult),
    "answer_consultation": Act(("number", "opinion"), ("answer",), colleagues.answer),
    "cancel_consultation": Act(("number",), (), colleagues.cancel),
    "hand_over": Act(("to", "reason"), ("until",), colleagues.hand_over),
    "propose": Act(("result",), ("note", "to"), _propose),
    "approve": Act((), ("note", "to"), _simple(dossiers.approve, "note", "to")),
    "return_for_rework": Act(("reason",), (), _simple(dossiers.return_for_rework, "reason")),
    "request_payment": Act(
        (), ("note",), lambda code, body, **to: pay.request_payment(code, note=words(body, "note"), **to)
    ),
    "confirm_payment": Act(
        ("amount", "way"),
        ("payer",),
        lambda code, body, **to: pay.confirm_payment(code, **_payment(body), **to),
    ),
    "take_payment": Act(
        ("amount", "way"), ("payer",), lambda code, body, **to: pay.take_payment(code, **_payment(body), **to)
    ),
    "charge": Act(
        (),
        ("lines", "exempt", "reason"),
        lambda code, body, **to: pay.charge(
            code,
            lines=body.get("lines") or [],
            exempt=words(body, "exempt", lines=False),
            reason=words(body, "reason"),
            **to,
        ),
    ),
    "refund": Act(
        ("amount", "reason"),
        ("payment", "way"),
        lambda code, body, **to: pay.refund(
            code,
            amount=_amount(body),
            reason=words(body, "reason"),
            payment=_number(body, "payment"),
            way=words(body, "way", lines=False) or "cash",
            **to,
        ),
    ),
    "void_payment": Act(
        ("payment", "reason"),
        (),
        lambda code, body, **to: pay.void_payment(
            code, payment=_number(body, "payment") or 0, reason=words(body, "reason"), **to
        ),
    ),
    "extend": Act(("due_at", "reason"), (), _extend),
    "stop": Act(("reason",), (), _simple(dossiers.stop, "reason")),
    "withdraw": Act(("reason",), (), _simple(dossiers.withdraw, "reason")),
    "undo": Act((), ("event",), lambda code, body, **to: undo.undo(code, event=_event(body), **to)),
    "deliver": Act(("by",), ("collector",), _deliver),
    "correct": Act(
        ("reason",),
        ("applicant", "submitter", "papers", "answers", "procedure", "promise"),
        correct.correct,
    ),
    **parting.ACTS,
    **transferring.ACTS,
}
_FLOWS = frozenset(
    {"correct", "undo", "receive", "request_supplement", "supplement", "request_payment", "confirm_payment"}
    | {"take_payment", "charge", "refund", "void_payment"}
    | parting.FLOWS
)
