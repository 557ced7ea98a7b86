"""Money at the counter: a dossier's own, and the tills of the days."""

from motcua.desks.counter.till.days import (
    close_till,
    till,
    till_agency,
    till_agency_csv,
    till_agency_paper,
    till_csv,
    till_day,
    till_paper,
)
from motcua.desks.counter.till.money import charge, money, refund, take_payment, void_payment
from motcua.desks.counter.till.papers import money_receipt, refund_slip

__all__ = [
    "charge",
    "close_till",
    "money",
    "money_receipt",
    "refund",
    "refund_slip",
    "take_payment",
    "till",
    "till_agency",
    "till_agency_csv",
    "till_agency_paper",
    "till_csv",
    "till_day",
    "till_paper",
    "void_payment",
]
