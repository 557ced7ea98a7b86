"""Drawn figures: plain SVG without style attributes, each with a text alternative; the table stands beside them."""

from collections.abc import Sequence
from itertools import count

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from motcua.desks.shell import formats
from motcua.desks.shell.parts import Life, Share
from motcua.desks.shell.templatetags.mc.library import register
from motcua.desks.shell.templatetags.mc.written import Number, spoken

_numbers = count()
ROOMY_PERCENT = 14
ROOMY_AT_360_PERCENT = 48
"""From how much of a stacked bar on its words fit inside: on a desktop, on a phone."""


def _p(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def _clamped(value: float) -> float:
    return min(max(value, 0.0), 100.0)


@register.simple_tag
def bar(value: Number, target: Number = None, label: str = "", hidden: bool = False) -> SafeString:
    """A bar from 0 to 100 with a tick at the target: indigo when met (or without target), brick below.

    Without `label` the alternative text says value and target; `hidden` where the numbers stand beside it.
    """
    if value is None or value == "":
        return mark_safe('<span class="soft">–</span>')
    number = float(value)
    goal = None if target is None or target == "" else float(target)
    tick = SafeString("")
    if goal is not None:
        tick = format_html('<svg x="{}" overflow="visible"><path class="tick" d="M0 0v24"/></svg>', _p(_clamped(goal)))
    if not label and not hidden:
        label = formats.percent(value, spoken())
        if goal is not None:
            label = _("%(value)s, mục tiêu %(target)s") % {"value": label, "target": formats.percent(target, spoken())}
    named = format_html(' role="img" aria-label="{}"', label) if not hidden else SafeString(' aria-hidden="true"')
    return format_html(
        '<svg class="bar"{}><rect class="bar0" y="4" width="100%" height="16" rx="2"/>'
        '<rect class="{}" y="4" width="{}" height="16" rx="2"/>{}</svg>',
        named,
        "bar2" if goal is not None and number < goal else "bar1",
        _p(_clamped(number)),
        tick,
    )


@register.simple_tag
def share_used(percent: Number, late: bool = False) -> SafeString:
    """How much of the time is used, for a queue row: a short bar with a hidden figure."""
    if percent is None or percent == "":
        return SafeString("")
    number = _clamped(float(percent))
    return format_html(
        '<svg class="use" role="img" aria-label="{}"><rect class="bar0" width="100%" height="5" rx="2.5"/>'
        '<rect class="{}" width="{}" height="5" rx="2.5"/></svg>',
        _("đã dùng %(percent)s") % {"percent": formats.percent(number, spoken(), 0)},
        "bar3" if late else "bar1",
        _p(100 if late else number),
    )


@register.simple_tag
def progress(done: int, total: int) -> SafeString:
    """The thin bar over a wizard's question; the words beside it say the same."""
    return format_html(
        '<svg class="prog" aria-hidden="true"><rect class="prog0" width="100%" height="6" rx="3"/>'
        '<rect class="bar1" width="{}" height="6" rx="3"/></svg>',
        _p(_clamped(100 * done / total if total else 0)),
    )


@register.simple_tag
def life_bar(life: Life) -> SafeString:
    """A dossier's life: used solid, paused hatched, left outlined."""
    total = sum(span.share for span in life.spans) or 1.0
    name = f"hatch{next(_numbers) % 9973}"
    parts: list[SafeString] = []
    start = 0.0
    for span in life.spans:
        width = 100 * span.share / total
        if width <= 0:
            continue
        inner = {
            "used": '<rect class="bar1" width="100%" height="14" rx="2"/>',
            "paused": f'<rect fill="url(#{name})" width="100%" height="14" rx="2"/>',
            "left": '<rect class="left0" x="1" y="1" width="100%" height="12" rx="2"/>',
        }[span.kind]
        parts.append(
            format_html('<svg x="{}" width="{}" height="14">{}</svg>', _p(start), _p(width), mark_safe(inner))  # noqa: S308
        )
        if start:
            parts.append(format_html('<svg x="{}" overflow="visible"><path class="gap" d="M0 0v14"/></svg>', _p(start)))
        start += width
    has_pause = any(span.kind == "paused" for span in life.spans)
    pattern = (
        format_html(
            '<defs><pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<rect class="hatch0" width="6" height="6"/><rect class="hatch1" width="3" height="6"/></pattern></defs>',
            name,
        )
        if has_pause
        else SafeString("")
    )
    return format_html(
        '<svg class="life" role="img" aria-label="{}">{}{}</svg>',
        life.label,
        pattern,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


@register.simple_tag
def sparkline(values: Sequence[float], label: str, target: Number = None, width: int = 120) -> SafeString:
    """At most twelve points of one scale with a dot on the last; the target dashed when it lies in range."""
    points = [float(value) for value in values][-12:]
    if not points:
        return mark_safe('<span class="soft">–</span>')
    low, high = min(points), max(points)
    spread = (high - low) or 1.0
    step = (width - 8) / max(len(points) - 1, 1)

    def height(value: float) -> float:
        return 26 - 22 * (value - low) / spread

    line = " ".join(f"{4 + index * step:.1f},{height(value):.1f}" for index, value in enumerate(points))
    last_x, last_y = line.rsplit(" ", 1)[-1].split(",")
    dashed = SafeString("")
    if target not in (None, "") and low <= float(target) <= high:
        dashed = format_html('<path class="goal" d="M4 {}H{}"/>', f"{height(float(target)):.1f}", width - 4)
    return format_html(
        '<svg class="spark" width="{0}" height="30" viewBox="0 0 {0} 30" role="img" aria-label="{1}">{2}'
        '<polyline points="{3}"/><circle cx="{4}" cy="{5}" r="3.5"/></svg>',
        width,
        label,
        dashed,
        line,
        last_x,
        last_y,
    )


@register.simple_tag
def stacked(shares: Sequence[Share], label: str = "") -> SafeString:
    """Parts of a hundred with their words inside where there is room, beneath where there is none."""
    start, parts, beneath = 0.0, [], []
    said = [f"{share.label} {formats.percent(share.percent, spoken())}" for share in shares]
    for share, words in zip(shares, said, strict=True):
        inside = SafeString("")
        if share.percent >= ROOMY_PERCENT:
            narrow = "" if share.percent >= ROOMY_AT_360_PERCENT else ' class="t2"'
            inside = format_html('<text x="8" y="18"{}>{}</text>', SafeString(narrow), words)
        else:
            beneath.append(words)
        parts.append(
            format_html(
                '<svg x="{}" width="{}" height="26"><rect class="share-{}" width="100%" height="26"/>{}</svg>'
                '<svg x="{}" overflow="visible"><path class="gap" d="M0 0v26"/></svg>',
                _p(start),
                _p(share.percent),
                share.tone,
                inside,
                _p(start + share.percent),
            )
        )
        start += share.percent
    return format_html(
        '<svg class="share" role="img" aria-label="{}">{}</svg>'
        '<span class="legend only-l" aria-hidden="true">{}</span>'
        '<span class="legend only-s" aria-hidden="true">{}</span>',
        label or ", ".join(said),
        format_html_join("", "{}", ((part,) for part in parts)),
        " · ".join(beneath),
        " · ".join(said),
    )


def heat_step(value: float | None, highest: float) -> int:
    """The step of the six tints (0–5) for a value; 0 is white."""
    if not value or highest <= 0:
        return 0
    return min(5, int(6 * value / highest))


@register.simple_tag
def heat(value: float | None, highest: float) -> str:
    """The class of a heat table's cell: `<td class="{% heat v top %}">`."""
    return f"h{heat_step(value, highest)}"
