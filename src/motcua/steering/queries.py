"""Reading targets: an agency's own, else those of what it belongs to."""

from datetime import date

from django.db.models import QuerySet

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.kernel.errors import NotVisible
from motcua.steering.models import Target
from motcua.steering.rules import INDICATORS, narrowest


def targets(agency: Agency, on: date) -> list[Target]:
    """The target of each indicator that holds for an agency on a day, in the order of INDICATORS, each followed by
    those of single fields.

    Where an agency has none of its own the share asked of the agency above holds, as the tree was on that day; a sum
    asked of the one above is nobody else's. Targets of posts and of an agency's own part are not among them.
    """
    line = _line(agency, on)
    rows: dict[tuple[str, str, int], list[Target]] = {}
    fields: set[str] = set()
    for target in _standing(on, on).filter(agency__in=line, post=""):
        if target.measure == "count" and target.agency_id != agency.pk:
            continue
        slug = target.field.slug if target.field else ""
        fields.add(slug)
        rows.setdefault((target.indicator, slug, target.agency_id), []).append(target)
    found = []
    for indicator in INDICATORS:
        for slug in sorted(fields):
            nearest = (narrowest(rows.get((indicator, slug, above.pk), ()), on, on) for above in line)
            found.append(next((target for target in nearest if target is not None), None))
    return [target for target in found if target is not None]


def target_for(indicator: str, agency: Agency, begins: date, ends: date) -> Target | None:
    """The target whose period holds all days from `begins` to `ends`: the shortest such period of the nearest agency
    that has one, upwards in the tree of the last day; None when nobody set one."""
    line = _line(agency, ends)
    rows = list(_standing(begins, ends).filter(indicator=indicator, agency__in=line, post="", field=None))
    for above in line:
        own = [target for target in rows if target.agency_id == above.pk]
        if (target := narrowest(own, begins, ends)) is not None:
            return target
    return None


def get_target(number: int) -> Target:
    """Raises NotVisible."""
    found = _every().select_related("set_by", "replaced_by").filter(pk=number).first()
    if found is None:
        raise NotVisible("target.unknown")
    return found


def narrower(agency: Agency, on: date) -> list[Target]:
    """The targets in force on a day for posts of an agency, and for its own part."""
    rows = _standing(on, on).filter(agency=agency).exclude(post="")
    return list(rows.order_by("indicator", "post", "period_from", "id"))


def parts_of(target: Target) -> dict[tuple[int, str], Target]:
    """What stands for the same indicator, field and days, by agency and post: the candidates for its parts."""
    rows = _every().filter(
        indicator=target.indicator,
        field=target.field,
        period_from=target.period_from,
        period_to=target.period_to,
        replaced_at=None,
    )
    return {(row.agency_id, row.post): row for row in rows if row.pk != target.pk}


def standing_on(on: date) -> list[Target]:
    """Every target in force on a day."""
    return list(_standing(on, on).order_by("agency__code", "indicator", "period_from", "id"))


def closed_by(on: date) -> QuerySet[Target]:
    """Targets in force whose last day has passed by the morning of a day, the earliest first."""
    return _every().filter(replaced_at=None, period_to__lt=on).order_by("period_to", "id")


def history(indicator: str, agency: Agency, post: str = "", field: str = "") -> list[Target]:
    """Every target that was ever set for an agency (a post, a field), by period, the replaced ones before those that
    replaced them."""
    rows = _every().select_related("set_by", "replaced_by").filter(indicator=indicator, agency=agency, post=post)
    rows = rows.filter(field__slug=field) if field else rows.filter(field=None)
    return list(rows.order_by("period_from", "period_to", "set_at", "id"))


def _line(agency: Agency, on: date) -> list[Agency]:
    """The agency and all above it on a day, the nearest first."""
    line: list[Agency] = []
    above: Agency | None = agency
    while above is not None and above not in line:
        line.append(above)
        above = agencies.parent_on(above, on)
    return line


def _every() -> QuerySet[Target]:
    return Target.objects.select_related("agency", "issuer", "field")


def _standing(begins: date, ends: date) -> QuerySet[Target]:
    return _every().filter(replaced_at=None, period_from__lte=begins, period_to__gte=ends)
