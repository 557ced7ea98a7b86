"""Agencies and places: the smallest ones that are lawful, named by what they are in."""

from datetime import date, datetime

from motcua.agencies import actions
from motcua.agencies.models import Agency
from motcua.agencies.rules import PeriodSpec, PostSpec
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

AT = datetime(2026, 8, 27, 9, 0, tzinfo=clock.LOCAL)
LONG_AGO, REFORM, TODAY = date(2020, 1, 1), date(2025, 7, 1), date(2026, 8, 27)


def a_period(
    name: str = "Xã Thử", *, since: date = LONG_AGO, until: date | None = None, parent: str = ""
) -> PeriodSpec:
    """The name and parent of a people's committee."""
    return PeriodSpec(
        name_vi=f"Ủy ban nhân dân {name}",
        name_en=f"People's Committee of {name}",
        short_name_vi=name,
        short_name_en=name,
        valid_from=since,
        valid_to=until,
        parent=parent,
    )


def an_agency(
    code: str = "T01",
    name: str = "Tỉnh Thử",
    *,
    kind: str = "province",
    parent: str = "",
    since: date = LONG_AGO,
    until: date | None = None,
) -> Agency:
    """An agency with one period."""
    return actions.create_agency(
        code, kind=kind, period=a_period(name, since=since, until=until, parent=parent), by=SYSTEM, at=AT
    )


def a_commune(code: str = "T01.229", name: str = "Xã Thử", *, parent: str = "T01", since: date = LONG_AGO) -> Agency:
    """A commune under a province that exists already."""
    return an_agency(code, name, kind="commune", parent=parent, since=since)


def a_post(slug: str = "single_window_officer") -> PostSpec:
    """A post of an agency."""
    return PostSpec(slug, "Công chức một cửa", "Single-window officer")
