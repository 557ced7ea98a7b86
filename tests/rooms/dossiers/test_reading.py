"""Who sees which dossier, how it is found, and what its story says."""

from datetime import date

import pytest

from motcua.agencies.models import AgencySuccession
from motcua.dossiers import actions, queries
from motcua.dossiers.queries import Filter
from motcua.dossiers.words import EVENTS
from motcua.journal.models import Event
from motcua.kernel.actor import ANONYMOUS, SYSTEM
from motcua.kernel.errors import NotAllowed, NotLawfulNow, NotVisible
from tests.factories.plain_lives import a_version, an_account, an_agency, citizen, staff
from tests.rooms.dossiers import points
from tests.rooms.dossiers.points import COUNTER, LEADER, POINTS, SPECIALIST, actor, minutes

pytestmark = pytest.mark.django_db
LATER = minutes(60)


def sees(viewer, code, at=LATER):
    try:
        return queries.get_visible(code, viewer=viewer, at=at).code == code
    except NotVisible:
        return False


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("citizen", True),
        ("community_member", True),
        ("api_client", True),
        (COUNTER, True),
        (SPECIALIST, True),
        (LEADER, True),
        ("province_leader", True),
        ("system", True),
        ("procedure_control_officer", False),
        ("administrator", False),
        ("anonymous", False),
    ],
)
def test_who_sees_a_dossier_of_the_commune(role, seen):
    assert sees(actor(role), points.received().code) is seen


def test_another_citizen_and_another_agency_do_not_learn_that_it_exists():
    code = points.received().code
    neighbour = an_agency("H44.230", parent="H44", short="Xã An Bình")
    for viewer in (citizen(an_account("khac")), staff(COUNTER, agency=neighbour), staff(LEADER, agency=neighbour)):
        assert not sees(viewer, code)
        assert not queries.brief(viewer, LATER, Filter(q=code)).exists()


@pytest.mark.parametrize(("way", "seen"), [("merged_into", True), ("split_from", False)])
def test_who_took_over_an_agency_whole_answers_for_its_dossiers(way, seen):
    code = points.received().code
    heir = an_agency("H44.300", parent="H44", short="Xã Mới")
    AgencySuccession.objects.create(
        predecessor=an_agency("H44.229"), successor=heir, way=way, on=date(2026, 1, 1), legal_ground="x"
    )
    assert sees(staff(LEADER, agency=heir), code) is seen
    assert sees(actor("province_leader"), code)


def test_a_dossier_is_found_by_parts_with_and_without_diacritics():
    dossier = points.received()
    for q in (
        dossier.code,
        dossier.code.lower(),
        "260105-0001",
        "Bùi Thị Lành",
        "bui thi lanh",
        "BÙI LÀNH",
        "lành",
        "017184003125",
        "khai sinh bui",
        "Bùi Thị Lành",
    ):
        assert queries.brief(actor(COUNTER), LATER, Filter(q=q)).filter(pk=dossier.pk).exists(), q
    for q in ("bui van", "H44.229-260105-0002", "7184003125"):
        assert not queries.brief(actor(COUNTER), LATER, Filter(q=q)).exists(), q


def test_lists_come_in_due_order_with_the_paused_last_and_filter():
    made = {name: POINTS[name]() for name in ("submitted", "received", "supplement_requested", "finished")}
    rows = list(queries.brief(actor(COUNTER), LATER, Filter()).values_list("state", flat=True))
    assert rows[-1] == "supplement_requested"
    assert rows[-2] == "submitted"  # no promise yet

    def found(**wanted):
        return set(queries.brief(actor(COUNTER), LATER, Filter(**wanted)).values_list("code", flat=True))

    assert found(states=("received", "finished")) == {made["received"].code, made["finished"].code}
    assert found(agency="H44.230") == set()
    assert found(agency="H44.229") == {row.code for row in made.values()}
    assert found(procedure=a_version().procedure.code) == found()
    assert found(due_before=made["received"].due_at) == set()
    assert found(order="newest") == found(order="intake") == found()


