"""The money of one dossier recomputed from its journal; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Purse:
    """Charges by number (their sum, and how much of it is taken back), payments by number, what went back of them."""

    charges: dict[int, int | None] = field(default_factory=dict)
    """Amount by number where the events say it; None where an older event says only the sum."""
    sums: list[tuple[tuple[int, ...], int]] = field(default_factory=list)
    taken_back: set[int] = field(default_factory=set)
    payments: dict[int, tuple[int, str]] = field(default_factory=dict)
    given_back: dict[tuple[int, int], tuple[str, int, int]] = field(default_factory=dict)
    """(payment, number) → kind, amount, how much of it is owed no longer."""

    @property
    def charged(self) -> int:
        """Owed in all: charges that stand, less what a refund forgave."""
        total = sum(amount for numbers, amount in self.sums if not self.taken_back.intersection(numbers))
        return total - sum(forgiven for _, _, forgiven in self.given_back.values())

    @property
    def paid(self) -> int:
        return sum(amount for amount, _ in self.payments.values()) - sum(
            amount for _, amount, _ in self.given_back.values()
        )

    @property
    def outstanding(self) -> int:
        return self.charged - self.paid


QUIET: Mapping[str, str] = {"receipt.issued": "a paper for the payment before it"}
"""Events of a dossier's money that move none."""


def purse(events: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[Purse, list[str]]:
    """The purse after these events (type, facts), and the types that nobody knows."""
    held, unknown = Purse(), []
    for type, facts in events:
        change = TABLE.get(type)
        if change is not None:
            change(held, facts)
        elif type not in QUIET:
            unknown.append(type)
    return held, unknown


def _owed(held: Purse, facts: Mapping[str, Any]) -> None:
    numbers = tuple(int(number) for number in facts["numbers"])
    amounts = facts.get("amounts")
    for index, number in enumerate(numbers):
        held.charges[number] = int(amounts[index]) if amounts else None
    held.sums.append((numbers, int(facts["amount"])))


def _taken_back(held: Purse, facts: Mapping[str, Any]) -> None:
    held.taken_back.update(int(number) for number in facts["numbers"])


def _confirmed(held: Purse, facts: Mapping[str, Any]) -> None:
    held.payments[int(facts["number"])] = (int(facts["amount"]), str(facts["way"]))


def _refunded(held: Purse, facts: Mapping[str, Any]) -> None:
    # What was paid above what is owed goes back without forgiving anything; the rest is owed no longer.
    overpaid = max(0, -held.outstanding)
    _back(held, facts, "refund", max(0, int(facts["amount"]) - overpaid))


def _voided(held: Purse, facts: Mapping[str, Any]) -> None:
    _back(held, facts, "void", 0)


def _back(held: Purse, facts: Mapping[str, Any], kind: str, forgiven: int) -> None:
    payment = int(facts["number"])
    number = 1 + sum(1 for of, _ in held.given_back if of == payment)
    held.given_back[payment, number] = (kind, int(facts["amount"]), forgiven)


TABLE = {
    "charge.owed": _owed,
    "charge.taken_back": _taken_back,
    "payment.confirmed": _confirmed,
    "payment.refunded": _refunded,
    "payment.voided": _voided,
}
"""Event type → what it changes."""
