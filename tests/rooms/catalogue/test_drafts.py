"""A version is prepared as a draft, published by a decision, withdrawn before its first day."""

from datetime import date, datetime, timedelta

import pytest

from motcua.catalogue import actions, queries, rules
from motcua.catalogue.models import Procedure, ProcedureVersion, VersionDraft
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotLawfulNow, NotVisible
from motcua.workflow.actions import publish_process
from tests.factories.organisation import LONG_AGO
from tests.factories.plain_lives import STEPS, a_province, staff
from tests.factories.procedures import a_field, a_procedure, a_published_version

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, tzinfo=clock.LOCAL)
MONDAY = date(2026, 11, 23)
WHOLE = {"who_vi": "Cha, mẹ", "result_name_vi": "Giấy khai sinh", "result_name_en": "Birth certificate"}


@pytest.fixture
def officer():
    return staff("procedure_control_officer", agency=a_province())


@pytest.fixture
def procedure(officer):
    publish_process("simple", name_vi="Thường", name_en="", steps=STEPS, valid_from=LONG_AGO, by=officer, at=AT)
    return a_published_version(**WHOLE).procedure


def publish(draft, officer, **changes):
    given = {"revision": draft.revision, "valid_from": MONDAY, "decision_no": "12/QĐ-UBND", "by": officer, "at": AT}
    return actions.publish_draft(draft, **{**given, **changes})


def codes_of(refused):
    return {(one.path, one.code) for one in refused.value.errors}


def test_an_amendment_begins_with_what_is_in_force(procedure, officer):
    draft = actions.begin_draft(procedure, by=officer, at=AT)
    assert rules.spec_of_content(draft.content) == queries.spec_of(queries.find_version(procedure.code, MONDAY))
    with pytest.raises(NotLawfulNow, match="there_is_one"):
        actions.begin_draft(procedure, by=officer, at=AT)


def test_a_published_draft_holds_from_its_day_and_the_old_one_until_then(procedure, officer):
    draft = actions.begin_draft(procedure, by=officer, at=AT)
    draft = actions.save_draft(draft, changes={"name_vi": "Khai sinh"}, revision=1, by=officer, at=AT)
    version = publish(draft, officer)
    assert (version.number, version.decision_no) == (2, "12/QĐ-UBND")
    assert queries.find_version(procedure.code, MONDAY - timedelta(days=1)).number == 1
    assert queries.find_version(procedure.code, MONDAY).name_vi == "Khai sinh"
    assert not VersionDraft.objects.exists()
    event = journal.events(f"procedure:{procedure.code}")[-1]
    assert event.type == "procedure.published"
    assert event.by_id == officer.id


def test_two_who_edit_one_draft_do_not_overwrite_each_other(procedure, officer):
    draft = actions.begin_draft(procedure, by=officer, at=AT)
    actions.save_draft(draft, changes={"who_vi": "Ai cũng được"}, revision=1, by=officer, at=AT)
    with pytest.raises(NotLawfulNow, match="changed") as refused:
        actions.save_draft(draft, changes={"who_vi": "Chỉ cha"}, revision=1, by=officer, at=AT)
    assert refused.value.facts["who"] == "Bùi Thị Mai"
    assert VersionDraft.objects.get().content["who_vi"] == "Ai cũng được"


def test_a_draft_is_published_once(procedure, officer):
    draft = actions.begin_draft(procedure, by=officer, at=AT)
    draft = actions.save_draft(draft, changes={"name_vi": "Khai sinh"}, revision=1, by=officer, at=AT)
    publish(draft, officer)
    with pytest.raises(NotVisible, match="unknown"):
        publish(draft, officer)


def test_everything_that_is_missing_is_named_at_once(officer):
    a_field()
    draft = actions.begin_new("", slug="new_one", field="civil_status", name_vi="Thủ tục mới", by=officer, at=AT)
    assert draft.code == "X.new_one"
    with pytest.raises(Invalid) as refused:
        publish(draft, officer, valid_from=MONDAY - timedelta(days=7), decision_no=" ")
    lacking = {path for path, _ in codes_of(refused) if path.startswith("parts.")}
    assert lacking == {
        f"parts.{part}" for part in ("steps", "ways", "papers", "limit", "subject", "agency", "result", "law")
    }
    assert {("decision_no", "procedure.decision_missing"), ("reason", "procedure.day_past")} <= codes_of(refused)
    assert not Procedure.objects.filter(code="X.new_one").exists()


