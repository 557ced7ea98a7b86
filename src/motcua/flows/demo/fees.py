"""Local fees of the demo: amounts that stand in for what the provincial council sets, marked as illustrative."""

from datetime import date, datetime

from motcua.agencies import queries as agencies
from motcua.catalogue import actions as catalogue
from motcua.catalogue import queries
from motcua.flows.demo import accounts
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

DECISION = "Minh họa 01/2025/NQ-HĐND"
SINCE = date(2025, 7, 1)
AMOUNTS = {
    "1.004873": 10_000,
    "1.001022": 15_000,
    "1.004859": 15_000,
    "2.000528": 75_000,
    "2.000806": 1_000_000,
    "1.013225": 75_000,
    "1.013229": 75_000,
    "1.013227": 15_000,
    "1.010727": 15_000_000,
    "2.000720": 100_000,
    "2.000575": 50_000,
}
USUAL = {"le_phi": 8_000, "phi": 100_000, "other": 10_000}


def set_fees(at: datetime) -> int:
    """The province's fee for every line without an amount, through the product's own act; returns how many."""
    province = agencies.get_agency(accounts.PROVINCE)
    rows = queries.fees_to_set(province, clock.local_day(at))
    for row in rows:
        catalogue.set_local_fee(
            province,
            queries.get_procedure(row.procedure),
            kind=row.kind,
            amount=AMOUNTS.get(row.procedure, USUAL[row.kind]),
            valid_from=SINCE,
            decision_no=DECISION,
            by=SYSTEM,
            at=at,
        )
    return len(rows)
