"""What there is to take: seven tables, most of them a file for every month, quarter or year that is over.

Counts are exact; what people answered and how long it took is protected like everywhere (`reports.published`,
`reports.times`). Every number of the public pages follows from these files; the page "Tự tính lại" says how.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.catalogue import queries as catalogue
from motcua.kernel import clock
from motcua.reports import organisation as organisations
from motcua.reports import published
from motcua.reports.export.table import Kind, Value
from motcua.reports.figures import handling, targets
from motcua.reports.figures.row import Row
from motcua.reports.figures.tally import tally
from motcua.reports.rules import Period
from motcua.reports.scorecard.grain import Grain, holding
from motcua.reports.times import measure

Words = tuple[str, str]
COUNTS: tuple[tuple[str, Kind], ...] = tuple(
    (name, "count")
    for name in (
        *("received_online", "received_direct", "received_post", "carried_over", "received_total"),
        *("resolved_early", "resolved_on_time", "resolved_late", "resolved_total", "late_against_original"),
        *("pending_within", "pending_late", "pending_total"),
    )
)
ALWAYS = "hien-hanh"
"""The key of a table that is as it is now, not of a period."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """One table. `kinds`: the periods of which there are files, none: one file, as it is now. `rows` are computed for a
    period that is over; columns in the order of `columns` (key, kind)."""

    slug: str
    name: Words
    about: Words
    columns: tuple[tuple[str, Kind], ...]
    rows: Callable[[Grain, datetime], Iterator[dict[str, Value]]]
    kinds: tuple[str, ...] = ("month",)
    defined: tuple[str, ...] = ()
    """Figures whose definitions go with the file."""

    def keys(self, since: Grain, now: datetime) -> list[str]:
        """Keys of the files that there are, the newest first, from the period in which the first dossier came."""
        if not self.kinds:
            return [ALWAYS]
        found: list[Grain] = []
        for kind in self.kinds:
            one = holding(clock.local_day(now), kind).before  # type: ignore[arg-type]
            while one.last >= since.first:
                found.append(one)
                one = one.before
        return [one.key for one in sorted(found, key=lambda one: (one.last, one.first), reverse=True)]


def _handling(grain: Grain, now: datetime) -> Iterator[dict[str, Value]]:
    """One line for each agency that has something to count: its own dossiers, without those of units under it."""
    tree = organisations.read()
    found = tally([Period(grain.first, grain.last, now)], _Flat(tree.periods), None, own=False, by="agency")
    for (_, key), counts in sorted(found.items(), key=lambda one: tree.code_of(int(one[0][1]))):
        row = Row("", grain.first, grain.last, now, counts)
        yield {
            "month": grain.key,
            **_unit(tree, int(key), grain),
            **_counted(row),
            "online_percent": row.online_percent,
        }


class _Flat(organisations.Organisation):
    """Every agency for itself."""

    def unit_of(self, agency_id: int, top: int | None, on: Any) -> int:
        return agency_id


def _unit(tree: organisations.Organisation, agency: int, grain: Grain) -> dict[str, Value]:
    above = tree.parents(grain.last).get(agency)
    return {
        "agency": tree.code_of(agency),
        "agency_name": tree.name(agency, grain.last)[0],
        "above": tree.code_of(above) if above is not None else "",
    }


def _counted(row: Row) -> dict[str, Value]:
    told = row.as_data()
    return {name: told[name] for name, _ in COUNTS}


def _fields(grain: Grain, now: datetime) -> Iterator[dict[str, Value]]:
    for row in handling(None, grain.first, grain.last, as_of=now, by="field"):
        shares = {"online_percent": row.online_percent}
        yield {"month": grain.key, "field": row.key, "field_name": row.label_vi, **_counted(row), **shares}


def _channels(grain: Grain, now: datetime) -> Iterator[dict[str, Value]]:
    for row in handling(None, grain.first, grain.last, as_of=now, by="channel"):
        yield {"month": grain.key, "channel": row.key, **_counted(row)}


def _satisfaction(grain: Grain, now: datetime) -> Iterator[dict[str, Value]]:
    """Agencies with all under them, where something is told."""
    what = published.published(grain.first, grain.last, now=now)
    if what is None:
        return
    tree, seen = what.tree, set()
    open_: list[int | None] = [None]
    while open_:
        above = open_.pop(0)
        code = tree.code_of(above) if above is not None else None
        for row in handling(code, grain.first, grain.last, as_of=now, by="agency"):
            agency = tree.get(row.key)
            is_own = agency == above
            if (agency, is_own) in seen or not row.counts.answered or not what.is_told(row.key, own=is_own):
                continue
            seen.add((agency, is_own))
            if not is_own and tree.children(agency, grain.last):
                open_.append(agency)
            yield {
                "period": grain.key,
                **_unit(tree, agency, grain),
                "own": 1 if is_own else 0,
                "resolved_total": row.resolved_total,
                "satisfied_percent": row.satisfied_percent,
                "response_percent": row.response_percent,
            }


def _times(grain: Grain, now: datetime) -> Iterator[dict[str, Value]]:
    names = _names(grain)
    for one in measure(grain.first, grain.last):
        yield {
            "period": grain.key,
            "procedure": one.procedure,
            "procedure_name": names.get(one.procedure, ""),
            "sample": one.sample,
            "half_minutes": one.half,
            "nine_of_ten_minutes": one.nine_of_ten,
        }


def _names(grain: Grain) -> Mapping[str, str]:
    return {one.code: one.name_vi for one in catalogue.search("", grain.last)}


def _targets(grain: Grain, now: datetime) -> Iterator[dict[str, Value]]:
    rows = published.targets_for_everybody(targets(None, grain.last, as_of=now), now=now)
    for row in rows:
        told = row.as_data()
        yield {"month": grain.key, **{name: told[name] for name, _ in _TARGETS}}


_TARGETS: tuple[tuple[str, Kind], ...] = (
    ("agency", "text"),
    ("indicator", "text"),
    ("target", "percent"),
    ("actual", "percent"),
    ("gap", "points"),
    ("period", "text"),
    ("issuer", "text"),
    ("decision", "text"),
)


def _agencies(grain: Grain, now: datetime) -> Iterator[dict[str, Value]]:
    tree = organisations.read()
    for held in sorted(tree.periods, key=lambda one: (one.code, one.valid_from)):
        yield {
            "agency": held.code,
            "kind": held.kind,
            "name_vi": held.short_name_vi,
            "name_en": held.short_name_en,
            "above": tree.code_of(held.parent_id) if held.parent_id is not None else "",
            "valid_from": held.valid_from.isoformat(),
            "valid_to": held.valid_to.isoformat() if held.valid_to else "",
        }


def _procedures(grain: Grain, now: datetime) -> Iterator[dict[str, Value]]:
    for one in catalogue.search("", clock.local_day(now)):
        yield {
            "procedure": one.code,
            "name_vi": one.name_vi,
            "name_en": one.name_en,
            "field": one.field,
            "online": one.online,
        }


_UNIT: tuple[tuple[str, Kind], ...] = (("agency", "text"), ("agency_name", "text"), ("above", "text"))
_MONTH: tuple[str, Kind] = ("month", "text")
_ONLINE: tuple[str, Kind] = ("online_percent", "percent")
_HOW = tuple(name for name, _ in COUNTS)
DATASETS: Sequence[Dataset] = (
    Dataset(
        "ho-so",
        ("Hồ sơ theo đơn vị", "Dossiers by agency"),
        (
            "Tiếp nhận, giải quyết, còn lại của từng đơn vị trong tháng. Mỗi dòng là hồ sơ của riêng đơn vị đó.",
            "Received, resolved and pending of every agency in a month. Each line holds the agency's own dossiers.",
        ),
        (_MONTH, *_UNIT, *COUNTS, _ONLINE),
        _handling,
        defined=(*_HOW, "online_percent"),
    ),
    Dataset(
        "linh-vuc",
        ("Hồ sơ theo lĩnh vực", "Dossiers by field"),
        ("Cùng các số ấy theo lĩnh vực, cả hệ thống.", "The same figures by field, all agencies together."),
        (_MONTH, ("field", "text"), ("field_name", "text"), *COUNTS, _ONLINE),
        _fields,
        defined=(*_HOW, "online_percent"),
    ),
    Dataset(
        "kenh-nop",
        ("Hồ sơ theo kênh nộp", "Dossiers by channel"),
        ("Cùng các số ấy theo kênh nộp, cả hệ thống.", "The same figures by channel, all agencies together."),
        (_MONTH, ("channel", "text"), *COUNTS),
        _channels,
        defined=_HOW,
    ),
    Dataset(
        "hai-long",
        ("Mức độ hài lòng", "Satisfaction"),
        (
            "Tỷ lệ hài lòng và tỷ lệ trả lời của đơn vị, kể cả các đơn vị bên dưới; không có dòng nào để lộ nhóm dưới 5"
            " người.",
            "Satisfaction and response rate of agencies with the units under them; no line tells of a group of fewer"
            " than five people.",
        ),
        (
            ("period", "text"),
            *_UNIT,
            ("own", "count"),
            ("resolved_total", "count"),
            ("satisfied_percent", "percent"),
            ("response_percent", "percent"),
        ),
        _satisfaction,
        kinds=("month", "quarter", "year"),
        defined=("resolved_total", "satisfied_percent", "response_percent"),
    ),
    Dataset(
        "thoi-gian",
        ("Thời gian thực tế", "Measured times"),
        (
            "Số phút làm việc mà một nửa, và 9 trên 10 hồ sơ, của thủ tục được giải quyết xong; từ 30 hồ sơ trở lên.",
            "Working minutes within which half, and nine of ten, of a procedure's dossiers were done; from 30 on.",
        ),
        (
            ("period", "text"),
            ("procedure", "text"),
            ("procedure_name", "text"),
            ("sample", "count"),
            ("half_minutes", "count"),
            ("nine_of_ten_minutes", "count"),
        ),
        _times,
        kinds=("month", "quarter", "year"),
    ),
    Dataset(
        "chi-tieu",
        ("Chỉ tiêu được giao", "Targets"),
        ("Chỉ tiêu, số đạt đến hết tháng và phần chênh.", "Targets, what was reached by the month's end, and the gap."),
        (_MONTH, *_TARGETS),
        _targets,
    ),
    Dataset(
        "don-vi",
        ("Đơn vị", "Agencies"),
        ("Đơn vị, cấp trên và thời gian tồn tại.", "Agencies, what they stand under, and since when until when."),
        (
            ("agency", "text"),
            ("kind", "text"),
            ("name_vi", "text"),
            ("name_en", "text"),
            ("above", "text"),
            ("valid_from", "text"),
            ("valid_to", "text"),
        ),
        _agencies,
        kinds=(),
    ),
    Dataset(
        "thu-tuc",
        ("Thủ tục đang áp dụng", "Procedures in force"),
        ("Mã, tên, lĩnh vực và mức trực tuyến.", "Code, name, field and online level."),
        (("procedure", "text"), ("name_vi", "text"), ("name_en", "text"), ("field", "text"), ("online", "text")),
        _procedures,
        kinds=(),
    ),
)
BY_SLUG: Mapping[str, Dataset] = {one.slug: one for one in DATASETS}
