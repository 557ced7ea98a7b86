"""One filing, several dossiers: each with its own procedure, agency, answers and papers."""

from dataclasses import replace

import pytest

from motcua.dossiers.models import Bundle, Dossier
from motcua.flows.submit_linked import submit, walk_in
from motcua.journal import queries as journal
from motcua.journal.requests import Repeated, RequestKey
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid
from tests.factories import linked, plain_lives
from tests.factories.linked import AT, BIRTH, COMMUNE, DEATH, INSURANCE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def commune(db: None) -> None:
    linked.an_offering_commune()


def test_one_birth_is_three_dossiers_at_those_who_decide_them() -> None:
    bundle = linked.a_bundle()
    rows = {one.key: one.dossier for one in bundle.members.select_related("dossier__agency")}
    assert {key: row.agency.code for key, row in rows.items()} == {
        "birth": COMMUNE,
        "residence": COMMUNE,
        "hi": INSURANCE,
    }
    assert {row.reception_agency.code for row in rows.values()} == {COMMUNE}
    assert bundle.lead == rows["birth"]
    assert {key: row.linked for key, row in rows.items()} == {"birth": "member", "residence": "waits", "hi": "waits"}
    assert {row.state for row in rows.values()} == {"submitted"}
    assert rows["birth"].intake_due_at is not None
    assert rows["hi"].intake_due_at is None, "nothing is overdue at intake while it waits"


def test_each_dossier_has_the_answers_of_its_own_form() -> None:
    bundle = linked.a_bundle()
    birth, residence, card = (linked.dossier(bundle, key).answers for key in ("birth", "residence", "hi"))
    assert residence["full_name"] == card["child_name"] == birth["child_name"]
    assert residence["receiver"] == COMMUNE
    assert "person_id" not in residence, "the number comes with the birth certificate"
    assert card["declarer_name"] == birth["applicant_name"]


def test_a_paper_goes_to_whoever_needs_it_and_results_are_not_asked() -> None:
    bundle = linked.a_bundle()
    papers = {one.key: sorted(one.dossier.papers.values_list("key", flat=True)) for one in bundle.members.all()}
    assert papers == {"birth": ["birth_notice"], "residence": ["housing"], "hi": []}


def test_what_is_not_wanted_is_left_out_with_a_word() -> None:
    bundle = linked.a_bundle(left_out={"hi": "Trẻ đã có thẻ"})
    assert [one.key for one in bundle.members.all()] == ["birth", "residence"]
    assert bundle.left_out == {"hi": "Trẻ đã có thẻ"}


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        ({"birth": "không"}, "linked.left_out_wrong"),
        ({"hi": " "}, "linked.word_missing"),
        ({"x": "y"}, "linked.left_out_wrong"),
    ],
)
def test_what_cannot_be_left_out_is_refused(left_out: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        submit(replace(linked.a_submission(), left_out=left_out), by=SYSTEM, at=AT)
    assert code in {error.code for error in refused.value.errors}
    assert not Dossier.objects.exists()


def test_a_fault_is_told_once_at_the_question_that_was_asked() -> None:
    given = linked.a_submission()
    assert isinstance(given.answers, dict)
    answers = {key: value for key, value in given.answers.items() if key not in ("child_name", "hi_clinic")}
    with pytest.raises(Invalid) as refused:
        submit(replace(given, answers=answers, papers=[]), by=SYSTEM, at=AT)
    told = [(error.path, error.code) for error in refused.value.errors]
    assert told.count(("answers.child_name", "field.missing")) == 1
    assert ("answers.hi_clinic", "field.missing") in told
    assert sum(code == "paper.missing" for _path, code in told) == 2
    assert not Bundle.objects.exists()


def test_a_death_asks_once_and_leaves_later_what_is_not_known() -> None:
    bundle = linked.a_bundle(DEATH)
    residence = linked.dossier(bundle, "residence").answers
    assert "birth_date" not in residence, "a year alone is no day; the police write it later"
    assert linked.dossier(bundle, "funeral").answers["death_date"] == bundle.answers["death_time"][:10]


def test_the_same_request_again_is_the_same_filing() -> None:
    key = RequestKey("k1", "f1")
    first = submit(linked.a_submission(), by=SYSTEM, at=AT, request=key, render=lambda row: {"code": row.code})
    with pytest.raises(Repeated) as again:
        submit(linked.a_submission(), by=SYSTEM, at=AT, request=key, render=lambda row: {"code": row.code})
    assert again.value.answer == {"code": first.code}
    assert (Bundle.objects.count(), Dossier.objects.count()) == (1, 3)


def test_at_the_counter_what_waits_for_nothing_is_received_at_once() -> None:
    counter = plain_lives.staff("single_window_officer")
    lead = walk_in(replace(linked.a_submission(), channel="direct"), by=counter, at=AT)
    bundle = Bundle.objects.get(lead=lead)
    states = {one.key: one.dossier.state for one in bundle.members.select_related("dossier")}
    assert states == {"birth": "received", "residence": "submitted", "hi": "submitted"}
    assert lead.due_at is not None


def test_the_journal_says_what_belongs_together() -> None:
    bundle = linked.a_bundle()
    (told,) = journal.events(linked.dossier(bundle, "residence").code, ("dossier.submitted",))
    facts = journal.facts(told)
    assert (facts["member"], facts["lead"], facts["after"]) == ("residence", bundle.lead.code, [bundle.lead.code])


def test_nothing_is_owed_where_the_service_is_free_for_the_child() -> None:
    bundle = linked.a_bundle()
    from motcua.payments import queries as payments

    assert payments.owed(linked.dossier(bundle, "residence")).charged == 0
    assert bundle.service.procedure.code == BIRTH
