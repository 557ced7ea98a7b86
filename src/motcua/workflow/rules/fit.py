"""Whether the hours of a process fit the limits of the law, and whether its posts exist; pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from motcua.agencies.rules import holds
from motcua.kernel.errors import FieldError
from motcua.workflow.rules.spread import longest, path_through, spread
from motcua.workflow.rules.steps import REST, Step


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of the law as working hours.

    `hours` None: the law states no time. `exact`: the sum must be the limit (hours, working days); otherwise it must
    not be above it, and `hours` is what lies inside the tightest window (calendar days, months, same day), which
    begins on `window` (ISO date). `procedure`: its code; `channel`, `case`: which of its limits; `value`, `unit`: as
    the law says it.
    """

    hours: int | None
    exact: bool
    procedure: str = ""
    channel: str = ""
    case: str = ""
    value: int = 0
    unit: str = ""
    window: str = ""


def check(steps: Sequence[Step], limits: Sequence[Limit], posts: Collection[str] | None = None) -> list[FieldError]:
    """Everything that keeps steps in good order from being published under these limits.

    `posts`: slugs of the posts that somebody may hold at the agencies concerned; None: not asked.
    """
    return [*misfits(steps, limits), *([] if posts is None else lacking_posts(steps, posts))]


def misfits(steps: Sequence[Step], limits: Sequence[Limit]) -> Iterator[FieldError]:
    """Each limit that the hours do not keep: by how many hours, on which way, and whose limit it is."""
    for limit in limits:
        if limit.hours is None:
            continue
        facts = {
            "limit": limit.hours,
            "procedure": limit.procedure,
            "channel": limit.channel,
            "case": limit.case,
            "value": limit.value,
            "unit": limit.unit,
            "window": limit.window,
        }
        path = longest(steps, spread(steps, limit.hours))
        facts |= {"sum": path.hours, "by": abs(path.hours - limit.hours), "path": ", ".join(path.keys)}
        if path.hours > limit.hours:
            yield FieldError("steps", "process.over_limit" if limit.exact else "process.over_window", **facts)
        elif limit.exact and path.hours < limit.hours:
            yield FieldError("steps", "process.under_limit", **facts)
        else:
            yield from _rest(steps, limit.hours, facts)


def _rest(steps: Sequence[Step], hours: int, facts: dict[str, object]) -> Iterator[FieldError]:
    for index, step in enumerate(steps):
        if step.hours == REST and spread(steps, hours)[step.key] == 0:
            way = path_through(steps, spread(steps, hours), step.key)
            yield FieldError(
                f"steps.{index}.hours",
                "process.nothing_left",
                **{**facts, "key": step.key, "path": ", ".join(way.keys)},
            )


def lacking_posts(steps: Sequence[Step], posts: Collection[str]) -> Iterator[FieldError]:
    """Steps of the main line whose kind of post nobody holds."""
    for index, step in enumerate(steps):
        if not step.is_part and not any(holds(slug, step.post) for slug in posts):
            yield FieldError(f"steps.{index}.post", "process.post_not_held", post=step.post)
