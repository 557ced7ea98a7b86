"""A map of communes made ready for a page: blocks of tiles by former district, and the table behind them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.desks.shell import formats
from motcua.desks.shell.parts import Tile
from motcua.reports.boards import Area, Indicator, Map, Measured, Place, indicators

_KINDS = ("Xã ", "Phường ", "Thị trấn ", "Đặc khu ")
_KINDS_EN = (" commune", " ward", " town", " township")
Rows = Callable[[Place, str], str]
Unit = Callable[[Place], str]


@dataclass(frozen=True, slots=True)
class Block:
    """A former district: its tiles, its name, and in words what is lowest and highest in it."""

    name: str
    words: str
    tiles: list[Tile]


@dataclass(frozen=True, slots=True)
class Line:
    """One unit in the table behind; `words` is what its tile says."""

    name: str
    area: str
    url: str
    measured: Measured
    value: str
    part_url: str
    whole_url: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """`provinces`: (name, blocks); `lines`: who has dossiers, in need of action first; `swatches`: (step, words) of the
    legend; `outside`: lines without a tile; `idle`: tiles without a dossier."""

    provinces: list[tuple[str, list[Block]]]
    lines: list[Line]
    swatches: list[tuple[int, str]]
    outside: int
    idle: int
    indicator: Indicator

    @property
    def is_count(self) -> bool:
        return not self.indicator.whole


def short(name: str) -> str:
    """A commune's name without what kind it is: tiles are small, the whole name is in their words."""
    for kind in _KINDS:
        name = name.removeprefix(kind)
    for kind in _KINDS_EN:
        name = name.removesuffix(kind)
    return name


def written(measured: Measured, indicator: Indicator, lang: str) -> str:
    """The number in a tile or cell: a share with one decimal, a count, "(12)" where there are too few, "–"."""
    if measured.few:
        return f"({formats.integer(measured.whole, lang)})"
    if measured.value is None:
        return formats.MISSING
    if not indicator.whole:
        return formats.integer(measured.part, lang)
    return formats.decimal(measured.value, lang, 1)


def said(measured: Measured, indicator: Indicator, lang: str) -> str:
    """The same in words, with what the share is taken of."""
    if measured.is_empty:
        return _("không có hồ sơ")
    facts = {"part": formats.integer(measured.part, lang), "whole": formats.integer(measured.whole, lang)}
    if not indicator.whole:
        return _("%(part)s hồ sơ") % facts
    if measured.value is None:
        return _("%(whole)s hồ sơ, ít nên không tính tỷ lệ") % facts
    return _("%(percent)s, %(part)s trong %(whole)s hồ sơ") % {
        **facts,
        "percent": formats.percent(measured.value, lang),
    }


def highest(rows: Map, indicator: Indicator) -> int:
    """The greatest count of a tile, for the steps of an indicator that is a count."""
    tiled = [place for area in rows.areas for place in area.places] or rows.places
    return max((indicator.of(place.row, indicator.part) for place in tiled), default=0)


def drawn(found: Map, indicator: Indicator, lang: str, *, unit: Unit, rows: Rows) -> Drawn:
    """`unit` and `rows`: addresses of a unit's own page and of the dossiers behind one of its figures."""
    top = highest(found, indicator)
    lines: list[Line] = []

    def line(place: Place, area: str) -> tuple[Line, Tile]:
        measured = indicators.measure(indicator, place.row, top)
        value = written(measured, indicator, lang)
        made = Line(
            name=place.name(lang),
            area=area,
            url=unit(place),
            measured=measured,
            value=value,
            part_url=rows(place, indicator.part) if measured.part else "",
            whole_url=rows(place, indicator.whole) if indicator.whole and measured.whole else "",
        )
        words = f"{made.name}: {said(measured, indicator, lang)}"
        return made, Tile(short(made.name), value, words, made.url, measured.step)

    provinces: list[tuple[str, list[Block]]] = []
    for area in found.areas:
        pairs = [line(place, area.name(lang)) for place in area.places]
        if not provinces or provinces[-1][0] != area.province(lang):
            provinces.append((area.province(lang), []))
        block = Block(area.name(lang), _summary(area, pairs, lang), [tile for _line, tile in pairs])
        provinces[-1][1].append(block)
        lines += [one for (one, _tile), place in zip(pairs, area.places, strict=True) if place.row.received_total]
    lines += [line(place, "")[0] for place in found.offices if place.row.received_total]
    lines.sort(key=lambda one: (*indicators.need(indicator, one.measured), one.name))
    return Drawn(
        provinces=provinces,
        lines=lines,
        swatches=_swatches(indicator, top, lang),
        outside=sum(1 for place in found.offices if place.row.received_total),
        idle=sum(1 for area in found.areas for place in area.places if not place.row.received_total),
        indicator=indicator,
    )


def _summary(area: Area, pairs: list[tuple[Line, Tile]], lang: str) -> str:
    counted = [one for one, _tile in pairs if one.measured.value is not None]
    facts = {"n": formats.integer(len(area.places), lang)}
    if not counted:
        return _("%(n)s đơn vị, chưa đơn vị nào đủ hồ sơ để so") % facts
    low = min(counted, key=lambda one: one.measured.value or 0)
    high = max(counted, key=lambda one: one.measured.value or 0)
    names = {"low": f"{low.name} {low.value}", "high": f"{high.name} {high.value}"}
    return _("%(n)s đơn vị; thấp nhất %(low)s, cao nhất %(high)s") % {**facts, **names}


def _swatches(indicator: Indicator, top: int, lang: str) -> list[tuple[int, str]]:
    if not indicator.whole and not top:
        return []
    found = []
    for step, (low, high) in enumerate(indicators.legend(indicator, top)):
        a, b = (formats.decimal(edge, lang, 0) if edge is not None else "" for edge in (low, high))
        if indicator.better == "more":
            words = _("từ %(a)s") % {"a": a} if a else _("dưới %(b)s") % {"b": b}
        elif indicator.better == "less":
            words = (_("đến %(b)s") % {"b": b} if b else _("trên %(a)s") % {"a": a}) if step else "0"
        else:
            words = f"{a}–{b}"
            if low is not None and high is not None and high < low:
                continue
        found.append((step, words))
    return found
