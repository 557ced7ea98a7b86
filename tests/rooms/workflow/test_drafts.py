"""A process is prepared as a draft, published by a decision, taken back before its first day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.journal import queries as journal
from motcua.journal.models import Reason
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible
from motcua.workflow import actions, queries
from motcua.workflow.models import Process, ProcessDraft
from tests.factories.processes import AT, a_process, an_office, rows

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def officer():
    return an_office()


@pytest.fixture
def draft(officer):
    a_process()
    return actions.begin_draft("simple", by=officer, at=AT)


def save(draft, officer, **changes):
    return actions.save_draft(draft, revision=draft.revision, by=officer, at=AT, **changes)


def publish(draft, officer, **changes):
    given = {"revision": draft.revision, "valid_from": MONDAY, "decision_no": "12/QĐ-UBND", "by": officer, "at": AT}
    return actions.publish_draft(draft, **{**given, **changes})


def codes_of(refused):
    return {(one.path, one.code) for one in refused.value.errors}


def test_a_draft_begins_with_the_last_version_and_there_is_one(draft, officer):
    assert (draft.name_vi, draft.steps, draft.base.number) == ("Ba ngày", queries.last_version("simple").steps, 1)
    with pytest.raises(NotLawfulNow, match="there_is_one"):
        actions.begin_draft("simple", by=officer, at=AT)
    with pytest.raises(NotVisible):
        actions.begin_draft("nobody", by=officer, at=AT)


def test_a_published_draft_holds_from_its_day_and_the_old_one_until_then(draft, officer):
    draft = save(draft, officer, steps=rows(propose=14, approve=8))
    made = publish(draft, officer, reason="Chia lại giờ")
    assert (made.number, made.decision_no) == (2, "12/QĐ-UBND")
    assert queries.get_process("simple", MONDAY - timedelta(days=1)).number == 1
    assert queries.get_process("simple", MONDAY) == made
    assert not ProcessDraft.objects.exists()
    event = journal.events("process:simple")[-1]
    assert (event.type, event.by_id) == ("process.published", officer.id)
    assert "Chia" not in event.facts, "words stand beside the chain"
    assert list(Reason.objects.values_list("text", "ground")) == [("Chia lại giờ", "12/QĐ-UBND")]


def test_what_is_missing_is_said_at_once_and_nothing_is_written(draft, officer):
    draft = save(draft, officer, steps=rows()[1:])
    with pytest.raises(Invalid) as refused:
        publish(draft, officer, valid_from=None, decision_no=" ")
    assert codes_of(refused) == {
        ("steps", "process.must_begin_with_receive"),
        ("decision_no", "process.decision_missing"),
        ("valid_from", "process.day_missing"),
    }
    with pytest.raises(Invalid) as refused:
        publish(draft, officer, valid_from=date(2026, 11, 2))
    assert ("reason", "process.day_past") in codes_of(refused)
    assert Process.objects.count() == 1


def test_who_saves_what_somebody_else_changed_is_told_who(draft, officer):
    save(draft, officer, name_vi="Khác")
    with pytest.raises(NotLawfulNow) as refused:
        save(draft, officer, name_vi="Khác nữa")
    assert refused.value.code == "process_draft.changed"
    assert refused.value.facts["who"] == "Bùi Thị Mai"


def test_a_draft_that_says_the_same_or_is_behind_is_not_published(draft, officer):
    with pytest.raises(NotLawfulNow, match=r"process_draft\.same"):
        publish(draft, officer)
    draft = save(draft, officer, steps=rows(forward=4, propose=14))
    actions.publish_process(
        "simple", name_vi="Ba ngày", name_en="", steps=rows(2, 14, 8), valid_from=date(2026, 11, 19), by=officer, at=AT
    )
    with pytest.raises(NotLawfulNow, match=r"process_draft\.behind"):
        publish(draft, officer)
    draft = actions.keep_on_new_base(draft, revision=draft.revision, by=officer, at=AT)
    assert publish(draft, officer).number == 3


def test_the_day_must_be_after_the_beginning_of_the_last_version(draft, officer):
    draft = save(draft, officer, steps=rows(forward=4, propose=14))
    with pytest.raises(NotLawfulNow, match=r"process\.date_not_after"):
        publish(draft, officer, valid_from=date(2000, 1, 1), reason="muộn")


def test_a_draft_is_thrown_away_and_a_new_process_begins_with_four_steps(draft, officer):
    actions.discard_draft(draft, revision=1, by=officer, at=AT)
    with pytest.raises(NotVisible):
        queries.get_draft("simple")
    new = actions.begin_new("land", name_vi=" Đất  đai ", by=officer, at=AT)
    assert (new.base, new.name_vi, len(new.steps)) == (None, "Đất đai", 4)
    for key, code in (
        ("Đất", "process.key_wrong"),
        ("simple", "process.key_taken"),
        ("land", "process_draft.there_is_one"),
    ):
        with pytest.raises(Invalid) as refused:
            actions.begin_new(key, name_vi="x", by=officer, at=AT)
        assert ("key", code) in codes_of(refused)


def test_what_was_published_is_taken_back_before_its_first_day_only(draft, officer):
    made = publish(save(draft, officer, steps=rows(forward=4, propose=14)), officer)
    with pytest.raises(Invalid):
        actions.withdraw_process(made, reason="", by=officer, at=AT)
    actions.withdraw_process(made, reason="Nhầm giờ", by=officer, at=AT)
    assert queries.get_process("simple", MONDAY).number == 1
    assert queries.last_version("simple").valid_to is None
    with pytest.raises(NotLawfulNow, match=r"process\.in_force_already"):
        actions.withdraw_process(queries.last_version("simple"), reason="x", by=officer, at=AT)
    again = actions.begin_draft("simple", by=officer, at=AT)
    assert publish(save(again, officer, steps=rows(forward=6, propose=12)), officer).number == 3


def test_two_versions_never_hold_on_one_day(draft, officer):
    row = queries.last_version("simple")
    with pytest.raises(IntegrityError), transaction.atomic():
        Process.objects.create(
            key="simple", number=9, name_vi="x", steps=row.steps, valid_from=MONDAY, content_hash="x"
        )
