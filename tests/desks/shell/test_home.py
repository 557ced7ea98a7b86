"""The page that somebody's day begins on; no database."""

import pytest
from django.urls import reverse

from motcua.desks.shell.nav import home_url
from motcua.kernel.actor import Actor


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("single_window_officer", "counter:walk_in"),
        ("specialist_officer", "officer:queue"),
        ("commune_leader", "leader:waiting"),
        ("province_leader", "leader:board"),
    ],
)
def test_the_day_begins_with_ones_own_work(role: str, page: str) -> None:
    """Not with the hand-overs between agencies, which stand in the bar of nearly everybody."""
    assert home_url(Actor("account", "1", role)) == reverse(page)
