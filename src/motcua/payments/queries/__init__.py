"""Reading what is owed, what was paid, receipts, refunds and tills."""

from motcua.payments.queries.money import (
    ChargeRow,
    Owed,
    Paid,
    given_back,
    owed,
    owed_of_many,
    paid,
    payments_of,
)
from motcua.payments.queries.receipt import find_refund, get_receipt, get_refund, receipts_for, receipts_of, refunds_of
from motcua.payments.queries.till import (
    Movement,
    TillRow,
    flow_of,
    get_till,
    movements,
    tills,
    tills_on,
    with_flows,
)

__all__ = [
    "ChargeRow",
    "Movement",
    "Owed",
    "Paid",
    "TillRow",
    "find_refund",
    "flow_of",
    "get_receipt",
    "get_refund",
    "get_till",
    "given_back",
    "movements",
    "owed",
    "owed_of_many",
    "paid",
    "payments_of",
    "receipts_for",
    "receipts_of",
    "refunds_of",
    "tills",
    "tills_on",
    "with_flows",
]
