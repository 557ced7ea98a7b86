"""Reading seals: the versions of a period, the one in force, what is counted differently now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Max, QuerySet, Window

from motcua.kernel.errors import NotVisible
from motcua.reports.figures import handling
from motcua.reports.models import PeriodSeal
from motcua.reports.seals import content
from motcua.reports.seals.content import Difference


@dataclass(frozen=True, slots=True)
class Beside:
    """The seal in force of a period, and where the whole is counted differently now."""

    seal: PeriodSeal
    differences: Sequence[Difference]


def versions(agency: str, first: date, last: date) -> list[PeriodSeal]:
    """All versions of a period, the oldest first; empty while it is not sealed."""
    rows = PeriodSeal.objects.filter(agency__code=agency, first=first, last=last)
    return list(rows.select_related("agency", "journal").order_by("version"))


def find_seal(agency: str, first: date, last: date) -> PeriodSeal | None:
    """The version in force."""
    rows = PeriodSeal.objects.filter(agency__code=agency, first=first, last=last)
    return rows.select_related("agency").order_by("-version").first()


def get_version(agency: str, first: date, last: date, version: int) -> PeriodSeal:
    """Raises NotVisible."""
    found = PeriodSeal.objects.filter(agency__code=agency, first=first, last=last, version=version).first()
    if found is None:
        raise NotVisible("seal.unknown")
    return found


def in_force() -> QuerySet[PeriodSeal]:
    """The last version of every sealed period."""
    newest = Window(Max("version"), partition_by=[F("agency"), F("first"), F("last")])
    return PeriodSeal.objects.annotate(newest=newest).filter(version=F("newest")).select_related("agency")


def of_agency(agency: str) -> list[PeriodSeal]:
    """The seals in force of an agency, the latest period first, longer before shorter."""
    return list(in_force().filter(agency__code=agency).order_by("-last", "first"))


def sealed_agencies() -> list[tuple[str, date]]:
    """Codes of agencies with a sealed period, each with the end of its last one."""
    rows = PeriodSeal.objects.order_by("agency__code").values_list("agency__code").annotate(end=Max("last"))
    return [(code, end) for code, end in rows]


def beside(agency: str, first: date, last: date, at: datetime) -> Beside | None:
    """What a report over exactly these days says of its seal; None where the period is not sealed."""
    seal = find_seal(agency, first, last)
    if seal is None:
        return None
    (row,) = handling(agency, first, last, as_of=at)
    sealed = content.read(seal.content)
    now = content.Figures(content.counts(row), sealed.channels, sealed.fields, sealed.units)
    return Beside(seal, content.differences(sealed, now))
