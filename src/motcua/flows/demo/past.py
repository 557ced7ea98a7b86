"""The published year: Lạc Thủy from 1 January to 25 August 2023, and Lạc Sơn's procedures."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.catalogue import actions as catalogue
from motcua.catalogue import queries
from motcua.catalogue.models import Field
from motcua.community import actions as community
from motcua.community.rules import Person
from motcua.deadlines.queries import get_calendar
from motcua.flows.demo.lives import Shape, lines
from motcua.flows.demo.offers import offered_by
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.steering import actions as steering

LAC_THUY, LAC_SON, HOA_BINH = "H28.159", "H28.157", "H28"
FIRST, LAST = date(2023, 1, 1), date(2023, 8, 25)
FIELDS = ("household_business", "war_merit", "electricity", "food_safety", "environment")
"""Business conditions, war invalids, electricity, food safety, environment."""

# Received and online by unit. The totals, 5,673 and 5,251, were published; the split is made up to add to them.
SPLIT = {
    "Khoan Dụ": (386, 386),
    "Đồng Tâm": (441, 427),
    "Yên Bồng": (322, 307),
    "Chi Nê": (812, 771),
    "Phú Thành": (402, 379),
    "Ba Hàng Đồi": (634, 597),
    "Thống Nhất": (318, 297),
    "An Bình": (377, 349),
    "Phú Nghĩa": (498, 461),
    "Hưng Thi": (271, 236),
    "": (1212, 1041),  # the district's own unit
}


def units() -> list[tuple[Agency, int, int]]:
    """The district's own unit and its ten communes with what each received and how much of it online."""
    district = agencies.get_agency(LAC_THUY)
    rows: list[tuple[Agency, int, int]] = [(district, *SPLIT[""])]
    left = dict(SPLIT)
    del left[""]
    for child in agencies.children(district, FIRST):
        name = next((one for one in left if child.short_name_vi.endswith(one)), None)
        if name is None:
            raise LookupError(f"{child.short_name_vi} is not in the published year")
        rows.append((agencies.get_agency(child.code), *left.pop(name)))
    if left:
        raise LookupError(f"not found under {LAC_THUY}: {', '.join(left)}")
    return rows


def dossiers(chance: random.Random) -> Iterator[dict[str, Any]]:
    """The import lines of the year."""
    calendar = get_calendar()
    until = clock.day_start(date(2024, 3, 1))
    for agency, received, online in units():
        commune = agency.kind == Agency.Kind.COMMUNE
        yield from lines(
            agency.code,
            offered_by(agency, FIRST, copies=commune),
            online=online,
            direct=received - online,
            first=FIRST,
            last=LAST,
            calendar=calendar,
            chance=chance,
            shape=Shape(late=8 if commune else 22),
            until=until,
        )


def targets(at: datetime) -> None:
    """What the province set for 2023."""
    steering.set_target(
        "online_percent", agency=agencies.get_agency(LAC_THUY), issuer=agencies.get_agency(HOA_BINH),
        period_from=date(2023, 1, 1), period_to=date(2023, 12, 31), value=Decimal(55),
        decision_no="Chỉ tiêu năm 2023 của tỉnh (số minh họa)", by=SYSTEM, at=at,
    )  # fmt: skip
    steering.set_target(
        "procedures_digitalised", agency=agencies.get_agency(LAC_SON), issuer=agencies.get_agency(HOA_BINH),
        period_from=date(2023, 1, 1), period_to=date(2023, 12, 31), value=Decimal(80),
        decision_no="Chỉ tiêu năm 2023 của tỉnh (số minh họa)", by=SYSTEM, at=at,
    )  # fmt: skip
    # "procedures digitalised by field, nearly 40 % of 80": the fields that were named
    for field in Field.objects.filter(slug__in=FIELDS).order_by("slug"):
        steering.set_target(
            "procedures_digitalised", agency=agencies.get_agency(LAC_SON), issuer=agencies.get_agency(HOA_BINH),
            period_from=date(2023, 1, 1), period_to=date(2023, 12, 31), value=Decimal(80), field=field,
            decision_no="Chỉ tiêu năm 2023 của tỉnh (số minh họa)", by=SYSTEM, at=at,
        )  # fmt: skip
    for code in ("H44.229", "H44.230", "H44.231", "H44"):
        steering.set_target(
            "online_percent", agency=agencies.get_agency(code), issuer=agencies.get_agency("H44"),
            period_from=date(2026, 1, 1), period_to=date(2026, 12, 31), value=Decimal(90),
            decision_no="Chỉ tiêu năm 2026 của tỉnh (số minh họa)", by=SYSTEM, at=at,
        )  # fmt: skip
        steering.set_target(
            "satisfied_percent", agency=agencies.get_agency(code), issuer=agencies.get_agency("H44"),
            period_from=date(2026, 1, 1), period_to=date(2026, 12, 31), value=Decimal(95),
            decision_no="Chỉ tiêu năm 2026 của tỉnh (số minh họa)", by=SYSTEM, at=at,
        )  # fmt: skip
        steering.set_target(
            "procedures_digitalised", agency=agencies.get_agency(code), issuer=agencies.get_agency("H44"),
            period_from=date(2026, 1, 1), period_to=date(2026, 12, 31), value=Decimal(100),
            decision_no="Chỉ tiêu năm 2026 của tỉnh (số minh họa)", by=SYSTEM, at=at,
        )  # fmt: skip