def test_every_event_of_every_life_has_words_in_both_languages():
    made = {name: make().code for name, make in POINTS.items()}
    actions.forward(made["at_the_forward_step"], by=actor(COUNTER), at=LATER)
    actions.return_for_rework(made["proposed"], reason="x", by=actor(LEADER), at=LATER)
    actions.extend(made["received"], due_at=minutes(60 * 24 * 30), reason="x", by=actor(LEADER), at=LATER)
    actions.supplement(made["supplement_requested"], answers={}, papers=[], by=actor("citizen"), at=LATER)
    actions.confirm_payment(made["payment_due"], amount=8_000, way="cash", by=actor(COUNTER), at=LATER)
    actions.note(made["delivered"], text="x", by=actor(COUNTER), at=LATER)
    actions.unmask(made["delivered"], by=actor(COUNTER), at=LATER)
    types = {type.removeprefix("dossier.") for type in Event.objects.values_list("type", flat=True).distinct()
             if type.startswith("dossier.")}  # fmt: skip
    assert len(types) >= 18
    assert types <= set(EVENTS)
    assert all(vi and en and vi != en for vi, en in EVENTS.values())


def test_notes_and_inner_moves_stay_inside():
    dossier = points.proposed()
    actions.note(dossier.code, text="Gọi lại chiều nay", by=actor(SPECIALIST), at=LATER)
    actions.return_for_rework(dossier.code, reason="Thiếu căn cứ", by=actor(LEADER), at=LATER)
    outside, inside = (queries.story(dossier, inside=inside) for inside in (False, True))
    assert [line.type for line in outside] == ["submitted", "received", "processing", "proposed"]
    said = {line.type: line.text for line in inside}
    assert (said["noted"], said["returned_for_rework"]) == ("Gọi lại chiều nay", "Thiếu căn cứ")
    assert "Gọi lại" not in str(outside)
    assert "Thiếu" not in str(outside)


def test_the_whole_number_is_shown_to_the_office_and_written_down():
    dossier = points.received()
    assert actions.unmask(dossier.code, by=actor(COUNTER), at=LATER) == "017184003125"
    assert Event.objects.filter(chain=dossier.code, type="dossier.number_shown").count() == 1
    with pytest.raises(NotAllowed):
        actions.unmask(dossier.code, by=actor("citizen"), at=LATER)
    assert not any("017184003125" in str(facts) for facts in Event.objects.values_list("facts", flat=True))


def test_a_code_alone_tells_only_how_far_it_is():
    dossier = points.received()
    assert queries.find_tracked(dossier.code) == queries.Tracked(dossier.code, 25)
    assert queries.find_tracked("H44.229-260105-9999") is None


class TestDrafts:
    def test_a_draft_is_no_dossier_and_has_no_code(self):
        me = actor("citizen")
        draft = actions.start_draft(a_version(), agency=None, by=me, at=LATER)
        kept = actions.save_draft(draft.key, by=me, at=LATER, answers={"name": "x"}, step="people")
        assert (kept.answers, kept.dossier_id) == ({"name": "x"}, None)
        assert [row.key for row in queries.drafts_of(me)] == [draft.key]
        assert not queries.brief(SYSTEM, LATER, Filter()).exists()
        assert queries.find_tracked(draft.key) is None
        assert not Event.objects.filter(type__startswith="dossier.").exists()

    def test_anothers_draft_is_not_there(self):
        draft = actions.start_draft(a_version(), agency=None, by=actor("citizen"), at=LATER)
        for other in (citizen(an_account("khac")), ANONYMOUS):
            for act in (
                lambda by: queries.get_draft(draft.key, viewer=by),
                lambda by: actions.save_draft(draft.key, by=by, at=LATER, step="x"),
                lambda by: actions.discard_draft(draft.key, by=by, at=LATER),
            ):
                with pytest.raises(NotVisible):
                    act(other)
            assert queries.drafts_of(other) == []

    def test_one_that_was_submitted_stays_as_it_was(self):
        me = actor("citizen")
        draft = actions.start_draft(a_version(), agency=None, by=me, at=LATER)
        draft.dossier = points.submitted()
        draft.save()
        with pytest.raises(NotLawfulNow):
            actions.save_draft(draft.key, by=me, at=LATER, answers={})
        with pytest.raises(NotVisible):
            actions.discard_draft(draft.key, by=me, at=LATER)
        assert queries.drafts_of(me) == []

    def test_thrown_away_it_is_gone(self):
        me = actor("citizen")
        draft = actions.start_draft(a_version(), agency=None, by=me, at=LATER)
        actions.discard_draft(draft.key, by=me, at=LATER)
        with pytest.raises(NotVisible):
            queries.get_draft(draft.key, viewer=me)

    def test_a_visitor_begins_none(self):
        with pytest.raises(NotAllowed):
            actions.start_draft(a_version(), agency=None, by=ANONYMOUS, at=LATER)
