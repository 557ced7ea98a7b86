"""The table of states, as the contract writes it."""

import pytest

from motcua.dossiers.states import CLOSED, MACHINE, NATIONAL_CODE, OPEN, State
from motcua.kernel.errors import NotAllowed, NotLawfulNow

# Contract section 2; `received` reaches what is lawful only from `processing` by way of it, at the same instant.
LAWFUL = {
    "submitted": {"received", "refused", "withdrawn", "supplement_requested"},
    "received": {"received", "processing", "withdrawn", "delivered"},
    "processing": {
        "processing",
        "supplement_requested",
        "payment_due",
        "finished",
        "stopped",
        "withdrawn",
        "delivered",
    },
    "supplement_requested": {"submitted", "processing", "stopped", "withdrawn"},
    "payment_due": {"processing", "stopped", "withdrawn"},
    "finished": {"delivered"},
}

# acts that leave every state as it is
LEAVE_IT = frozenset(
    {"correct", "propose_supplement", "decline_supplement", "propose_apology", "sign_apology", "refuse_apology"}
    | {"keep_waiting"}
)


def test_the_moves_are_those_of_the_contract():
    found: dict[str, set[str]] = {}
    for move in MACHINE.moves:
        if move.act not in LEAVE_IT:
            found.setdefault(move.source, set()).add(move.target)
    assert found == LAWFUL
    assert all(move.source == move.target for move in MACHINE.moves if move.act in LEAVE_IT)


def test_nothing_leaves_a_closed_state():
    assert not {move.source for move in MACHINE.moves} & CLOSED
    assert OPEN | CLOSED | {State.FINISHED} == set(State)


def test_every_state_has_its_national_code():
    assert sorted(NATIONAL_CODE.values()) == list(range(1, 11))
    assert set(NATIONAL_CODE) == set(State)


def test_a_role_that_never_may_is_told_apart_from_a_wrong_moment():
    with pytest.raises(NotAllowed):
        MACHINE.find("submitted", "receive", "citizen")
    with pytest.raises(NotLawfulNow):
        MACHINE.find("received", "receive", "single_window_officer")


def test_every_act_names_who_may():
    for move in MACHINE.moves:
        assert move.roles, move
        assert "anonymous" not in move.roles
