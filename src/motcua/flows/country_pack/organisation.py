"""Places, agencies and posts of the pack, read and judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from motcua.agencies import rules
from motcua.flows.country_pack.faults import Faults
from motcua.flows.country_pack.located import Group, read_csv, read_yaml
from motcua.flows.country_pack.pack import TypicalPost
from motcua.kernel import codes, versions

KINDS = ("province", "department", "district", "commune", "other")
PLACES = "kind,code,name_vi,name_en,parent,valid_from,valid_to,provisional_code,alternative_code"
PLACE_SUCCESSION = "predecessor,successor,extent,on,legal_ground"
AGENCIES = "code,kind,place,provisional_code"
PERIODS = "agency,parent,name_vi,name_en,short_name_vi,short_name_en,valid_from,valid_to"
SUCCESSION = "predecessor,successor,way,on,legal_ground"
IDENTIFIERS = "agency,style,value,valid_from,valid_to"
_YES = ("", "yes")


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a row, and its line."""

    valid_from: date
    valid_to: date | None
    line: int

    def holds(self, on: date) -> bool:
        return versions.in_force(self.valid_from, self.valid_to, on)


def read_span(group: Group, first: date = versions.BEGINNING) -> Span:
    """valid_from and valid_to of a row; an end that is not after the beginning is a fault."""
    start = group.day("valid_from", required=True) or first
    end = group.day("valid_to")
    if end is not None and end <= start:
        group.fault("backward", "valid_to", valid_from=start.isoformat(), valid_to=end.isoformat())
        end = None
    return Span(start, end, group.line)


class Spans:
    """The days of things by name: what overlaps, and what exists when."""

    def __init__(self) -> None:
        self.of: dict[str, list[Span]] = {}

    def add(self, name: str, span: Span, group: Group) -> None:
        """Note the days; days that are taken are a fault."""
        for other in self.of.get(name, ()):
            if rules.overlap([(other.valid_from, other.valid_to), (span.valid_from, span.valid_to)]):
                group.fault("overlap", "valid_from", value=name, line=other.line)
                return
        self.of.setdefault(name, []).append(span)

    def on(self, name: str, day: date) -> bool:
        return any(span.holds(day) for span in self.of.get(name, ()))

    def require(self, name: str, day: date, group: Group, key: str) -> bool:
        """A fault unless the thing exists on the day."""
        if name not in self.of:
            group.fault("reference_missing", key, reference=name)
        elif not self.on(name, day):
            group.fault("not_on_day", key, reference=name, on=day.isoformat())
        else:
            return True
        return False


