"""A process as a drawing: lanes by post, an arrow for every "after that", and the hours in one bar against the law.

The table of steps beside it is the truth and says everything that is drawn; the drawing has a title and a description.
"""

from collections.abc import Callable, Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.desks.manage.processes.lanes import BOX_HEIGHT, BOX_WIDTH, LANE, Box, Drawing, drawn, wrapped
from motcua.desks.manage.processes.words import Names
from motcua.workflow.rules import REST, Step, longest, spread

Link = Callable[[int], str]


def hours_words(step: Step, spent: int | None = None) -> str:
    """The hours of a step as people say them; `spent`: what the rest comes to under a limit."""
    if step.hours is None:
        return _("không tính")
    if step.hours == REST and spent is None:
        return _("phần còn lại")
    hours = spent if spent is not None else step.counted
    words = ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours}
    return _("còn lại: %(hours)s") % {"hours": words} if step.hours == REST else words


def lanes_svg(
    steps: Sequence[Step], names: Names, *, limit: int | None, chosen: int | None = None, link: Link | None = None
) -> SafeString:
    """The swim lanes. `chosen`: the index of the step that is open; `link` gives the address of a step's form."""
    drawing = drawn(steps)
    hours = spread(steps, limit)
    parts = [*_lanes(drawing, names), *_arrows(drawing)]
    if drawing.asking is not None:
        parts += _supplement(drawing.asking)
    parts += [_box(box, names, hours, box.index == chosen, link) for box in drawing.boxes]
    told = "; ".join(
        f"{at}. {names.step(step)}: {names.post(step)}, {hours_words(step, hours.get(step.key))}"
        for at, step in enumerate(steps, 1)
    )
    return format_html(
        '<svg class="lanes" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="group" '
        'aria-labelledby="lanes-t lanes-d">'
        '<title id="lanes-t">{2}</title><desc id="lanes-d">{3}</desc><defs><marker id="tip" viewBox="0 0 8 8" refX="7" '
        'refY="4" markerWidth="9" markerHeight="9" orient="auto"><path d="M0 0l8 4-8 4z"/></marker></defs>{4}</svg>',
        drawing.width,
        drawing.height,
        _("Sơ đồ các bước theo người làm"),
        told,
        _joined(parts),
    )


def _joined(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _lines(words: Sequence[str], x: int, y: int, css: str) -> SafeString:
    return format_html_join(
        "", '<text x="{}" y="{}" class="{}">{}</text>', ((x, y + 15 * at, css, line) for at, line in enumerate(words))
    )


def _lanes(drawing: Drawing, names: Names) -> list[SafeString]:
    found = []
    for at, lane in enumerate(drawing.lanes):
        words = names.post_of(lane.agency, lane.post) if lane.post else _("Người nộp")
        lines = wrapped(words, 18, 3)
        found.append(
            format_html(
                '<rect class="lane{}" y="{}" width="{}" height="{}"/>{}',
                at % 2,
                lane.top,
                drawing.width,
                LANE,
                _lines(lines, 10, lane.top + LANE // 2 + 5 - 8 * (len(lines) - 1), "lane-t"),
            )
        )
    return found


def _arrows(drawing: Drawing) -> list[SafeString]:
    return [
        format_html(
            '<polyline class="way{}" points="{}" marker-end="url(#tip)"/>',
            " way--may" if arrow.dashed else "",
            " ".join(f"{x},{y}" for x, y in arrow.points),
        )
        for arrow in drawing.arrows
    ]


def _supplement(box: Box) -> list[SafeString]:
    """The applicant is asked, and the clock stands still until the answer."""
    top, bottom = (LANE - BOX_HEIGHT) // 2, box.y - 2
    left, middle = box.x, box.x + BOX_WIDTH // 2
    lines = [_("Bổ sung hồ sơ"), _("dừng tính giờ")]
    return [
        format_html(
            '<path class="ask" d="M{} {}V{}" marker-end="url(#tip)"/><path class="ask" d="M{} {}V{}" '
            'marker-end="url(#tip)"/><rect class="ask-box" x="{}" y="{}" width="{}" height="{}" rx="4"/>{}',
            middle - 14,
            bottom,
            top + BOX_HEIGHT + 2,
            middle + 14,
            top + BOX_HEIGHT,
            bottom,
            left,
            top,
            BOX_WIDTH,
            BOX_HEIGHT,
            _lines(lines, left + 8, top + 26, "ask-t"),
        )
    ]


def _box(box: Box, names: Names, hours: Mapping[str, int | None], chosen: bool, link: Link | None) -> SafeString:
    step = box.step
    name = names.step(step) or _("chưa đặt tên")
    spent = hours.get(step.key)
    lines = wrapped(name, 15, 2)
    whole = f"{box.index + 1}. {name} – {names.post(step)}, {hours_words(step, spent)}"
    css = " ".join(
        part for part in ("step", "step--may" if step.optional else "", "step--on" if chosen else "") if part
    )
    inner = format_html(
        '<title>{}</title><rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="4"/>{}{}',
        whole,
        css,
        box.x,
        box.y,
        BOX_WIDTH,
        BOX_HEIGHT,
        _lines(lines, box.x + 7, box.y + 17, "step-t"),
        _lines([hours_words(step, spent)], box.x + 7, box.y + BOX_HEIGHT - 9, "step-h"),
    )
    if link is None:
        return inner
    return format_html('<a href="{}">{}</a>', link(box.index), inner)


def bar_svg(steps: Sequence[Step], names: Names, limit: int | None) -> SafeString:
    """The hours of the longest way side by side, and what is left or too much against the law."""
    hours = spread(steps, limit)
    way = longest(steps, hours)
    counted = [(step, hours.get(step.key) or 0) for step in steps if step.key in way.keys and hours.get(step.key)]
    total = max(way.hours, limit or 0) or 1
    parts, x = [], 0.0
    for at, (step, spent) in enumerate(counted):
        width = 100 * spent / total
        over = limit is not None and 100 * limit / total < x + width - 0.01
        parts.append(_cell(x, width, f"hour{at % 2}{' hour--over' if over else ''}", names.step(step), spent))
        x += width
    if limit is not None and way.hours < limit:
        left = limit - way.hours
        parts.append(_cell(x, 100 - x, "hour-left", _("dư so với luật"), left))
    said = ", ".join(f"{names.step(step)} {spent}" for step, spent in counted)
    return format_html('<svg class="hours" role="img" aria-label="{}">{}</svg>', said, _joined(parts))


def _cell(x: float, width: float, css: str, name: str, hours: int) -> SafeString:
    """One stretch of the bar: its name where there is room for it, on a phone its hours alone."""
    fits = len(name) + 4 <= int(width * 1.05)
    kind = css.split(maxsplit=1)[0]
    long = format_html('<text x="50%" y="22" class="{}-t wide">{} {}</text>', kind, name, hours) if fits else ""
    return format_html(
        '<svg x="{}%" width="{}%" height="34"><title>{}</title><rect class="{}" width="100%" height="34"/>{}'
        '<text x="50%" y="22" class="{}-t{}">{}</text></svg>',
        f"{x:.2f}",
        f"{width:.2f}",
        f"{name}: {hours}",
        css,
        long,
        kind,
        " thin" if fits else "",
        hours,
    )
