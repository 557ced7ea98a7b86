"""Reading targets: an agency's own, else those of what it belongs to."""

from datetime import date

from django.db.models import QuerySet

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.steering.models import Target
from motcua.steering.rules import INDICATORS, narrowest


def targets(agency: Agency, on: date) -> list[Target]:
    """The target of each indicator that holds for an agency on a day, in the order of INDICATORS.

    Where an agency has none of its own the target of the agency above holds, as the tree was on that day.
    """
    line = _line(agency, on)
    rows: dict[tuple[str, int], list[Target]] = {}
    for target in _standing(on, on).filter(agency__in=line):
        rows.setdefault((target.indicator, target.agency_id), []).append(target)
    found = []
    for indicator in INDICATORS:
        nearest = (narrowest(rows.get((indicator, above.pk), ()), on, on) for above in line)
        found.append(next((target for target in nearest if target is not None), None))
    return [target for target in found if target is not None]


def target_for(indicator: str, agency: Agency, begins: date, ends: date) -> Target | None:
    """The target whose period holds all days from `begins` to `ends`: the shortest such period of the nearest agency
    that has one, upwards in the tree of the last day; None when nobody set one."""
    line = _line(agency, ends)
    rows = list(_standing(begins, ends).filter(indicator=indicator, agency__in=line))
    for above in line:
        own = [target for target in rows if target.agency_id == above.pk]
        if (target := narrowest(own, begins, ends)) is not None:
            return target
    return None


def _line(agency: Agency, on: date) -> list[Agency]:
    """The agency and all above it on a day, the nearest first."""
    line: list[Agency] = []
    above: Agency | None = agency
    while above is not None and above not in line:
        line.append(above)
        above = agencies.parent_on(above, on)
    return line


def _standing(begins: date, ends: date) -> QuerySet[Target]:
    rows = Target.objects.select_related("agency", "issuer").filter(replaced_at=None)
    return rows.filter(period_from__lte=begins, period_to__gte=ends)


def history(indicator: str, agency: Agency) -> list[Target]:
    """Every target that was ever set for an agency, by period, the replaced ones before those that replaced them."""
    rows = Target.objects.select_related("agency", "issuer", "set_by", "replaced_by").filter(
        indicator=indicator, agency=agency
    )
    return list(rows.order_by("period_from", "period_to", "set_at", "id"))
