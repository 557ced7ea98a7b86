"""What waits is received when the result is there, and ends when it will not come; exactly once."""

from datetime import timedelta

import pytest
from django.conf import settings

from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.dossiers.models import Bundle, DossierPaper, LedgerEntry
from motcua.flows import act, undo
from motcua.flows import linked as flow
from motcua.journal import queries as journal
from motcua.journal.models import Delivery, Event
from motcua.journal.outbox import NotYet
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import NotLawfulNow
from tests.factories import linked, plain_lives
from tests.factories.linked import AT

pytestmark = pytest.mark.django_db
WINDOW = settings.UNDO_WINDOW


@pytest.fixture
def bundle(db: None) -> Bundle:
    linked.an_offering_commune()
    return linked.a_bundle()


def states(bundle: Bundle) -> dict[str, str]:
    return {one.key: one.dossier.state for one in bundle.members.select_related("dossier")}


def finished(bundle: Bundle) -> Event:
    (event,) = journal.events(bundle.lead.code, ("dossier.finished",))
    return event


def test_what_waits_is_not_received_by_hand(bundle: Bundle) -> None:
    with pytest.raises(NotLawfulNow, match=r"bundle\.waits"):
        act.perform(
            linked.dossier(bundle, "residence").code,
            "receive",
            {},
            by=plain_lives.staff("single_window_officer"),
            at=AT + timedelta(minutes=5),
        )


def test_the_result_starts_the_others_once_it_can_no_longer_be_undone(bundle: Bundle) -> None:
    linked.decide(bundle.lead.code, at=AT)
    linked.work()
    assert states(bundle) == {"birth": "finished", "residence": "received", "hi": "received"}
    residence = linked.dossier(bundle, "residence")
    assert residence.received_at is not None
    assert residence.received_at >= AT + timedelta(minutes=30) + WINDOW
    assert residence.due_at is not None
    assert residence.linked == "member"
    assert linked.member(bundle, "residence").started_at == residence.received_at


def test_the_result_is_a_paper_of_the_follower_and_the_ledger_says_so(bundle: Bundle) -> None:
    linked.decide(bundle.lead.code, at=AT)
    linked.work()
    residence = linked.dossier(bundle, "residence")
    paper = DossierPaper.objects.get(dossier=residence, key="relation")
    assert paper.reused
    assert bundle.lead.code in paper.name_vi
    first = LedgerEntry.objects.filter(dossier=residence).order_by("number").first()
    assert first is not None
    assert (first.rule, first.facts["codes"]) == ("linked.result", bundle.lead.code)
    assert bundle.lead.code in queries.why(residence)[0].words_vi


def test_inside_the_window_nothing_starts(bundle: Bundle) -> None:
    from motcua.kernel import clock

    now = clock.now()
    fresh = linked.a_bundle(at=now - timedelta(hours=1))
    linked.decide(fresh.lead.code, at=now - timedelta(minutes=31))
    with pytest.raises(NotYet):
        flow.handle(finished(fresh))
    undo.undo(fresh.lead.code, by=plain_lives.staff("commune_leader"), at=now)
    flow.handle(finished(fresh))
    assert states(fresh)["residence"] == "submitted", "the approval was taken back: no follower has started"


def test_delivered_is_final_and_starts_at_once(bundle: Bundle) -> None:
    linked.decide(bundle.lead.code, at=AT)
    dossiers.deliver(
        bundle.lead.code,
        way="counter",
        by=plain_lives.staff("single_window_officer"),
        at=AT + timedelta(minutes=31),
    )
    (event,) = journal.events(bundle.lead.code, ("dossier.delivered",))
    flow.handle(event)
    assert linked.dossier(bundle, "hi").received_at == AT + timedelta(minutes=31)


def test_twice_told_is_started_once(bundle: Bundle) -> None:
    linked.decide(bundle.lead.code, at=AT)
    linked.work()
    before = Event.objects.count()
    flow.handle(finished(bundle))
    assert Event.objects.count() == before


