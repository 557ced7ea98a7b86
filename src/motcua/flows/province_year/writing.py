"""Writing a province-year: the same bytes for the same arguments, and nothing half-written."""

import json
import os
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from motcua.flows.country_pack.pack import Pack
from motcua.flows.country_pack.reader import packaged, read
from motcua.flows.province_year import expected
from motcua.flows.province_year.days import Share, shared_out, spread, weights
from motcua.flows.province_year.describing import agencies, procedures, targets
from motcua.flows.province_year.habits import habits_of
from motcua.flows.province_year.lines import Maker
from motcua.flows.province_year.offers import Menus
from motcua.flows.province_year.units import Organisation, communes_of, organise
from motcua.flows.province_year.words import Refused
from motcua.kernel import clock

FIRST_YEAR, LAST_YEAR = 2021, 2098
MOST_DOSSIERS = 20_000_000
FILES = ("dossiers.jsonl", "agencies.json", "procedures.json", "targets.json", "expected.json", "expected.py")
_STEP = 10_000
Progress = Callable[[str, int], None]
"""Told what is being done and how many lines of it are done."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments; everything in the files follows from them and from the country pack of this version."""

    seed: int
    communes: int
    dossiers: int
    year: int
    merger: date | None = None


def write(asked: Asked, folder: Path, *, force: bool = False, progress: Progress = lambda _what, _done: None) -> None:
    """Write the six files. Raises Refused, and OSError where the folder cannot be written."""
    _judge_year(asked)
    _judge_folder(folder, force=force)
    pack = _pack()
    _judge(asked, pack)
    organisation = organise(pack, asked.year, asked.communes, asked.merger)
    menus = Menus(pack)
    folder.mkdir(parents=True, exist_ok=True)
    told = _Part(folder)
    try:
        with told.open("dossiers.jsonl") as file:
            for number, line in enumerate(_lines(asked, pack, organisation, menus), start=1):
                file.write(json.dumps(line, ensure_ascii=False, separators=(", ", ": ")) + "\n")
                if number % _STEP == 0:
                    progress("written", number)
        told.put("agencies.json", agencies(asked.year, organisation))
        told.put("procedures.json", procedures(pack, asked.year))
        told.put("targets.json", targets(asked.year, organisation))
        told.text("expected.py", Path(expected.__file__).read_text(encoding="utf-8"))
        (folder / "expected.json").unlink(missing_ok=True)  # of an older data set
        told.done()  # they are counted under their own names
        found = expected.recount(folder, lambda number: progress("counted", number))
        told.text("expected.json", expected.written(found) + "\n")
        told.done()
    except BaseException:
        told.drop()
        raise


@cache
def _pack() -> Pack:
    """The country pack of this version, read once a process."""
    return read(packaged())


class _Part:
    """Files that get their names when they are whole."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._names = folder, dict[str, Path]()

    def open(self, name: str) -> Any:
        self._names[name] = self._folder / f".{name}.part"
        return self._names[name].open("w", encoding="utf-8", newline="\n")

    def text(self, name: str, text: str) -> None:
        with self.open(name) as file:
            file.write(text)

    def put(self, name: str, value: Mapping[str, Any]) -> None:
        self.text(name, expected.written(value) + "\n")

    def done(self) -> None:
        for name, path in self._names.items():
            path.replace(self._folder / name)
        self._names.clear()

    def drop(self) -> None:
        for path in self._names.values():
            path.unlink(missing_ok=True)


def _lines(asked: Asked, pack: Pack, organisation: Organisation, menus: Menus) -> Iterator[dict[str, Any]]:
    if pack.calendar is None:
        raise LookupError("the country pack has no calendar")
    days = weights(pack.calendar, asked.year)
    shares = shared_out(
        organisation.units,
        days,
        asked.dossiers,
        lambda unit, day: bool(menus.menu(unit.code, unit.level, day).offers),
    )
    until = clock.day_start(date(asked.year + 1, 4, 1)) - timedelta(seconds=1)
    maker = Maker(asked.seed, pack.calendar, menus, organisation.units, until)
    for share in shares:
        yield from _of_unit(asked, maker, share, days)


def _of_unit(asked: Asked, maker: Maker, share: Share, days: list[tuple[date, float]]) -> Iterator[dict[str, Any]]:
    if not share.number:
        return
    chance = random.Random(f"{asked.seed}:{share.unit.code}")
    habits = habits_of(share.unit, chance)
    for day, number in spread(share, days, chance):
        yield from maker.day(share.unit, habits, day, number)


# --- what is refused -------------------------------------------------------------------------------------------------


def _judge_year(asked: Asked) -> None:
    if not FIRST_YEAR <= asked.year <= LAST_YEAR:
        raise Refused("province_year.year_wrong", first=FIRST_YEAR, last=LAST_YEAR, given=asked.year)
    if not 1 <= asked.dossiers <= MOST_DOSSIERS:
        raise Refused("province_year.dossiers_wrong", most=MOST_DOSSIERS, given=asked.dossiers)


def _judge(asked: Asked, pack: Pack) -> None:
    most = len(communes_of(pack, asked.year))
    if not 1 <= asked.communes <= most:
        raise Refused("province_year.communes_wrong", most=most, year=asked.year, given=asked.communes)
    if asked.merger is None:
        return
    begun = max(one.periods[0].valid_from for one in communes_of(pack, asked.year))
    first = max(date(asked.year, 1, 2), begun + timedelta(days=1))
    if asked.merger.year != asked.year or asked.merger < first or asked.communes < 2:
        given = f"{asked.merger.isoformat()}, {asked.communes}"
        raise Refused("province_year.merger_wrong", year=asked.year, first=first.isoformat(), given=given)


def _judge_folder(folder: Path, *, force: bool) -> None:
    if folder.is_file():
        raise Refused("province_year.folder_is_file", folder=folder)
    if folder.is_dir() and any(os.scandir(folder)) and not force:
        raise Refused("province_year.folder_full", folder=folder)
