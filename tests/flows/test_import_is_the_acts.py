"""Importing a life and doing it by acts leave equal rows: the proof that the house asks of the one other writer."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from motcua.agencies.queries import get_agency
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import actions as dossiers
from motcua.dossiers.actions.opening import search_tokens
from motcua.dossiers.models import Apology, Dossier, DossierPaper, LedgerEntry, Remark, Standing, Supplement
from motcua.dossiers.rules import GivenPaper
from motcua.flows.receive import allowance_of
from motcua.flows.submit import intake_due
from motcua.journal.models import Delivery, Event
from motcua.journal.queries import verify
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.payments import actions as payments
from motcua.payments.models import Charge, Payment
from motcua.payments.rules import Line
from motcua.people import actions as people
from motcua.people.rules import Declared
from motcua.voice.actions import rate
from motcua.voice.models import Rating
from motcua.workflow.queries import get_process
from tests.factories.import_lines import IMPORTED_AT, a_line, bring_in, the_district
from tests.factories.plain_lives import staff

pytestmark = pytest.mark.django_db
APPLICANT = {"kind": "person", "full_name": "Bùi Thị Lành", "personal_id": "017184003125", "phone": "0912345678"}
GROUND = "118/2025/NĐ-CP, Điều 17"
ITEMS = [{"kind": "other", "key": "other1", "label_vi": "Thiếu bản vẽ", "label_en": "", "reason": ""}]


class Acts:
    """A dossier of the district that is led through its life by the rooms' own acts."""

    def __init__(self, procedure: str, channel: str) -> None:
        self.procedure, self.channel, self.code = procedure, channel, ""

    def at(self, text: str) -> datetime:
        return clock.parse(text)

    def submitted(self, at: str, **_: Any) -> None:
        version = ProcedureVersion.objects.get(procedure__code=self.procedure)
        agency = get_agency("H28.159")
        opened = dossiers.open_dossier(
            dossiers.Opening(
                version=version,
                form=None,
                process=get_process(version.process_key, self.at(at).date()),
                agency=agency,
                reception_agency=agency,
                channel=self.channel,
                entered_by="applicant" if self.channel == "online" else "officer",
                applicant=people.declare_party(Declared(**APPLICANT)),
                submitter=None,
                account=None,
                answers={"child": "Bùi Văn An"},
                papers=[(GivenPaper(key="declaration", declared=True), None)],
                intake_due_at=intake_due(self.at(at)) if self.channel == "online" else None,
            ),
            by=SYSTEM,
            at=self.at(at),
        )
        self.code = opened.code

    def received(self, at: str, **_: Any) -> None:
        allowance = allowance_of(Dossier.objects.get(code=self.code))
        dossiers.receive(self.code, allowance=allowance, by=SYSTEM, at=self.at(at))

    def refused(self, at: str, reason: str, ground: str) -> None:
        dossiers.refuse(self.code, reason=reason, ground=ground, by=SYSTEM, at=self.at(at))

    def supplement_requested(self, at: str, reason: str, ground: str) -> None:
        dossiers.request_supplement(self.code, items=ITEMS, reason=reason, ground=ground, by=SYSTEM, at=self.at(at))

    def supplemented(self, at: str, **_: Any) -> None:
        due = intake_due(self.at(at))
        dossiers.supplement(self.code, answers={}, papers=[], intake_due_at=due, by=SYSTEM, at=self.at(at))

    def extended(self, at: str, due_at: str, reason: str) -> None:
        leader = staff("commune_leader", agency=get_agency("H28.159"))
        dossiers.extend(self.code, due_at=self.at(due_at), reason=reason, by=leader, at=self.at(at))

    def payment_due(self, at: str) -> None:
        officer = staff("single_window_officer", agency=get_agency("H28.159"))
        asked = dossiers.request_payment(self.code, amount=75_000, by=officer, at=self.at(at))
        line = Line("le_phi", 75_000, "Lệ phí", "Fee")
        payments.owe(asked, [line], by=officer, at=self.at(at))

    def paid(self, at: str) -> None:
        officer = staff("single_window_officer", agency=get_agency("H28.159"))
        paid = dossiers.confirm_payment(self.code, amount=75_000, way="cash", by=officer, at=self.at(at))
        payments.confirm(paid, amount=75_000, way="cash", by=officer, at=self.at(at))

    def stopped(self, at: str, reason: str) -> None:
        leader = staff("commune_leader", agency=get_agency("H28.159"))
        dossiers.stop(self.code, reason=reason, by=leader, at=self.at(at))

    def withdrawn(self, at: str, reason: str) -> None:
        officer = staff("single_window_officer", agency=get_agency("H28.159"))
        dossiers.withdraw(self.code, reason=reason, by=officer, at=self.at(at))

    def finished(self, at: str, result: str, reason: str = "") -> None:
        proposed = "approve" if result == "approved" else "reject"
        dossiers.propose(self.code, result=proposed, note=reason, by=SYSTEM, at=self.at(at))
        dossiers.approve(self.code, by=SYSTEM, at=self.at(at))

    def delivered(self, at: str, by: str) -> None:
        dossiers.deliver(self.code, way=by, by=SYSTEM, at=self.at(at))


