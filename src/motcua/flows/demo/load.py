"""Loading the whole demo, once: country pack, accounts, the year 2023, the last twelve months, live dossiers."""

import json
import os
import random
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from motcua.agencies import queries as agencies
from motcua.community import actions as community
from motcua.community.rules import Person
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import subtract_working_minutes
from motcua.flows import lateness, period_seals
from motcua.flows.country_pack.posts import open_posts
from motcua.flows.demo import accounts, across, counter, fees, linked, past
from motcua.flows.demo.last_month import make_last_month
from motcua.flows.demo.live import Maker
from motcua.flows.demo.lives import Shape, lines
from motcua.flows.demo.offers import offered_by
from motcua.flows.demo.people import VILLAGES
from motcua.flows.importing import import_dossiers
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

SEED = 20260705
RECENT = {"H44.229": 1310, "H44.230": 840, "H44.231": 760}
"""Dossiers of the last twelve months, about 3,000 with the live ones."""

CLOSED = date(2023, 9, 15)
"""When the figures of Lạc Thủy's last months were closed."""

Tell = Callable[[str], None]


class Refused(RuntimeError):
    """The importer refused lines that the demo made: a fault of ours, never passed over."""


def load(home: Path, *, tell: Tell, now: datetime | None = None) -> None:
    """Fill an empty installation whose country pack is loaded; `accounts.json` is written last."""
    now = now or clock.now()
    chance = random.Random(SEED)
    tell("demo: posts and accounts")
    posts(now)
    fees.set_fees(now)
    demo = accounts.make(chance, at=now - timedelta(days=400))
    tell("demo: targets, openings, community groups")
    past.targets(now)
    past.openings(now)
    past.groups(chance, now)
    recent_groups(demo, now)
    tell("demo: Lạc Thủy, 1 January to 25 August 2023")
    bring_in(past.dossiers(chance), tell, now)
    tell("demo: three communes, the last twelve months")
    bring_in(recent(chance, now), tell, now)
    for commune in accounts.COMMUNES:
        tell(f"demo: live dossiers of {commune}")
        Maker(demo, commune, chance, now).make_all()
        make_last_month(demo, commune, random.Random(SEED + int(commune[-3:])), now)
        counter.make(demo, commune, random.Random(SEED + len(commune)), now)
    tell("demo: parts at departments, hand-overs between communes")
    across.make(demo, random.Random(SEED + 44), now)
    tell("demo: linked filings")
    linked.make(demo, accounts.COMMUNES[0], random.Random(SEED + 63), now)
    lateness.watch(now)
    tell("demo: periods that have closed are sealed")
    for on in (CLOSED, clock.local_day(now)):
        for _made in period_seals.seal_ended(now, on=on):
            pass
    write_accounts(home, demo.rows)


def posts(at: datetime) -> None:
    """The posts of the typical agency for the three communes, the province and its departments with accounts."""
    for code in (*accounts.COMMUNES, accounts.PROVINCE, *accounts.DEPARTMENTS):
        open_posts(agencies.get_agency(code), at=at)


def recent_groups(demo: accounts.Demo, at: datetime) -> None:
    """A community group for each commune of today, with the demo's own coordinator and member."""
    for commune in accounts.COMMUNES:
        agency = agencies.get_agency(commune)
        short = agencies.name_of(agency, clock.local_day(at), short=True)
        since = clock.parse("2025-09-01").date()
        leader, member = (demo.staff[commune, role][0] for role in ("community_leader", "community_member"))
        row = community.create_group(
            f"{accounts.SHORT[commune]}_001",
            name_vi=f"Tổ công nghệ số cộng đồng {short[0].lower()}{short[1:]}",
            agency=agency, level="commune", valid_from=since, established_on=since,
            coordinator=Person(leader.full_name, leader.phone, leader.pk), by=SYSTEM, at=at,
        )  # fmt: skip
        community.add_member(row, Person(member.full_name, member.phone, member.pk), valid_from=since, by=SYSTEM, at=at)
        community.set_contact(row, phone=leader.phone, notes="Trực ở nhà văn hóa sáng thứ Bảy", by=SYSTEM, at=at)
        for village in VILLAGES[:3]:
            community.add_territory(row, village=f"Thôn {village}", valid_from=since, by=SYSTEM, at=at)


def recent(chance: random.Random, now: datetime) -> Iterable[dict[str, Any]]:
    """The last twelve months of the three communes, up to two working days ago."""
    calendar = get_calendar()
    until = subtract_working_minutes(now, 16 * 60, calendar)
    last = clock.local_day(until) - timedelta(days=1)
    first = last - timedelta(days=364)
    for code, count in RECENT.items():
        agency = agencies.get_agency(code)
        online = round(count * (0.93 if code != "H44.231" else 0.86))
        yield from lines(
            code,
            offered_by(agency, last),
            online=online,
            direct=count - online,
            first=first,
            last=last,
            calendar=calendar,
            chance=chance,
            shape=Shape(late=36 if code == "H44.231" else 14, supplemented=90),
            until=until,
        )


def bring_in(rows: Iterable[dict[str, Any]], tell: Tell, at: datetime) -> None:
    """Through the importer, as anybody's lines would come in. Raises Refused."""
    numbered = ((number, json.dumps(row, ensure_ascii=False).encode()) for number, row in enumerate(rows, 1))
    outcome = import_dossiers(numbered, at=at)
    if outcome.refused:
        raise Refused(f"{len(outcome.refused)} lines were refused, first: {outcome.refused[0]}")
    tell(f"demo: {outcome.imported} dossiers imported")


def write_accounts(home: Path, rows: list[dict[str, Any]]) -> None:
    """`accounts.json`, whole or not at all: that it exists says that the demo is complete."""
    path = home / "accounts.json"
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(rows, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
