"""Reading the register: a dossier's lines, a day's, a year's."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from motcua.agencies.models import Agency
from motcua.certification.models import Entry
from motcua.dossiers.models import Dossier
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Totals:
    """What counts of some lines: how many people came, originals, copies, đồng."""

    dossiers: int = 0
    originals: int = 0
    copies: int = 0
    fees: int = 0


def entries_of(dossier: Dossier) -> list[Entry]:
    """The lines of a dossier, cancelled ones among them, by number."""
    return list(Entry.objects.filter(dossier=dossier).select_related("agency", "cancelled").order_by("year", "number"))


def entries_between(agency: Agency, first: date, last: date) -> QuerySet[Entry]:
    """The lines of an agency in a period, both days included, by number."""
    begin, end = clock.day_start(first), clock.day_start(last + timedelta(days=1))
    return (
        Entry.objects.filter(agency=agency, certified_at__gte=begin, certified_at__lt=end)
        .select_related("dossier", "cancelled", "entered_by")
        .order_by("year", "number")
    )


def totals(rows: QuerySet[Entry]) -> Totals:
    """The sums of what counts; cancelled lines count nothing."""
    found = (
        rows.filter(cancelled=None)
        .order_by()
        .aggregate(
            dossiers=Count("dossier", distinct=True), originals=Count("pk"), copies=Sum("copies"), fees=Sum("fee")
        )
    )
    return Totals(**{name: value or 0 for name, value in found.items()})


def last_signer(agency: Agency, account_id: int | None) -> int | None:
    """Who signs by this officer's last line (account), else by the agency's last one; None before the first."""
    rows = Entry.objects.filter(agency=agency, signer__isnull=False).order_by("-pk")
    own = rows.filter(Q(entered_by_id=account_id)).values_list("signer_id", flat=True).first()
    return own or rows.values_list("signer_id", flat=True).first()
