"""Where everything of a swim-lane drawing stands; pure. Units are those of the SVG's own view box."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.workflow.rules import Step, before

LABEL, COLUMN, LANE = 136, 136, 78
BOX_WIDTH, BOX_HEIGHT = 118, 60
ASKS = "request_supplement"


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of one post of one agency; the applicant's has neither."""

    agency: str
    post: str
    top: int


@dataclass(frozen=True, slots=True)
class Box:
    """A step: the index in the list, and its left upper corner."""

    index: int
    step: Step
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to another as corners of a line; `dashed` towards and from what may be skipped."""

    source: str
    target: str
    points: tuple[tuple[int, int], ...]
    dashed: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that is drawn. `asking`: the box whose step may ask for a supplement, if any."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    asking: Box | None


def drawn(steps: Sequence[Step]) -> Drawing:
    """The drawing of steps, in good order or not: what loops is drawn where it stands in the list."""
    asks = next((step for step in steps if _asks(step)), None)
    named = list(dict.fromkeys((step.agency, step.post) for step in steps))
    lanes = [Lane("", "", 0)] if asks is not None else []
    lanes += [Lane(agency, post, LANE * (len(lanes) + at)) for at, (agency, post) in enumerate(named)]
    tops = {(lane.agency, lane.post): lane.top for lane in lanes[asks is not None :]}
    columns = _columns(steps)
    boxes = tuple(
        Box(
            index,
            step,
            LABEL + 10 + COLUMN * columns[index],
            tops[step.agency, step.post] + (LANE - BOX_HEIGHT) // 2,
        )
        for index, step in enumerate(steps)
    )
    width = LABEL + COLUMN * (max(columns, default=0) + 1) + 10
    asking = next((box for box in boxes if box.step is asks), None)
    return Drawing(width, LANE * max(len(lanes), 1), tuple(lanes), boxes, _arrows(steps, boxes), asking)


def _asks(step: Step) -> bool:
    return ASKS in step.also or (step.act == "propose" and not step.also)


def _columns(steps: Sequence[Step]) -> list[int]:
    """How far to the right each step stands: behind everything that it waits for, and no two of one lane together."""
    needed = before(steps)
    place: dict[str, int] = {}
    taken: set[tuple[int, str, str]] = set()
    columns = []
    for index, step in enumerate(steps):
        behind = [place[key] for key in needed.get(step.key, ()) if key in place]
        column = max(behind) + 1 if behind else index
        while (column, step.agency, step.post) in taken:
            column += 1
        taken.add((column, step.agency, step.post))
        place.setdefault(step.key, column)
        columns.append(column)
    return columns


def _arrows(steps: Sequence[Step], boxes: Sequence[Box]) -> tuple[Arrow, ...]:
    at: Mapping[str, Box] = {box.step.key: box for box in reversed(boxes)}
    needed = before(steps)
    return tuple(
        _arrow(at[key], box, dashed=at[key].step.optional or box.step.optional)
        for box in boxes
        for key in needed.get(box.step.key, ())
        if key in at and at[key] is not box
    )


def _arrow(source: Box, target: Box, *, dashed: bool) -> Arrow:
    start = (source.x + BOX_WIDTH, source.y + BOX_HEIGHT // 2)
    end = (target.x - 2, target.y + BOX_HEIGHT // 2)
    if start[1] == end[1] and end[0] > start[0]:
        points: tuple[tuple[int, int], ...] = (start, end)
    elif end[0] > start[0]:
        bend = end[0] - (COLUMN - BOX_WIDTH) // 2 - 2
        points = (start, (bend, start[1]), (bend, end[1]), end)
    else:  # back to the left: only in a draft that is not in order yet
        below = max(source.y, target.y) + BOX_HEIGHT + 5
        points = (
            start,
            (start[0] + 6, start[1]),
            (start[0] + 6, below),
            (end[0] - 8, below),
            (end[0] - 8, end[1]),
            end,
        )
    return Arrow(source.step.key, target.step.key, points, dashed)


def wrapped(words: str, most: int, lines: int) -> list[str]:
    """Words in at most so many lines of about so many letters; what does not fit ends in an ellipsis."""
    found: list[str] = [""]
    for word in words.split():
        longer = f"{found[-1]} {word}".strip()
        if len(longer) <= most or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) > lines:
        found = [*found[: lines - 1], found[lines - 1][: most - 1] + "…"]
    return [line if len(line) <= most + 2 else line[: most + 1] + "…" for line in found]