def e(type: str, at: str, **members: Any) -> dict[str, Any]:
    return {"type": type, "at": at, **members}


SUBMITTED, RECEIVED = e("submitted", "2023-01-05T08:00"), e("received", "2023-01-05T09:20")
ASKED = e("supplement_requested", "2023-01-06T10:00", reason="Thiếu bản vẽ", ground=GROUND)
ANSWERED = e("supplemented", "2023-01-17T14:45")
LIVES: dict[str, tuple[str, str, list[dict[str, Any]]]] = {
    "the whole way": (
        "1.001193",
        "online",
        [
            SUBMITTED,
            RECEIVED,
            e("processing", "2023-01-09T10:00"),
            e("finished", "2023-01-09T10:00", result="approved"),
            e("delivered", "2023-01-09T15:00", by="post"),
        ],
    ),
    "at the counter, received at once": (
        "1.001193",
        "direct",
        [
            SUBMITTED,
            e("received", "2023-01-05T08:00"),
            e("processing", "2023-01-10T08:00"),
            e("finished", "2023-01-10T08:00", result="rejected", reason="Sai thẩm quyền"),
        ],
    ),
    "one step": ("2.000815", "direct", [SUBMITTED, RECEIVED, e("delivered", "2023-01-05T11:00", by="counter")]),
    "refused": ("1.001193", "online", [SUBMITTED, e("refused", "2023-01-06T08:00", reason="Thiếu", ground=GROUND)]),
    "asked at intake": (
        "1.001193",
        "online",
        [
            SUBMITTED,
            {**ASKED, "at": "2023-01-05T08:30"},
            {**ANSWERED, "at": "2023-01-06T08:00"},
            {**RECEIVED, "at": "2023-01-06T09:00"},
        ],
    ),
    "a pause that moves the promise": ("1.001193", "online", [SUBMITTED, RECEIVED, ASKED, ANSWERED]),
    "two pauses": (
        "X.permit",
        "online",
        [
            SUBMITTED,
            RECEIVED,
            ASKED,
            ANSWERED,
            {**ASKED, "at": "2023-01-18T07:30"},
            {**ANSWERED, "at": "2023-02-01T09:00"},
        ],
    ),
    "a pause that is not over": ("1.001193", "online", [SUBMITTED, RECEIVED, ASKED]),
    "stopped while waiting": (
        "1.001193",
        "online",
        [SUBMITTED, RECEIVED, ASKED, e("stopped", "2023-02-20T08:00", reason="Không bổ sung")],
    ),
    "extended, then a pause": (
        "1.001193",
        "online",
        [
            SUBMITTED,
            RECEIVED,
            e("extended", "2023-01-06T08:00", due_at="2023-02-01T10:00", reason="Xác minh"),
            ASKED,
            ANSWERED,
        ],
    ),
    "paid, with the clock paused": (
        "X.permit",
        "online",
        [SUBMITTED, RECEIVED, e("payment_due", "2023-01-09T08:00"), e("paid", "2023-01-12T16:00")],
    ),
    "paid, with the clock running": (
        "1.001193",
        "online",
        [SUBMITTED, RECEIVED, e("payment_due", "2023-01-06T08:00"), e("paid", "2023-01-06T16:00")],
    ),
    "withdrawn before reception": (
        "1.001193",
        "online",
        [SUBMITTED, e("withdrawn", "2023-01-05T08:05", reason="Nhầm")],
    ),
    "withdrawn in hand": (
        "1.001193",
        "online",
        [SUBMITTED, RECEIVED, e("withdrawn", "2023-01-06T08:05", reason="Nhầm")],
    ),
}
# By acts only: who acted, and the inner steps (a proposal, a task) that an import file does not tell.
OWN = {"id", "code", "applicant_id", "assigned_to_id", "imported", "search"}
INNER = {"dossier.proposed", "dossier.forwarded", "dossier.assigned", "dossier.rated", "receipt.issued"}
# By acts only, too: which fee line was charged, and our own receipt; an earlier system gave its own.
OURS = ("created_by_id", "name_vi", "name_en", "kind", "position")


