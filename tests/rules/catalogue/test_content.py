"""Judging, naming and comparing contents."""

import re
from dataclasses import replace
from datetime import time

import pytest

from motcua.catalogue.rules import Change, Fee, Limit, Paper, check, content_hash, diff
from motcua.kernel.errors import FieldError
from tests.factories.procedures import a_content


def test_a_lawful_content_has_no_fault() -> None:
    assert check(a_content()) == []


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"name_vi": ""}, "name_vi", "procedure.missing_value"),
        ({"levels": ()}, "levels", "procedure.missing_value"),
        ({"levels": ("village",)}, "levels", "procedure.unknown_value"),
        ({"online": "half"}, "online", "procedure.unknown_value"),
        ({"limits": ()}, "limits", "procedure.no_general_limit"),
        ({"limits": (Limit(1, "hours", channel="online"),)}, "limits", "procedure.no_general_limit"),
        ({"limits": (Limit(1, "hours"), Limit(2, "hours"))}, "limits", "procedure.duplicate"),
        ({"limits": (Limit(1, "weeks"),)}, "limits.0.unit", "procedure.unknown_value"),
        ({"limits": (Limit(0, "hours"),)}, "limits.0.value", "procedure.number_wrong"),
        ({"papers": (Paper("a", "A"), Paper("a", "B"))}, "papers", "procedure.duplicate"),
        ({"papers": (Paper("a", "A", need="maybe"),)}, "papers.0.need", "procedure.unknown_value"),
        ({"fees": (Fee("phi", -1),)}, "fees.0.amount", "procedure.number_wrong"),
        ({"fees": (Fee("tip", 1),)}, "fees.0.kind", "procedure.unknown_value"),
        ({"legal_bases": ("1/2020", "1/2020")}, "legal_bases", "procedure.duplicate"),
    ],
)
def test_each_fault_is_named_by_its_path(changes: dict[str, object], path: str, code: str) -> None:
    faults = check(a_content(**changes))
    assert (path, code) in [(fault.path, fault.code) for fault in faults]
    assert all(isinstance(fault, FieldError) for fault in faults)


def test_a_law_may_state_no_time() -> None:
    assert check(a_content(limits=(Limit(0, "none"),))) == []


def test_the_hash_names_the_content_and_nothing_else() -> None:
    content = a_content()
    assert re.fullmatch("[0-9a-f]{64}", content_hash(content))
    assert content_hash(content) == content_hash(a_content())
    for change in (
        {"decision_no": "163/QĐ-BTP"},
        {"fees": ()},
        {"limits": (Limit(1, "same_day", cutoff=time(15)),)},
        {"papers": tuple(reversed(content.papers))},
        {"sheet": {"notes": []}},
    ):
        assert content_hash(replace(content, **change)) != content_hash(content), change


def test_two_versions_are_compared_by_key_and_not_by_place() -> None:
    before = a_content()
    after = replace(
        before,
        limits=(Limit(3, "working_days"), Limit(2, "hours", channel="online")),
        papers=(before.papers[1], replace(before.papers[0], copies=1)),
    )
    changes = diff(before, after)
    assert Change("limits.general.value", 1, 3) in changes
    assert Change("limits.general.unit", "same_day", "working_days") in changes
    assert Change("papers.declaration.copies", 0, 1) in changes
    assert [change.path for change in changes if change.before is None] == ["limits.online"]
    assert not any(change.path.startswith("papers.notice") for change in changes)
    assert diff(before, before) == ()
