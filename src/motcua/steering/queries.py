"""Reading targets: an agency's own, else those of what it belongs to."""

from datetime import date

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.steering.models import Target
from motcua.steering.rules import INDICATORS, narrowest


def targets(agency: Agency, on: date) -> list[Target]:
    """The target of each indicator that holds for an agency on a day, in the order of INDICATORS.

    Where an agency has none of its own the target of the agency above holds, as the tree was on that day.
    """
    found = [target_for(indicator, agency, on, on) for indicator in INDICATORS]
    return [target for target in found if target is not None]


def target_for(indicator: str, agency: Agency, begins: date, ends: date) -> Target | None:
    """The target whose period holds all days from `begins` to `ends`: the shortest such period of the nearest agency
    that has one, upwards in the tree of the last day; None when nobody set one."""
    above: Agency | None = agency
    seen: set[int] = set()
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        own = Target.objects.select_related("agency", "issuer").filter(
            indicator=indicator,
            agency=above,
            replaced_at=None,
            period_from__lte=begins,
            period_to__gte=ends,
        )
        if (target := narrowest(own, begins, ends)) is not None:
            return target
        above = agencies.parent_on(above, ends)
    return None


def history(indicator: str, agency: Agency) -> list[Target]:
    """Every target that was ever set for an agency, by period, the replaced ones before those that replaced them."""
    rows = Target.objects.select_related("agency", "issuer").filter(indicator=indicator, agency=agency)
    return list(rows.order_by("period_from", "period_to", "set_at", "id"))
