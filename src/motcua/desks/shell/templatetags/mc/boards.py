"""Drawn for boards: tiles of a map, small multiples of one scale. Plain SVG with title and description; the tiles are
links of their own, and the table with the same numbers stands on the page."""

from collections.abc import Sequence
from itertools import count

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from motcua.desks.shell.parts import Tile
from motcua.desks.shell.templatetags.mc.library import register

_numbers = count()
TILE, HIGH, GAP, IN_ROW = 98, 46, 2, 3
"""A tile's width and height; three in a row and the gaps fill a pane at 360 px."""
ROOM = 12
"""Letters of a name that fit into a tile; longer ones are drawn narrower."""
WIDE, TALL, EDGE = 142, 60, 6
LABEL = 44


def _fitted(text: str) -> SafeString:
    """Narrower glyphs where a name is longer than its tile."""
    return (
        format_html(' textLength="{}" lengthAdjust="spacingAndGlyphs"', TILE - 10)
        if len(text) > ROOM
        else mark_safe("")
    )


@register.simple_tag
def tiles(shown: Sequence[Tile], title: str, words: str) -> SafeString:
    """A block of tiles in rows of three; `words` is the description, `title` its name."""
    if not shown:
        return mark_safe("")
    key = f"tiles{next(_numbers) % 9973}"
    drawn = []
    for place, tile in enumerate(shown):
        x, y = (place % IN_ROW) * (TILE + GAP), (place // IN_ROW) * (HIGH + GAP)
        drawn.append(
            format_html(
                '<a href="{}"><title>{}</title><rect class="h{}" x="{}" y="{}" width="{}" height="{}"'
                ' rx="3"/><text x="{}" y="{}"{}>{}</text> <text class="v" x="{}" y="{}">{}</text></a>',
                tile.url,
                tile.words,
                tile.step,
                x,
                y,
                TILE,
                HIGH,
                x + 5,
                y + 18,
                _fitted(tile.name),
                tile.name,
                x + 5,
                y + 37,
                tile.value,
            )
        )
    rows = -(-len(shown) // IN_ROW)
    width = min(len(shown), IN_ROW) * (TILE + GAP) - GAP
    return format_html(
        '<svg class="tiles" role="group" aria-labelledby="{0}" aria-describedby="{0}d" width="{1}" height="{2}">'
        '<title id="{0}">{3}</title><desc id="{0}d">{4}</desc>{5}</svg>',
        key,
        width,
        rows * (HIGH + GAP) - GAP,
        title,
        words,
        format_html_join("", "{}", ((one,) for one in drawn)),
    )


@register.simple_tag
def multiple(
    values: Sequence[float | None],
    low: float,
    high: float,
    title: str,
    words: str,
    last: str = "",
    target: float | None = None,
) -> SafeString:
    """One of a family of lines on the scale `low` to `high`: what is missing leaves a gap, the last value stands beside
    its dot as `last`; the target is dashed where it lies in range."""
    if not any(value is not None for value in values):
        return mark_safe('<span class="soft">–</span>')
    key = f"multi{next(_numbers) % 9973}"
    step = (WIDE - LABEL - EDGE) / max(len(values) - 1, 1)
    spread = (high - low) or 1.0

    def height(value: float) -> float:
        return TALL - EDGE - (TALL - 2 * EDGE) * (min(max(value, low), high) - low) / spread

    runs: list[list[str]] = [[]]
    ends = (0.0, 0.0)
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        ends = (EDGE + place * step, height(value))
        runs[-1].append(f"{ends[0]:.1f},{ends[1]:.1f}")
    lines = format_html_join("", '<polyline points="{}"/>', ((" ".join(run),) for run in runs if len(run) > 1))
    alone = format_html_join(
        "", '<circle cx="{}" cy="{}" r="2"/>', (run[0].split(",") for run in runs if len(run) == 1)
    )
    goal = mark_safe("")
    if target is not None and low <= target <= high:
        goal = format_html('<path class="goal" d="M{} {}H{}"/>', EDGE, f"{height(target):.1f}", WIDE - LABEL)
    return format_html(
        '<svg class="spark multi" role="img" aria-labelledby="{0} {0}d" width="{1}" height="{2}" viewBox="0 0 {1} {2}">'
        '<title id="{0}">{3}</title><desc id="{0}d">{4}</desc><path class="axis" d="M{5} {6}H{7}"/>{8}{9}{10}'
        '<circle cx="{11}" cy="{12}" r="3.5"/><text x="{13}" y="{14}">{15}</text></svg>',
        key,
        WIDE,
        TALL,
        title,
        words,
        EDGE,
        TALL - EDGE,
        WIDE - LABEL,
        goal,
        lines,
        alone,
        f"{ends[0]:.1f}",
        f"{ends[1]:.1f}",
        f"{ends[0] + 7:.1f}",
        f"{min(max(ends[1] + 5, 13), TALL - 3):.1f}",
        last,
    )