def test_a_past_day_needs_a_reason_that_is_kept_beside_the_journal(procedure, officer):
    draft = actions.begin_draft(procedure, by=officer, at=AT)
    draft = actions.save_draft(draft, changes={"name_vi": "Khai sinh"}, revision=1, by=officer, at=AT)
    publish(draft, officer, valid_from=date(2026, 11, 2), reason="Quyết định ký ngày 30/10 có hiệu lực ngay.")
    event = journal.events(f"procedure:{procedure.code}")[-1]
    assert event.why.text.startswith("Quyết định ký")
    assert "ký ngày" not in event.facts


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"process_key": "nobody"}, ("process_key", "procedure.process_missing")),
        ({"form_key": "nobody"}, ("form_key", "procedure.form_missing")),
        ({"legal_bases": ["60/2014/QH13", "60/2014/QH13"]}, ("legal_bases", "procedure.duplicate")),
        ({"online": "partial"}, ("parts.ways", "procedure.part_missing.ways")),
    ],
)
def test_what_is_wrong_is_not_published(procedure, officer, changes, wrong):
    draft = actions.begin_draft(procedure, by=officer, at=AT)
    draft = actions.save_draft(draft, changes=changes, revision=1, by=officer, at=AT)
    with pytest.raises(Invalid) as refused:
        publish(draft, officer)
    assert wrong in codes_of(refused)
    assert wrong in {(one.path, one.code) for one in actions.draft_errors(draft, at=AT)}


def test_unchanged_content_is_not_published_again(procedure, officer):
    draft = actions.begin_draft(procedure, by=officer, at=AT)
    version = publish(draft, officer)
    with pytest.raises(NotLawfulNow, match="same_content"):
        publish(actions.begin_draft(procedure, by=officer, at=AT), officer, valid_from=MONDAY + timedelta(days=7))
    assert queries.last_content(procedure) == version


def test_what_was_published_meanwhile_is_looked_at_first(procedure, officer):
    draft = actions.begin_draft(procedure, by=officer, at=AT)
    a_published_version(procedure, since=date(2026, 11, 21), **{**WHOLE, "name_vi": "Khác"})
    with pytest.raises(NotLawfulNow, match="behind"):
        publish(draft, officer)
    draft = actions.keep_on_new_base(draft, revision=draft.revision, by=officer, at=AT)
    assert publish(draft, officer).number == 3


def test_a_coming_version_is_withdrawn_with_a_reason_and_kept(procedure, officer):
    coming = a_published_version(procedure, since=MONDAY, **{**WHOLE, "name_vi": "Khác"})
    with pytest.raises(Invalid):
        actions.withdraw_version(coming, reason=" ", by=officer, at=AT)
    actions.withdraw_version(coming, reason="Nhầm tên.", by=officer, at=AT)
    assert queries.find_version(procedure.code, MONDAY).number == 1
    assert [row.status for row in queries.every_version(procedure)] == ["withdrawn", "published"]
    assert [row.number for row in queries.versions(procedure.code)] == [1]
    again = a_published_version(procedure, since=MONDAY, **{**WHOLE, "name_vi": "Đúng"})
    assert again.number == 3
    actions.withdraw_version(again, reason="Lại nhầm.", by=officer, at=AT)
    assert ProcedureVersion.objects.filter(status="withdrawn").count() == 2


def test_a_version_in_force_and_one_with_a_follower_are_not_withdrawn(procedure, officer):
    first = queries.find_version(procedure.code, MONDAY)
    with pytest.raises(NotLawfulNow, match="in_force_already"):
        actions.withdraw_version(first, reason="Nhầm.", by=officer, at=AT)
    coming = a_published_version(procedure, since=MONDAY, **{**WHOLE, "name_vi": "Khác"})
    actions.abolish(procedure, on=date(2027, 1, 1), decision_no="9/QĐ", reason="Trung ương bãi bỏ", by=officer, at=AT)
    with pytest.raises(NotLawfulNow, match="not_the_last"):
        actions.withdraw_version(coming, reason="Nhầm.", by=officer, at=AT)
    actions.withdraw_version(queries.every_version(procedure)[0], reason="Chưa bãi bỏ.", by=officer, at=AT)
    assert queries.find_version(procedure.code, date(2027, 6, 1)) == coming


def test_the_list_says_what_is_in_force_what_comes_and_what_is_missing(procedure, officer):
    a_published_version(procedure, since=MONDAY, **{**WHOLE, "name_vi": "Khai sinh"})
    poor = a_published_version(a_procedure("2.000001"), name_vi="Chứng thực", legal_bases=())
    actions.begin_draft(poor.procedure, by=officer, at=AT)
    actions.begin_new("", slug="new_one", field="civil_status", name_vi="Ấp mới", by=officer, at=AT)
    rows = {row.code: row for row in queries.controlled(AT.date())}
    assert list(rows) == ["X.new_one", "2.000001", "1.001193"]
    birth, copies, new = rows["1.001193"], rows["2.000001"], rows["X.new_one"]
    assert (birth.now.number, birth.following.number, birth.missing) == (1, 2, ())
    assert copies.missing == ("subject", "result", "law")
    assert copies.draft is not None
    assert (new.now, new.draft.code) == (None, "X.new_one")
    assert queries.missing_of(queries.get_numbered("2.000001", 1)) == copies.missing


def test_a_draft_reads_as_the_sheet_it_will_be(procedure, officer):
    draft = actions.begin_draft(procedure, by=officer, at=AT)
    stands = queries.sheet(queries.find_version(procedure.code, MONDAY))
    coming = queries.draft_sheet(draft, 2, MONDAY)
    assert (coming.papers, coming.fees, coming.limits, coming.name) == (
        stands.papers,
        stands.fees,
        stands.limits,
        stands.name,
    )
    assert (coming.status, coming.version, coming.valid_from) == ("draft", 2, MONDAY)
