"""Live linked filings in each state: just filed, the first received, the first done, one refused, nearly all done."""

import random
from datetime import datetime, timedelta
from typing import Any

from motcua.deadlines.rules import add_working_minutes
from motcua.deadlines.rules.calendar import subtract_working_minutes
from motcua.dossiers import queries
from motcua.dossiers.models import Bundle, Dossier
from motcua.flows import linked, linked_form
from motcua.flows.demo.accounts import INSURANCE, Demo
from motcua.flows.demo.live import Maker
from motcua.flows.submit import Submission
from motcua.flows.submit_linked import submit
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import access
from motcua.people import queries as accounts

BIRTH, DEATH = "2.000986", "2.002622"
ROADS: tuple[tuple[str, str, int, dict[str, str]], ...] = (
    ("filed", BIRTH, 2, {}),
    ("received", BIRTH, 8, {}),
    ("first_done", BIRTH, 20, {}),
    ("rejected", BIRTH, 28, {}),
    ("card_done", BIRTH, 44, {}),
    ("one_left_out", BIRTH, 5, {"hi": "Trẻ đã có thẻ"}),
    ("received", DEATH, 6, {}),
    ("first_done", DEATH, 24, {"funeral": "Gia đình làm sau"}),
)
"""Until which point, which service, how many working hours ago, what was left out."""


def make(demo: Demo, commune: str, chance: random.Random, now: datetime) -> None:
    """All of them, by the product's own acts."""
    maker = Maker(demo, commune, chance, now)
    for number, (until, service, hours, left_out) in enumerate(ROADS):
        begin = subtract_working_minutes(now, hours * 60 + chance.randrange(50), maker.calendar)
        citizen = demo.citizens[number % len(demo.citizens)]
        bundle = _file(maker, accounts.actor_for(citizen, clock.local_day(begin)), service, left_out, begin)
        if bundle is None or until in ("filed", "one_left_out"):
            continue
        lead = bundle.lead.code
        maker.act(lead, "receive", {}, maker.counter, _later(maker, begin, 1))
        if until == "received":
            continue
        _decide(maker, lead, maker.specialist(lead), maker.leader, _later(maker, begin, 2), until != "rejected")
        _goes_on(lead)
        if until == "card_done":
            card = _member(bundle, "hi")
            insurer = demo.actor(INSURANCE, access.SPECIALIST_OFFICER), demo.actor(INSURANCE, access.COMMUNE_LEADER)
            _decide(maker, card.code, *insurer, _later(maker, begin, 12), True)


def _file(maker: Maker, by: Actor, service: str, left_out: dict[str, str], at: datetime) -> Bundle | None:
    """One online filing; None where the pack has no such service."""
    today = clock.local_day(at)
    form = linked_form.find_form(service, today, left_out)
    if form is None or by.account_id is None:
        return None
    account = accounts.get_account(by.account_id)
    party: dict[str, Any] = {
        "kind": "person",
        "full_name": account.full_name,
        "personal_id": account.personal_id,
        "birth_date": account.birth_date.isoformat() if account.birth_date else None,
        "phone": account.phone,
        "email": account.email,
        "address": account.address,
    }
    made = linked_form.example_of(form, party, today=today)
    papers = [
        {"key": paper.key, "file_id": maker.upload(row.name_vi, party, by, at)}
        for paper, row in form.papers
        if paper.need == "required"
    ]
    submission = Submission(
        procedure=service, agency=maker.agency, channel="online", left_out=left_out, **{**made, "papers": papers}
    )
    return Bundle.objects.select_related("lead").get(lead=submit(submission, by=by, at=at))


def _decide(maker: Maker, code: str, officer: Actor, leader: Actor, at: datetime, granted: bool) -> None:
    """Proposed and approved, with a result to fetch where it is granted."""
    body = (
        {"result": "approve"} if granted else {"result": "reject", "note": "Giấy chứng sinh chưa khớp, cần xác minh."}
    )
    maker.act(code, "propose", body, officer, at)
    maker.act(code, "approve", {}, leader, _later(maker, at, 1))


def _goes_on(code: str) -> None:
    """What the worker does once the approval can no longer be undone."""
    for event in journal.events(code, linked.TYPES):
        linked.handle(event)


def _member(bundle: Bundle, key: str) -> Dossier:
    return next(one.dossier for one in queries.members_of(bundle) if one.key == key)


def _later(maker: Maker, at: datetime, hours: int) -> datetime:
    return min(add_working_minutes(at, hours * 60, maker.calendar), maker.now - timedelta(minutes=15))
