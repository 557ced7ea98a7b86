"""When a holder is warned, to whom lateness goes up, until when a hand-over is answered: dated data; pure but for
reading the packaged file once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from motcua.kernel.errors import FieldError, Invalid

ABOVE = "above"
"""In place of a post: the leader of the agency above."""
OTHER = "other"
LEVELS = ("behind", "overdue")
MOST_HOURS = 240


@dataclass(frozen=True, slots=True)
class Watch:
    """One version. `warn`: working hours before an end, longest first; `behind`, `overdue`: by the beginning of a
    post's slug, the posts to which it goes up; `hand_over_cutoff`: from this local time on a hand-over is answered on
    the next working day."""

    valid_from: date
    warn: tuple[int, ...]
    behind: Mapping[str, tuple[str, ...]]
    overdue: Mapping[str, tuple[str, ...]]
    hand_over_cutoff: time
    ground: str = ""

    def above(self, level: str, post: str) -> tuple[str, ...]:
        """The posts above a post, in the order in which they are asked for; the longest beginning counts."""
        table = self.behind if level == "behind" else self.overdue
        beginnings = [one for one in table if post == one or post.startswith(f"{one}_")]
        return table[max(beginnings, key=len)] if beginnings else table.get(OTHER, ("leader",))

    def as_data(self) -> dict[str, Any]:
        """As it is stored, without its day."""
        return {
            "warn": list(self.warn),
            "behind": {key: list(posts) for key, posts in self.behind.items()},
            "overdue": {key: list(posts) for key, posts in self.overdue.items()},
            "hand_over_cutoff": f"{self.hand_over_cutoff:%H:%M}",
            "ground": self.ground,
        }


def read_watch(content: Mapping[str, Any], valid_from: date) -> Watch:
    """A version from plain data. Raises Invalid with the path of whatever is wrong."""
    errors: list[FieldError] = []
    warn = content.get("warn")
    if not isinstance(warn, Sequence) or isinstance(warn, str) or not all(_is_hours(one) for one in warn):
        errors.append(FieldError("warn", "watch.warn_wrong", most=MOST_HOURS))
        warn = ()
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for level in LEVELS:
        given = content.get(level) or {}
        tables[level] = {str(key): tuple(str(post) for post in posts) for key, posts in given.items()}
        if not tables[level] or not all(tables[level].values()):
            errors.append(FieldError(level, "watch.above_missing"))
    cutoff = time(15)
    try:
        cutoff = time.fromisoformat(str(content.get("hand_over_cutoff") or ""))
    except ValueError:
        errors.append(FieldError("hand_over_cutoff", "watch.cutoff_wrong"))
    if errors:
        raise Invalid("watch.invalid", errors)
    ground = str(content.get("ground") or "")[:300]
    return Watch(
        valid_from, tuple(sorted(set(warn), reverse=True)), tables["behind"], tables["overdue"], cutoff, ground
    )


def _is_hours(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST_HOURS


@cache
def packaged() -> tuple[Watch, ...]:
    """The versions of the country pack, oldest first."""
    text = files("motcua").joinpath("data/vn/watch.yaml").read_text(encoding="utf-8")
    found = YAML(typ="safe").load(text)["versions"]
    return tuple(sorted((read_watch(one, one["valid_from"]) for one in found), key=lambda one: one.valid_from))
