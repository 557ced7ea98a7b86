"""Places, agencies, succession and identifiers brought in at once, as often as wanted, from the country pack."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction

from motcua.agencies import rules
from motcua.agencies.actions.agency import period_fields
from motcua.agencies.models import (
    Agency,
    AgencyIdentifier,
    AgencyPeriod,
    AgencySuccession,
    Place,
    PlaceSuccession,
)
from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot

M = TypeVar("M", bound=models.Model)
LEVELS = ("province", "district", "commune")


@dataclass(frozen=True, slots=True)
class Brought:
    """How many rows were added and how many corrected; both 0 when all stood already."""

    added: int = 0
    corrected: int = 0

    def __add__(self, other: "Brought") -> "Brought":
        return Brought(self.added + other.added, self.corrected + other.corrected)


@transaction.atomic
def bring_in(organisation: rules.Organisation, *, subject: str, content: str, by: Actor, at: datetime) -> Brought:
    """Make the tables say what the organisation says: rows that are missing are added, rows that differ are corrected,
    nothing is deleted. One event on `subject` carries the counts and the content hash of what was read; none is written
    when nothing changed. Raises Cannot when something that is named does not exist on its day.
    """
    brought = sum(
        (
            _places(organisation.places),
            _place_succession(organisation.place_succession),
            _agencies(organisation.agencies),
            _succession(organisation.succession),
            _identifiers(organisation.identifiers),
        ),
        Brought(),
    )
    if brought != Brought():
        record(
            "organisation.brought_in",
            subject=subject,
            by=by,
            at=at,
            content=content,
            added=brought.added,
            corrected=brought.corrected,
        )
    return brought


def _sync(model: type[M], key: Callable[[Any], Hashable], wanted: Iterable[Mapping[str, Any]]) -> Brought:
    """Add and correct rows so that `wanted` stands. Corrections come first: they may make room for what is added."""
    standing = {key(row): row for row in model._default_manager.all()}
    added: list[M] = []
    corrected: list[M] = []
    changed_fields: set[str] = set()
    for fields in wanted:
        row = model(**fields)
        old = standing.get(key(row))
        if old is None:
            added.append(row)
            continue
        names = [_attname(model, name) for name in fields]
        differing = [name for name in names if getattr(old, name) != getattr(row, name)]
        if differing:
            for name in differing:
                setattr(old, name, getattr(row, name))
            corrected.append(old)
            changed_fields.update(differing)
    if corrected:
        model._default_manager.bulk_update(corrected, sorted(changed_fields), batch_size=200)
    model._default_manager.bulk_create(added, batch_size=500)
    return Brought(len(added), len(corrected))


def _attname(model: type[models.Model], name: str) -> str:
    """The attribute that holds a column: "parent_id" for a relation."""
    field = model._meta.get_field(name)
    return field.attname if isinstance(field, models.Field) else name


class _Places:
    """Places found by reference and day."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], list[Place]] = {}
        for place in Place.objects.all():
            self.rows.setdefault((place.kind, place.code), []).append(place)

    def on(self, ref: rules.PlaceRef, day: date) -> Place:
        for place in self.rows.get((ref.kind, ref.code), ()):
            if place.valid_from <= day and (place.valid_to is None or day < place.valid_to):
                return place
        raise Cannot("organisation.reference_missing", reference=str(ref), on=day.isoformat())

    def until(self, ref: rules.PlaceRef, day: date) -> Place:
        for place in self.rows.get((ref.kind, ref.code), ()):
            if place.valid_to == day:
                return place
        raise Cannot("organisation.reference_missing", reference=str(ref), on=day.isoformat())


def _places(specs: Sequence[rules.PlaceSpec]) -> Brought:
    brought = Brought()
    for level in LEVELS:  # parents first
        known = _Places()
        brought += _sync(
            Place,
            lambda place: (place.kind, place.code, place.valid_from),
            [
                {
                    "kind": spec.ref.kind,
                    "code": spec.ref.code,
                    "name_vi": spec.name_vi,
                    "name_en": spec.name_en,
                    "parent": known.on(spec.parent, spec.valid_from) if spec.parent else None,
                    "valid_from": spec.valid_from,
                    "valid_to": spec.valid_to,
                    "provisional_code": spec.provisional_code,
                    "alternative_code": spec.alternative_code,
                    "search": rules.search_field(spec.name_vi, spec.name_en, spec.ref.code, spec.alternative_code),
                }
                for spec in specs
                if spec.ref.kind == level
            ],
        )
    return brought


def _place_succession(specs: Sequence[rules.PlaceSuccessionSpec]) -> Brought:
    known = _Places()
    return _sync(
        PlaceSuccession,
        lambda row: (row.predecessor_id, row.successor_id),
        [
            {
                "predecessor": known.until(spec.predecessor, spec.on),
                "successor": known.on(spec.successor, spec.on),
                "extent": spec.extent,
                "on": spec.on,
                "legal_ground": spec.legal_ground,
            }
            for spec in specs
        ],
    )


def _agencies(specs: Sequence[rules.AgencySpec]) -> Brought:
    places = _Places()
    brought = _sync(
        Agency,
        lambda agency: agency.code,
        [
            {
                "code": spec.code,
                "kind": spec.kind,
                # a people's committee outlives its place's borders: the place is that of its last period
                "place": places.on(spec.place, spec.periods[-1].valid_from) if spec.place else None,
                "provisional_code": spec.provisional_code,
            }
            for spec in specs
        ],
    )
    agencies = _agencies_by_code()
    return brought + _sync(
        AgencyPeriod,
        lambda period: (period.agency_id, period.valid_from),
        [
            period_fields(
                agencies[spec.code],
                period,
                _agency(agencies, period.parent, period.valid_from) if period.parent else None,
            )
            for spec in specs
            for period in spec.periods
        ],
    )


def _succession(specs: Sequence[rules.SuccessionSpec]) -> Brought:
    agencies = _agencies_by_code()
    return _sync(
        AgencySuccession,
        lambda row: (row.predecessor_id, row.successor_id),
        [
            {
                "predecessor": _agency(agencies, spec.predecessor, spec.on),
                "successor": _agency(agencies, spec.successor, spec.on),
                "way": spec.way,
                "on": spec.on,
                "legal_ground": spec.legal_ground,
            }
            for spec in specs
        ],
    )


def _identifiers(specs: Sequence[rules.IdentifierSpec]) -> Brought:
    agencies = _agencies_by_code()
    return _sync(
        AgencyIdentifier,
        lambda row: (row.style, row.value, row.valid_from),
        [
            {
                "agency": _agency(agencies, spec.agency, spec.valid_from),
                "style": spec.style,
                "value": spec.value,
                "valid_from": spec.valid_from,
                "valid_to": spec.valid_to,
            }
            for spec in specs
        ],
    )


def _agencies_by_code() -> dict[str, Agency]:
    return {agency.code: agency for agency in Agency.objects.all()}


def _agency(agencies: Mapping[str, Agency], code: str, on: date) -> Agency:
    try:
        return agencies[code]
    except KeyError:
        raise Cannot("organisation.reference_missing", reference=code, on=on.isoformat()) from None