class OrganisationReader:
    """Reads the files in the order in which they name one another."""

    def __init__(self, root: Path, faults: Faults) -> None:
        self.root, self.faults = root, faults
        self.places, self.agencies = Spans(), Spans()
        self.kinds: dict[str, str] = {}
        """Kind of each agency by code."""

    def read(self) -> rules.Organisation:
        places = tuple(self._places())
        place_succession = tuple(self._place_succession())
        agencies = self._agencies()
        return rules.Organisation(
            places=places,
            place_succession=place_succession,
            agencies=agencies,
            succession=tuple(self._succession()),
            identifiers=tuple(self._identifiers()),
        )

    def _rows(self, name: str, header: str) -> Iterator[Group]:
        return read_csv(self.root, name, header.split(","), self.faults)

    def _ref(self, group: Group, key: str, *, required: bool = True) -> rules.PlaceRef | None:
        written = group.text(key, 20, required=required)
        if not written:
            return None
        try:
            return rules.PlaceRef.read(written)
        except ValueError:
            group.fault(
                "value_unknown", key, key=key, value=written, allowed="province:25, district:159, commune:05392"
            )
            return None

    def _places(self) -> Iterator[rules.PlaceSpec]:
        parents: list[tuple[Group, str, date]] = []
        for group in self._rows("places.csv", PLACES):
            kind = group.choice("kind", ("province", "district", "commune"))
            ref = rules.PlaceRef(kind, group.text("code", 10))
            span = read_span(group)
            parent = self._ref(group, "parent", required=kind != "province")
            if parent is not None:
                parents.append((group, str(parent), span.valid_from))
            self.places.add(str(ref), span, group)
            yield rules.PlaceSpec(
                ref=ref,
                name_vi=group.text("name_vi", 120),
                name_en=group.text("name_en", 120),
                parent=parent,
                valid_from=span.valid_from,
                valid_to=span.valid_to,
                provisional_code=group.choice("provisional_code", _YES, "") == "yes",
                alternative_code=group.text("alternative_code", 10, required=False),
            )
        for group, name, day in parents:
            self.places.require(name, day, group, "parent")

    def _place_succession(self) -> Iterator[rules.PlaceSuccessionSpec]:
        seen: dict[tuple[str, str], int] = {}
        for group in self._rows("place_succession.csv", PLACE_SUCCESSION):
            on = group.day("on", required=True) or versions.BEGINNING
            old, new = self._ref(group, "predecessor"), self._ref(group, "successor")
            extent = group.choice("extent", ("whole", "part"))
            ground = group.text("legal_ground", 120, required=False)
            if old is None or new is None:
                continue
            self._once(seen, (str(old), str(new)), group)
            if str(old) not in self.places.of:
                group.fault("reference_missing", "predecessor", reference=str(old))
            elif not any(span.valid_to == on for span in self.places.of[str(old)]):
                group.fault("must_end", "predecessor", reference=str(old), on=on.isoformat())
            self.places.require(str(new), on, group, "successor")
            yield rules.PlaceSuccessionSpec(old, new, extent, on, ground)

    def _agencies(self) -> tuple[rules.AgencySpec, ...]:
        periods: dict[str, list[tuple[Group, rules.PeriodSpec]]] = {}
        for group in self._rows("agency_periods.csv", PERIODS):
            code, span = group.text("agency", 35), read_span(group)
            period = rules.PeriodSpec(
                name_vi=group.text("name_vi", 200),
                name_en=group.text("name_en", 200),
                short_name_vi=group.text("short_name_vi", 120),
                short_name_en=group.text("short_name_en", 120),
                valid_from=span.valid_from,
                valid_to=span.valid_to,
                parent=group.text("parent", 35, required=False),
            )
            self.agencies.add(code, span, group)
            periods.setdefault(code, []).append((group, period))
        found: list[rules.AgencySpec] = []
        seen: dict[str, int] = {}
        for group in self._rows("agencies.csv", AGENCIES):
            code = group.text("code", 35)
            if not codes.is_agency_code(code):
                group.fault("value_unknown", "code", key="code", value=code, allowed="H44, H44.229, H28.159.05392")
            self._once(seen, code, group)
            kind = group.choice("kind", KINDS)
            own = sorted((period for _, period in periods.get(code, ())), key=lambda period: period.valid_from)
            place = self._ref(group, "place", required=False)
            provisional = group.choice("provisional_code", _YES, "") == "yes"
            if not own:
                group.fault("reference_missing", "code", reference=f"agency_periods.csv: {code}")
                continue
            if place is not None:
                self.places.require(str(place), own[-1].valid_from, group, "place")
            self.kinds[code] = kind
            found.append(rules.AgencySpec(code, kind, place, provisional, tuple(own)))
        parents = {code: [(group, p) for group, p in rows if p.parent] for code, rows in periods.items()}
        for code, rows in parents.items():
            for group, period in rows:
                if code not in seen:
                    group.fault("reference_missing", "agency", reference=f"agencies.csv: {code}")
                if self.agencies.require(period.parent, period.valid_from, group, "parent"):
                    self._no_circle(code, period, parents, group)
        return tuple(found)

    def _no_circle(
        self,
        code: str,
        period: rules.PeriodSpec,
        parents: dict[str, list[tuple[Group, rules.PeriodSpec]]],
        group: Group,
    ) -> None:
        seen, above = {code}, period.parent
        while above:
            if above in seen:
                group.fault("circle", "parent", value=code)
                return
            seen.add(above)
            holding = [
                one.parent
                for _, one in parents.get(above, ())
                if versions.in_force(one.valid_from, one.valid_to, period.valid_from)
            ]
            above = holding[0] if holding else ""

    def _succession(self) -> Iterator[rules.SuccessionSpec]:
        seen: dict[tuple[str, str], int] = {}
        for group in self._rows("agency_succession.csv", SUCCESSION):
            spec = rules.SuccessionSpec(
                predecessor=group.text("predecessor", 35),
                successor=group.text("successor", 35),
                way=group.choice("way", ("merged_into", "split_from", "renamed")),
                on=group.day("on", required=True) or versions.BEGINNING,
                legal_ground=group.text("legal_ground", 120, required=False),
            )
            self._once(seen, (spec.predecessor, spec.successor), group)
            if spec.predecessor == spec.successor:
                group.fault("circle", "successor", value=spec.successor)
            if spec.predecessor not in self.agencies.of:
                group.fault("reference_missing", "predecessor", reference=spec.predecessor)
            elif spec.way != "split_from" and self.agencies.on(spec.predecessor, spec.on):
                group.fault("must_end", "predecessor", reference=spec.predecessor, on=spec.on.isoformat())
            self.agencies.require(spec.successor, spec.on, group, "successor")
            yield spec

    def _identifiers(self) -> Iterator[rules.IdentifierSpec]:
        taken = Spans()
        for group in self._rows("agency_identifiers.csv", IDENTIFIERS):
            span = read_span(group)
            spec = rules.IdentifierSpec(
                agency=group.text("agency", 35),
                style=group.choice("style", ("old_style", "statistical")),
                value=group.text("value", 35),
                valid_from=span.valid_from,
                valid_to=span.valid_to,
            )
            taken.add(f"{spec.style} {spec.value}", span, group)
            self.agencies.require(spec.agency, spec.valid_from, group, "agency")
            yield spec

    def _once(self, seen: dict, value: object, group: Group) -> None:  # type: ignore[type-arg]
        if value in seen:
            written = " → ".join(value) if isinstance(value, tuple) else str(value)
            group.fault("twice", value=written, line=seen[value])
        seen.setdefault(value, group.line)


def read_posts(root: Path, faults: Faults) -> dict[str, tuple[TypicalPost, ...]]:
    """positions.yaml: kind of agency → its posts."""
    top = read_yaml(root, "positions.yaml", faults)
    found = {kind: tuple(_posts(top.groups(kind))) for kind in KINDS if kind in top.members}
    top.finish()
    return found


def _posts(groups: Sequence[Group]) -> Iterator[TypicalPost]:
    taken = Spans()
    for group in groups:
        slug = group.text("slug", 60)
        if slug and not codes.SLUG.match(slug):
            group.fault("value_unknown", "slug", key="slug", value=slug, allowed="a-z, 0-9, _")
        title, unit = group.pair("title", 120), group.pair("unit", 120, required=False)
        ward = group.pair("unit_in_wards", 120, required=False)
        start, end = group.day("valid_from"), group.day("valid_to")
        taken.add(slug, Span(start or date.min, end, group.line), group)
        group.finish()
        yield TypicalPost(rules.PostSpec(slug, *title, *unit, start, end), *ward)
