"""Posts of an agency."""

from datetime import date

from motcua.agencies import rules
from motcua.agencies.models import Agency, Position
from motcua.agencies.queries.agency import holding


def positions(agency: Agency, on: date) -> list[Position]:
    """The agency's posts on a day, by slug."""
    return list(Position.objects.filter(holding(on), agency=agency).order_by("slug", "id"))


def positions_for(agency: Agency, post: str, on: date) -> list[Position]:
    """The agency's posts of the kind that a process names ("specialist" takes "specialist_justice" too)."""
    return [position for position in positions(agency, on) if rules.holds(position.slug, post)]
