"""Where a unit should be on a day to reach its target, and when it counts as behind; pure but for the packaged file."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path as File

from motcua.kernel.errors import Invalid
from motcua.reports.figures import Aim
from motcua.reports.figures.pace import Way

_FILE = File(__file__).parents[2] / "data" / "vn" / "targets.yaml"


@dataclass(frozen=True, slots=True)
class Threshold:
    """Behind means: below the path by more than `points` (a sum: by more than `percent` of it), after `quiet_days` of
    the period, on at least `fewest` dossiers, and with a forecast that misses the target."""

    valid_from: date
    points: float
    percent: float
    quiet_days: int
    fewest: int
    source: str
    source_en: str
    confidence: str


def read_thresholds(text: str) -> tuple[Threshold, ...]:
    """Raises Invalid `target.thresholds_unreadable` with what is wrong."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        found = YAML(typ="safe").load(text)
        made = [Threshold(**one) for one in found["versions"]]
    except (YAMLError, TypeError, KeyError) as error:
        raise Invalid("target.thresholds_unreadable", reason=str(error).splitlines()[0][:200]) from None
    wrong = [
        one
        for one in made
        if not isinstance(one.valid_from, date)
        or any(
            not isinstance(number, (int, float)) or isinstance(number, bool) or number < 0
            for number in (one.points, one.percent, one.quiet_days, one.fewest)
        )
    ]
    if wrong or not made:
        raise Invalid("target.thresholds_unreadable", reason="versions")
    return tuple(sorted(made, key=lambda one: one.valid_from))


@cache
def _packaged() -> tuple[Threshold, ...]:
    return read_thresholds(_FILE.read_text(encoding="utf-8"))


def threshold_on(on: date) -> Threshold:
    """The version in force on a day; before the first one, the first."""
    found = _packaged()
    return next((one for one in reversed(found) if one.valid_from <= on), found[0])


def path_on(way: Way, target: float, start: float | None, *, first: date, last: date, on: date) -> float:
    """Where the indicator should stand on a day. A share should be what is asked at any time; a sum grows evenly from
    nothing, a stock evenly from where it stood on the first day."""
    if way == "share":
        return target
    days = (last - first).days + 1
    gone = min(max((on - first).days + 1, 0), days)
    base = 0.0 if way == "sum" else start or 0.0
    return round(base + (target - base) * gone / days, 2)


@dataclass(frozen=True, slots=True)
class Course:
    """A target against its path on the judged day. `behind`: see Threshold; `quiet`: it is too early to say."""

    path: float
    off: float | None
    behind: bool
    quiet: bool


def course(aim: Aim, threshold: Threshold) -> Course:
    """How an aim runs."""
    row, pace = aim.target, aim.pace
    way: Way = pace.way if pace else "share"
    path = path_on(way, row.target, aim.start, first=row.first, last=row.last, on=row.judged_on)
    quiet = (row.judged_on - row.first).days + 1 <= threshold.quiet_days
    if row.actual is None:
        return Course(path, None, behind=False, quiet=quiet)
    off = round(row.actual - path, 2)
    few = way == "share" and row.whole < threshold.fewest
    allowed = path * threshold.percent / 100 if way == "sum" else threshold.points
    will_meet = aim.forecast is not None and aim.forecast >= row.target
    ended = row.judged_on >= row.last
    behind = not quiet and not few and not will_meet and not ended and off < -allowed
    return Course(path, off, behind=behind, quiet=quiet)
