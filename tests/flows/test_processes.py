"""A process is published only when its hours fit every limit of every procedure that follows it."""

from datetime import date

import pytest

from motcua.catalogue import actions as catalogue
from motcua.catalogue import queries as procedures
from motcua.catalogue.rules import Limit
from motcua.flows import processes as flow
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.workflow import actions, queries
from tests.factories.plain_lives import lay_calendar
from tests.factories.processes import AT, a_procedure_of, a_process, a_step, an_office, rows

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def officer():
    lay_calendar()
    return an_office()


def a_draft(officer, steps, *, key="simple", **changes):
    draft = queries.find_draft(key) or actions.begin_draft(key, by=officer, at=AT)
    return actions.save_draft(draft, revision=draft.revision, steps=steps, by=officer, at=AT, **changes)


def publish(draft, officer, **changes):
    given = {"revision": draft.revision, "valid_from": MONDAY, "decision_no": "12/QĐ-UBND", "by": officer, "at": AT}
    return flow.publish(draft, **{**given, **changes})


def refusals(draft, officer):
    with pytest.raises(Invalid) as refused:
        publish(draft, officer)
    return [(one.code, one.facts.get("by"), one.facts.get("procedure")) for one in refused.value.errors]


def test_wrong_hours_are_refused_with_the_difference_and_right_ones_published(officer):
    a_process()
    version = a_procedure_of()
    draft = a_draft(officer, rows(approve=8))
    assert refusals(draft, officer) == [("process.over_limit", 2, version.procedure.code)]
    draft = a_draft(officer, rows(propose=8))
    assert refusals(draft, officer) == [("process.under_limit", 8, version.procedure.code)]
    assert publish(a_draft(officer, rows(propose=14, approve=8)), officer).number == 2


def test_a_limit_in_calendar_days_is_judged_around_the_new_year_holidays(officer):
    a_process()
    a_procedure_of("simple", Limit(15, "calendar_days"))
    draft = a_draft(officer, rows(propose=48))
    (error,) = [one for one in flow.judge(draft, at=AT).errors if one.code == "process.over_window"]
    assert (error.facts["limit"], error.facts["by"], error.facts["window"]) == (48, 8, "2020-01-15")
    assert flow.judge(a_draft(officer, rows(propose=40)), at=AT).errors == ()


def test_every_channel_and_every_case_binds(officer):
    a_process()
    a_procedure_of("simple", Limit(3, "working_days"), Limit(5, "working_days", channel="direct"))
    assert [code for code, _by, _who in refusals(a_draft(officer, rows()), officer)] == ["process.under_limit"]
    assert publish(a_draft(officer, rows(propose="rest")), officer).number == 2


def test_a_post_that_nobody_holds_where_it_is_decided_is_refused(officer):
    a_process()
    a_procedure_of()
    steps = rows()
    steps[2]["post"] = "specialist_moon"
    assert [code for code, _by, _who in refusals(a_draft(officer, steps), officer)] == ["process.post_not_held"]
    visit = a_step("visit", "forward", "specialist_officer", post="specialist_moon", optional=True, hours=None)
    assert flow.judge(a_draft(officer, [*rows()[:2], visit, *rows()[2:]]), at=AT).errors == ()


def test_procedures_are_moved_to_a_process_by_versions_of_their_own(officer):
    a_process()
    version = a_procedure_of()
    new = actions.begin_new("own", name_vi="Riêng", steps=rows(2, 14, 8), by=officer, at=AT)
    draft = actions.save_draft(new, revision=1, procedures=[version.procedure.code], by=officer, at=AT)
    publish(draft, officer)
    moved = procedures.find_version(version.procedure.code, MONDAY)
    assert (moved.number, moved.process_key) == (2, "own")
    assert procedures.find_version(version.procedure.code, date(2026, 11, 22)).process_key == "simple"
    assert queries.get_process("own", MONDAY).decision_no == "12/QĐ-UBND"


def test_a_procedure_that_is_not_known_or_changes_later_is_named(officer):
    a_process()
    version = a_procedure_of()
    new = actions.begin_new("own", name_vi="Riêng", steps=rows(), by=officer, at=AT)
    draft = actions.save_draft(new, revision=1, procedures=["9.999999"], by=officer, at=AT)
    assert [code for code, _by, _who in refusals(draft, officer)] == ["process.procedure_unknown"]
    catalogue.publish_version(
        version.procedure,
        spec=procedures.spec_of(a_planned(version)),
        valid_from=date(2026, 12, 1),
        by=officer,
        at=AT,
    )
    draft = actions.save_draft(draft, revision=2, procedures=[version.procedure.code], by=officer, at=AT)
    assert [code for code, _by, _who in refusals(draft, officer)] == ["process.procedure_later"]


def a_planned(version):
    version.name_vi = "Tên mới"
    return version


def test_a_procedure_whose_limit_misses_its_process_is_not_published_either(officer):
    a_process()
    version = a_procedure_of()
    draft = catalogue.begin_draft(version.procedure, by=officer, at=AT)
    spec = {"limits": [{"value": 5, "unit": "working_days"}], "who_vi": "Cha mẹ", "result_name_vi": "Giấy"}
    draft = catalogue.save_draft(draft, changes=spec, revision=1, by=officer, at=AT)
    with pytest.raises(Invalid) as refused:
        catalogue.publish_draft(draft, revision=2, valid_from=MONDAY, decision_no="1/QĐ", by=officer, at=AT)
    (error,) = [one for one in refused.value.errors if one.path == "process_key"]
    assert (error.code, error.facts["by"], error.facts["limit"]) == ("procedure.process_under_limit", 16, 40)


def test_the_only_version_that_procedures_follow_is_not_taken_back(officer):
    a_process()
    version = a_procedure_of()
    new = actions.begin_new("own", name_vi="Riêng", steps=rows(2, 14, 8), by=officer, at=AT)
    made = publish(actions.save_draft(new, revision=1, procedures=[version.procedure.code], by=officer, at=AT), officer)
    with pytest.raises(NotLawfulNow, match=r"process\.followed"):
        flow.withdraw(made, reason="Nhầm", by=officer, at=AT)
    catalogue.withdraw_version(
        procedures.find_version(version.procedure.code, MONDAY), reason="Nhầm", by=officer, at=AT
    )
    flow.withdraw(made, reason="Nhầm", by=officer, at=AT)
    assert queries.find_process("own", MONDAY) is None