def rows(model: Any, dossier: Dossier, *left_out: str) -> list[dict[str, Any]]:
    found = model.objects.filter(dossier=dossier).order_by("id").values()
    return [
        {name: value for name, value in row.items() if name not in ("id", "dossier_id", *left_out)} for row in found
    ]


def ledger(dossier: Dossier) -> list[dict[str, Any]]:
    """Its lines, each with the type of its event; who acted is what the event says of it."""
    found = rows(LedgerEntry, dossier)
    for line in found:
        event = Event.objects.get(chain=dossier.code, number=line.pop("event"))
        by = (line.pop("by_role"), line.pop("by_agency"), line.pop("by_position"))
        assert by == (event.by_role, event.by_agency, event.by_position)
        assert line["at"] == event.at
        line["event_type"] = event.type
    return found


def told(dossier: Dossier, chain: Callable[[str], str] = str) -> list[tuple[str, datetime, dict[str, Any]]]:
    found = Event.objects.filter(chain=chain(dossier.code)).order_by("number")
    facts = [(event.type, event.at, json.loads(event.facts.replace(dossier.code, "CODE"))) for event in found]
    return [one for one in facts if one[0] not in INNER]


@pytest.mark.parametrize(("procedure", "channel", "events"), LIVES.values(), ids=LIVES.keys())
def test_importing_a_life_and_doing_it_leave_equal_rows(procedure, channel, events):
    the_district()
    acts = Acts(procedure, channel)
    for event in events:
        if event["type"] != "processing":  # the acts take it there by themselves
            getattr(acts, event["type"])(**{name: value for name, value in event.items() if name != "type"})
    done = Dossier.objects.get(code=acts.code)

    paid = any(event["type"] == "payment_due" for event in events)
    is_paid = any(event["type"] == "paid" for event in events)
    line = a_line(
        900,
        *events,
        procedure=procedure,
        channel=channel,
        entered_by="applicant" if channel == "online" else "officer",
        applicant=APPLICANT,
        answers={"child": "Bùi Văn An"},
        papers=[{"key": "declaration", "declared": True}],
        fee={"charged": 75_000 if paid else 0, "paid": 75_000 if is_paid else 0, "paid_online": False},
    )
    assert not bring_in(line).refused
    brought = Dossier.objects.get(code=line["code"])

    def columns(dossier: Dossier) -> dict[str, Any]:
        found = Dossier.objects.filter(pk=dossier.pk).values().get()
        return {name: value for name, value in found.items() if name not in OWN}

    assert columns(brought) == columns(done)
    assert brought.search == search_tokens(brought)
    assert rows(Standing, brought) == rows(Standing, done)
    assert ledger(brought) == ledger(done)
    assert rows(Supplement, brought, "asked_by_id") == rows(Supplement, done, "asked_by_id")
    by_acts = rows(Apology, done, "imported", "decided_by_id")
    assert rows(Apology, brought, "imported", "decided_by_id") == by_acts
    assert rows(DossierPaper, brought) == rows(DossierPaper, done)
    assert rows(Remark, brought, "event_id") == [row for row in rows(Remark, done, "event_id") if not row["internal"]]
    assert rows(Payment, brought, "confirmed_by_id", "till_id") == rows(Payment, done, "confirmed_by_id", "till_id")
    assert rows(Charge, brought, *OURS) == rows(Charge, done, *OURS)
    assert told(brought) == told(done)
    assert told(brought, "payments:{}".format) == told(done, "payments:{}".format)
    party = {name: getattr(brought.applicant, name) for name in ("kind", "full_name", "personal_id", "phone", "search")}
    assert party == {name: getattr(done.applicant, name) for name in party}