STEPS = (
    (date(2022, 1, 1), 24),
    (date(2022, 7, 1), 28),
    (FIRST, 31),
    (date(2023, 4, 1), 35),
    (date(2023, 7, 1), 40),
)
"""From which day how many percent of Lạc Sơn's procedures were open online: "nearly 40 %" was published, the steps that
lead there are made up."""


def openings(at: datetime) -> tuple[int, int]:
    """Lạc Sơn opened nearly 40 % of its procedures online in 2023, in steps; returns how many of how many."""
    district = agencies.get_agency(LAC_SON)
    codes = [brief.code for brief in queries.procedures_of(district, FIRST)]
    done = 0
    for since, share in STEPS:
        wanted = len(codes) * share // 100
        levels = {code: ("full" if n % 2 else "partial") for n, code in enumerate(codes[done:wanted], done)}
        if not done:  # a version's own level does not hold where the district says otherwise
            levels |= dict.fromkeys(codes[wanted:], "none")
        catalogue.set_openings(
            district, levels, valid_from=since, decision_no="Danh mục năm 2023 (số minh họa)", by=SYSTEM, at=at
        )
        done = wanted
    return done, len(codes)


def groups(chance: random.Random, at: datetime) -> int:
    """The district's 113 community technology groups: one of the district, 112 of communes and villages."""
    from motcua.flows.demo.people import VILLAGES, somebody

    made = 0
    since = date(2022, 9, 1)

    def group(agency: Agency, level: str, name: str, village: str = "") -> None:
        nonlocal made
        made += 1
        people = [somebody(chance, since + timedelta(days=index)) for index in range(3)]
        row = community.create_group(
            f"lac_thuy_{made:03d}", name_vi=name, agency=agency, level=level, village=village, valid_from=since,
            established_on=since, coordinator=Person(people[0].full_name, people[0].phone), by=SYSTEM, at=at,
        )  # fmt: skip
        for person in people[1:]:
            community.add_member(row, Person(person.full_name, person.phone), valid_from=since, by=SYSTEM, at=at)

    district = agencies.get_agency(LAC_THUY)
    group(district, "district", "Tổ công nghệ số cộng đồng huyện Lạc Thủy")
    communes = [agencies.get_agency(row.code) for row in agencies.children(district, FIRST)]
    for number in range(112):
        commune = communes[number % len(communes)]
        short = agencies.name_of(commune, FIRST, short=True)
        if number < len(communes):
            group(commune, "commune", f"Tổ công nghệ số cộng đồng {short[0].lower()}{short[1:]}")
        else:
            village = f"{VILLAGES[(number // len(communes)) % len(VILLAGES)]} {number % 3 + 1}"
            group(commune, "village", f"Tổ công nghệ số cộng đồng thôn {village}", village)
    return made