def test_killed_between_two_followers_the_rest_is_done_by_the_next_try(bundle: Bundle) -> None:
    linked.decide(bundle.lead.code, at=AT)
    members = list(bundle.members.select_related("dossier__procedure_version", "bundle__service"))
    flow.start(members[1], [members[0]], at=AT + timedelta(hours=1))
    assert states(bundle) == {"birth": "finished", "residence": "received", "hi": "submitted"}
    linked.work()
    assert states(bundle) == {"birth": "finished", "residence": "received", "hi": "received"}
    assert not Delivery.objects.filter(handler="linked", state="waiting").exists()


@pytest.mark.parametrize("how", ["rejected", "stopped", "refused"])
def test_without_the_result_what_waits_ends_with_a_reason_and_the_way_out(bundle: Bundle, how: str) -> None:
    counter, leader = plain_lives.staff("single_window_officer"), plain_lives.staff("commune_leader")
    code = bundle.lead.code
    if how == "rejected":
        linked.decide(code, result="reject", at=AT)
    elif how == "stopped":
        act.perform(code, "receive", {}, by=counter, at=AT)
        dossiers.stop(code, reason="Không bổ sung", by=leader, at=AT + timedelta(minutes=5))
    else:
        dossiers.refuse(code, reason="Không đúng nơi", ground="118/2025/NĐ-CP", by=counter, at=AT)
    linked.work()
    for key in ("residence", "hi"):
        row = linked.dossier(bundle, key)
        assert row.state == "refused"
        (told,) = journal.events(row.code, ("dossier.refused",))
        said = row.remarks.get(event=told)
        assert code in said.text
        assert "nộp lại" in said.text
        assert linked.member(bundle, key).ended_at is not None


def test_who_withdraws_the_first_withdraws_what_waits_for_it(bundle: Bundle) -> None:
    dossiers.withdraw(bundle.lead.code, reason="Nộp nhầm", by=SYSTEM, at=AT + timedelta(minutes=5))
    linked.work()
    assert set(states(bundle).values()) == {"withdrawn"}


def test_a_supplement_pauses_only_its_own_dossier(bundle: Bundle) -> None:
    linked.decide(bundle.lead.code, at=AT)
    linked.work()
    residence = linked.dossier(bundle, "residence")
    assert residence.received_at is not None
    items = [{"kind": "paper", "key": "housing", "reason": "Thiếu trang 2"}]
    act.perform(
        residence.code,
        "request_supplement",
        {"items": items, "reason": "Thiếu trang 2", "ground": "68/2020/QH14"},
        by=plain_lives.staff("specialist_officer"),
        at=residence.received_at + timedelta(hours=1),
    )
    assert linked.dossier(bundle, "residence").paused_since is not None
    assert linked.dossier(bundle, "hi").paused_since is None


def test_asked_for_more_while_it_waits_it_is_received_by_hand_afterwards(bundle: Bundle) -> None:
    counter = plain_lives.staff("single_window_officer")
    code = linked.dossier(bundle, "residence").code
    items = [{"kind": "paper", "key": "housing", "reason": "Thiếu trang 2"}]
    asked = {"items": items, "reason": "Thiếu trang 2", "ground": "68/2020/QH14"}
    act.perform(code, "request_supplement", asked, by=counter, at=AT + timedelta(minutes=1))
    linked.decide(bundle.lead.code, at=AT + timedelta(minutes=2))
    linked.work()
    row = linked.dossier(bundle, "residence")
    assert (row.state, row.linked) == ("supplement_requested", "member")
    assert row.papers.filter(key="relation").exists(), "the result is there already"


def test_a_follower_is_an_electronic_copy_that_nobody_hands_over(bundle: Bundle) -> None:
    linked.decide(bundle.lead.code, at=AT)
    linked.work()
    card = linked.dossier(bundle, "hi")
    assert card.agency_id != card.reception_agency_id
    assert not card.transfers.exists(), "its agency has it at once, and its clock runs there"
    assert card.due_at is not None
