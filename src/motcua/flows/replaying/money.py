"""The money of dossiers: stored rows beside what the journal of their money gives."""

from collections import defaultdict
from collections.abc import Sequence

from motcua.dossiers.replay import Difference
from motcua.flows.replaying.stored import read_events
from motcua.payments.models import Charge, Payment, Refund
from motcua.payments.rules.replay import Purse, purse

PREFIX = "payments:"


def compare_money(codes: Sequence[str]) -> dict[str, list[Difference]]:
    """Differences by code; those that agree are left out. Four queries, however many."""
    told = read_events(codes, PREFIX)
    stored = _stored(codes)
    found: dict[str, list[Difference]] = {}
    for code in codes:
        if code not in told and code not in stored:
            continue
        events = told.get(code, [])
        held, unknown = purse((event.type, event.facts) for event in events)
        differences = [Difference(code, "money.event", type, None, None, against_rules=True) for type in unknown]
        differences += _differ(code, stored.get(code) or Purse(), held)
        if differences:
            found[code] = differences
    return found


def _stored(codes: Sequence[str]) -> dict[str, Purse]:
    found: dict[str, Purse] = defaultdict(Purse)
    charges = Charge.objects.filter(dossier__code__in=codes).order_by("dossier_id", "number")
    for code, number, amount, taken_back in charges.values_list("dossier__code", "number", "amount", "taken_back"):
        found[code].charges[number] = amount
        found[code].sums.append(((number,), amount))
        if taken_back is not None:
            found[code].taken_back.add(number)
    payments = Payment.objects.filter(dossier__code__in=codes).order_by("dossier_id", "number")
    for code, number, amount, way in payments.values_list("dossier__code", "number", "amount", "way"):
        found[code].payments[number] = (amount, way)
    refunds = Refund.objects.filter(payment__dossier__code__in=codes).order_by("payment_id", "number")
    for code, payment, number, kind, amount, forgiven in refunds.values_list(
        "payment__dossier__code", "payment__number", "number", "kind", "amount", "forgiven"
    ):
        found[code].given_back[payment, number] = (kind, amount, forgiven)
    return dict(found)


def _differ(code: str, stored: Purse, told: Purse) -> list[Difference]:
    found = []
    for number in sorted({*stored.charges, *told.charges}):
        here, there = stored.charges.get(number), told.charges.get(number)
        said = number in told.charges
        if (said and there is not None and here != there) or (number in stored.charges) != said:
            found.append(Difference(code, f"charges[{number}].amount", here, there, None))
    if stored.taken_back != told.taken_back:
        stays, went = sorted(stored.taken_back), sorted(told.taken_back)
        found.append(Difference(code, "charges.taken_back", stays, went, None))
    for number in sorted({*stored.payments, *told.payments}):
        if stored.payments.get(number) != told.payments.get(number):
            name = f"payments[{number}]"
            found.append(Difference(code, name, stored.payments.get(number), told.payments.get(number), None))
    for key in sorted({*stored.given_back, *told.given_back}):
        if stored.given_back.get(key) != told.given_back.get(key):
            name = f"payments[{key[0]}].given_back[{key[1]}]"
            found.append(Difference(code, name, stored.given_back.get(key), told.given_back.get(key), None))
    found += [
        Difference(code, f"money.{name}", getattr(stored, name), getattr(told, name), None)
        for name in ("charged", "paid", "outstanding")
        if getattr(stored, name) != getattr(told, name)
    ]
    return found