def test_an_answer_is_kept_as_the_act_keeps_it():
    the_district()
    acts = Acts("2.000815", "direct")
    acts.submitted("2023-01-05T08:00")
    acts.received("2023-01-05T09:00")
    acts.delivered("2023-01-05T11:00", by="counter")
    at = clock.parse("2023-01-05T11:00")
    rate(Dossier.objects.get(code=acts.code), answer="satisfied", way="imported", by=SYSTEM, at=at)
    life = [SUBMITTED, e("received", "2023-01-05T09:00"), e("delivered", "2023-01-05T11:00", by="counter")]
    line = a_line(900, *life, procedure="2.000815", satisfaction="satisfied")
    bring_in(line)
    done, brought = Dossier.objects.get(code=acts.code), Dossier.objects.get(code=line["code"])
    assert rows(Rating, brought) == rows(Rating, done)
    rated = [
        Event.objects.filter(chain=one.code, type="dossier.rated").values_list("at", "facts", "number").get()
        for one in (done, brought)
    ]
    assert rated[0] == rated[1]


def test_the_journal_of_an_import_verifies_and_goes_on_with_later_acts():
    the_district()
    line = a_line(900, SUBMITTED, RECEIVED, fee={"charged": 75_000, "paid": 75_000, "paid_online": True})
    bring_in(line)
    assert verify(b"key")[1] is None
    dossiers.propose(line["code"], result="approve", by=SYSTEM, at=clock.parse("2023-01-09T10:00"))
    dossiers.approve(line["code"], by=SYSTEM, at=clock.parse("2023-01-09T10:30"))
    dossiers.deliver(line["code"], way="counter", by=SYSTEM, at=clock.parse("2023-01-09T11:00"))
    assert verify(b"key")[1] is None
    assert Dossier.objects.get(code=line["code"]).state == "delivered"


def test_events_carry_their_own_time_and_when_they_were_brought_in_and_nobody_is_told():
    the_district()
    before = Delivery.objects.count()
    bring_in(a_line(900, SUBMITTED, RECEIVED))
    events = Event.objects.filter(chain="H28.159-230105-0900")
    assert {event.recorded_at for event in events} == {IMPORTED_AT}
    assert [event.at for event in events.order_by("number")] == [
        clock.parse("2023-01-05T08:00"),
        clock.parse("2023-01-05T09:20"),
    ]
    assert {event.by_role for event in events} == {"system"}
    assert Delivery.objects.count() == before


def test_no_personal_datum_reaches_the_journal():
    the_district()
    bring_in(a_line(900, SUBMITTED, RECEIVED, ASKED))
    for event in Event.objects.filter(chain="H28.159-230105-0900"):
        assert not any(secret in event.facts for secret in ("Lành", "017184003125", "0912345678", "bản vẽ"))
