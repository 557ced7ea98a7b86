"""The access table: what is not in it is refused."""

import pytest

from motcua.kernel.actor import ANONYMOUS, Actor
from motcua.kernel.errors import NotAllowed
from motcua.people import access

OFFICER = Actor("account", "7", "single_window_officer", "H44.229", "counter")


def test_every_role_and_scope_of_the_table_is_known():
    scopes = {"own", "agency", "below", "all", "public"}
    for act, row in access.TABLE.items():
        assert set(row) <= set(access.ROLES), act
        assert set(row.values()) <= scopes, act


def test_a_visitor_may_do_nothing_with_dossiers():
    for act in access.TABLE:
        if act.startswith("dossier."):
            assert not access.may_ever(act, ANONYMOUS), act


def test_the_scope_carries_the_agency_of_the_appointment():
    assert access.require("dossier.receive", OFFICER) == access.Scope("agency", "H44.229", 7)


def test_an_officer_without_agency_reaches_nothing():
    assert not access.may_ever("dossier.receive", Actor("account", "7", "single_window_officer"))


def test_who_is_not_in_the_table_is_refused():
    with pytest.raises(NotAllowed):
        access.require("dossier.approve", OFFICER)


def test_an_unknown_act_is_a_mistake_of_ours():
    with pytest.raises(LookupError):
        access.scope("dossier.dance", OFFICER)
