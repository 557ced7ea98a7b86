"""The books of a counter: into which till money goes, which number a receipt or slip has."""

from datetime import datetime, timedelta

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.payments.models import BookCounter, Till, TillClosing

RECEIPTS, REFUNDS = "receipt", "refund"


def keeps_a_till(by: Actor) -> bool:
    """An officer at an agency puts what is taken into a till; gateways, imports and the software do not."""
    return by.kind == "account" and by.agency != ""


def open_till(by: Actor, *, at: datetime) -> Till:
    """The actor's till of the day, locked against being closed meanwhile. Where that one is closed already, what comes
    in belongs to the next day's: nothing reopens a till."""
    agency = agencies.get_agency(by.agency)
    day = clock.local_day(at)
    while True:
        key = {"agency": agency, "cashier_id": by.account_id, "day": day}
        till = Till.objects.select_for_update().filter(**key).first()
        if till is None:
            Till.objects.bulk_create([Till(opened_at=at, **key)], ignore_conflicts=True)
            till = Till.objects.select_for_update().get(**key)
        if not TillClosing.objects.filter(till=till).exists():
            return till
        day += timedelta(days=1)


def next_number(book: str, agency: Agency, year: int) -> int:
    """The next number of a book, under the lock of its counter: consecutive, without gaps, for a number that is taken
    back with its transaction is given again."""
    key = {"book": book, "agency": agency, "year": year}
    counter = BookCounter.objects.select_for_update().filter(**key).first()
    if counter is None:
        BookCounter.objects.bulk_create([BookCounter(**key)], ignore_conflicts=True)
        counter = BookCounter.objects.select_for_update().get(**key)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
