"""Places: by code and day, and how they are called today and were called before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from motcua.agencies import rules
from motcua.agencies.models import Place, PlaceSuccession
from motcua.agencies.queries.agency import holding
from motcua.kernel import text


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """A place's whole name today; where it is gone by then, also the name it had and the day on which that ended."""

    today: str
    before: str = ""
    changed_on: date | None = None


def find_place(kind: str, code: str, on: date) -> Place | None:
    """The place of that kind and statistical code on a day (codes were used again after 1 July 2025)."""
    return Place.objects.filter(holding(on), kind=kind, code=code).select_related("parent__parent").first()


def places_at(on: date, kind: str) -> list[Place]:
    """All places of a kind on a day, in the order of their folded names."""
    return _sorted(Place.objects.filter(holding(on), kind=kind))


def places_below(parent: Place, on: date, kind: str = "commune") -> list[Place]:
    """Places of a kind inside another on a day; a province also holds what its districts hold."""
    inside = Place.objects.filter(holding(on), kind=kind)
    found = list(inside.filter(parent=parent))
    if parent.kind == Place.Kind.PROVINCE and kind == Place.Kind.COMMUNE:
        found += list(inside.filter(parent__parent=parent))
    return _sorted(found)


def place_names(place: Place, on: date, lang: str = "vi") -> PlaceNames:
    """How the place is called on a day, and before. A place that was split is followed by all its heirs."""
    own = _path(place, lang)
    heirs = _heirs(place, on)
    if heirs == [place]:
        return PlaceNames(today=own)
    parents = {_path(heir.parent, lang) if heir.parent else "" for heir in heirs}
    either = " or " if lang == "en" else " hoặc "
    if len(parents) == 1:
        parent = parents.pop()
        names = either.join(_name(heir, lang) if i == 0 else _inside(heir, lang) for i, heir in enumerate(heirs))
        today = f"{names}, {rules.lowered(parent) if lang != 'en' else parent}" if parent else names
    else:
        today = either.join(_path(heir, lang) for heir in heirs)
    return PlaceNames(today=today, before=own, changed_on=place.valid_to)


def place_label(place: Place, on: date, lang: str = "vi") -> str:
    """Today's name first: "Xã Lạc Thủy, tỉnh Phú Thọ. Trước 01/07/2025: xã Khoan Dụ, huyện Lạc Thủy, tỉnh Hòa Bình"."""
    names = place_names(place, on, lang)
    if names.changed_on is None:
        return names.today
    day = f"{names.changed_on:%d/%m/%Y}"
    if lang == "en":
        changed = names.changed_on
        return f"{names.today}. Before {changed.day} {changed:%B %Y}: {names.before}"
    return f"{names.today}. Trước {day}: {rules.lowered(names.before)}"


def _heirs(place: Place, on: date) -> list[Place]:
    """The places that stand on a day where this one stood; itself while it stands or when nobody is known."""
    if place.valid_to is None or on < place.valid_to:
        return [place]
    links = PlaceSuccession.objects.filter(predecessor=place, on__lte=on).select_related("successor__parent__parent")
    heirs: dict[int, Place] = {}
    for link in links.order_by("successor__code"):
        heirs.update({heir.pk: heir for heir in _heirs(link.successor, on)})
    return list(heirs.values()) or [place]


def _name(place: Place, lang: str) -> str:
    return (place.name_en if lang == "en" else "") or place.name_vi


def _inside(place: Place, lang: str) -> str:
    """The name inside a sentence."""
    return _name(place, lang) if lang == "en" else rules.lowered(_name(place, lang))


def _path(place: Place, lang: str) -> str:
    """The name with all that it lies in: "Xã Khoan Dụ, huyện Lạc Thủy, tỉnh Hòa Bình"."""
    parts, above = [_name(place, lang)], place.parent
    while above is not None:
        parts.append(_inside(above, lang))
        above = above.parent
    return ", ".join(parts)


def _sorted(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: (text.fold(place.name_vi), place.code))
