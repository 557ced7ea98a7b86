"""Which lines are taken and which are not: each bad one is named with its number and stops nothing but itself."""

import json

import pytest

from motcua.dossiers.models import Dossier, LedgerEntry
from motcua.flows.importing import sentence
from motcua.flows.importing.words import WORDS
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.people.models import Party
from tests.factories.import_lines import a_line, a_whole_life, bring_in, the_district

pytestmark = pytest.mark.django_db


def events(*types: str, first: str = "2023-01-05T08:00"):
    """These events, an hour apart."""
    at = clock.parse(first)
    found = []
    for type in types:
        event = {"type": type, "at": at.isoformat()}
        if type in ("received", "extended"):
            event["due_at"] = "2023-03-10T09:00"
        if type == "transferred":
            event["to"] = "H28.159.05392"
        found.append(event)
        at += clock.parse("2023-01-01T01:00") - clock.parse("2023-01-01T00:00")
    return found


def the_reason(line) -> str:
    """Why this line is refused, while one beside it comes in."""
    the_district()
    outcome = bring_in(line, a_line(999))
    assert outcome.imported == 1
    (problem,) = outcome.refused
    assert problem.line == 1
    for lang in ("vi", "en"):
        assert sentence(problem.code, problem.facts, lang)
        assert "–" not in sentence(problem.code, problem.facts, lang).replace("2000–2099", "")
    return problem.code


BAD = {
    "no json": ('{"code": ', "import.not_json"),
    "a number that is none": ('{"code": NaN}', "import.not_json"),
    "a list": ("[1]", "import.not_object"),
    "too deep": ("[" * 100_000, "import.too_deep"),
    "NUL": (a_line(answers={"a": "\0"}), "import.character"),
    "half a surrogate pair": (json.dumps(a_line(answers={"a": "\ud800"})), "import.character"),
    "no code": (a_line(code=None), "import.member_missing"),
    "a code of no form": (a_line(code="hồ sơ 7"), "import.code_wrong"),
    "a number for a code": (a_line(code=7), "import.member_wrong"),
    "an unknown procedure": (a_line(procedure="9.999999"), "import.procedure_unknown"),
    "an unknown agency": (a_line(agency="H99"), "import.agency_unknown"),
    "an agency that is not yet": (a_line(agency="H44.229"), "import.agency_not_in_force"),
    "an unknown reception": (a_line(reception_agency="H99"), "import.agency_unknown"),
    "an unknown channel": (a_line(channel="fax"), "import.value_unknown"),
    "an unknown hand": (a_line(entered_by="neighbour"), "import.value_unknown"),
    "no applicant": (a_line(applicant=None), "import.member_missing"),
    "an applicant that is a name": (a_line(applicant="Bùi Thị Lành"), "import.member_wrong"),
    "an unknown kind": (a_line(applicant={"kind": "horse", "full_name": "A"}), "import.value_unknown"),
    "answers as a list": (a_line(answers=[1]), "import.member_wrong"),
    "papers as an object": (a_line(papers={"key": "a"}), "import.member_wrong"),
    "a paper without key": (a_line(papers=[{"digitised": True}]), "import.member_missing"),
    "a fee below zero": (a_line(fee={"charged": -1}), "import.amount_wrong"),
    "a fee with a fraction": (a_line(fee={"charged": 1.5}), "import.amount_wrong"),
    "an unknown satisfaction": (a_line(satisfaction="fine"), "import.value_unknown"),
    "no events": ({**a_line(), "events": []}, "import.no_events"),
    "an event that is a text": ({**a_line(), "events": ["submitted"]}, "import.event_wrong"),
    "an unknown event": (a_line(1, *events("submitted", "lost")), "import.event_unknown"),
    "not submitted first": (a_line(1, *events("received")), "import.not_submitted_first"),
    "events backwards": (a_line(1, *reversed(events("received", "submitted"))), "import.event_order"),
    "no time": (a_line(1, {"type": "submitted"}), "import.member_missing"),
    "no such time": (a_line(1, {"type": "submitted", "at": "2023-02-30T08:00"}), "import.time_wrong"),
    "before 2000": (a_line(1, {"type": "submitted", "at": "1999-12-31T08:00"}), "import.time_range"),
    "after 2099": (a_line(1, {"type": "submitted", "at": "2100-01-01T08:00"}), "import.time_range"),
    "extended to nowhere": (
        a_line(1, *events("submitted", "received"), {"type": "extended", "at": "2023-01-06T08:00"}),
        "import.member_missing",
    ),
    "an unknown result": (
        a_line(1, *events("submitted", "received"), {"type": "finished", "at": "2023-01-06T08:00", "result": "maybe"}),
        "import.value_unknown",
    ),
    "transferred to nobody": (
        a_line(1, *events("submitted"), {"type": "transferred", "at": "2023-01-06T08:00", "to": "H99"}),
        "import.agency_unknown",
    ),
    "transferred before it is": (
        a_line(1, *events("submitted"), {"type": "transferred", "at": "2025-06-30T08:00", "to": "H44.229"}),
        "import.agency_not_in_force",
    ),
}


@pytest.mark.parametrize(("line", "code"), BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_named_and_stops_nothing_but_itself(line, code):
    assert the_reason(line) == code


@pytest.mark.parametrize(
    "types",
    [
        ("submitted", "submitted"),
        ("submitted", "finished"),
        ("submitted", "delivered"),
        ("submitted", "processing"),
        ("submitted", "supplemented"),
        ("submitted", "extended"),
        ("submitted", "paid"),
        ("submitted", "stopped"),
        ("submitted", "received", "received"),
        ("submitted", "received", "refused"),
        ("submitted", "received", "delivered"),  # but for the process of one step
        ("submitted", "received", "supplemented"),
        ("submitted", "received", "paid"),
        ("submitted", "received", "processing", "processing"),
        ("submitted", "received", "finished", "finished"),
        ("submitted", "received", "finished", "withdrawn"),
        ("submitted", "received", "finished", "supplement_requested"),
        ("submitted", "received", "supplement_requested", "finished"),
        ("submitted", "received", "payment_due", "finished"),
        ("submitted", "refused", "received"),
        ("submitted", "withdrawn", "received"),
        ("submitted", "received", "stopped", "finished"),
        ("submitted", "received", "finished", "delivered", "delivered"),
        ("submitted", "received", "finished", "delivered", "transferred"),
    ],
)
def test_an_event_that_is_not_lawful_is_refused(types):
    assert the_reason(a_line(1, *events(*types))) == "import.event_not_lawful"


@pytest.mark.parametrize(
    ("types", "state"),
    [
        (("submitted",), "submitted"),
        (("submitted", "refused"), "refused"),
        (("submitted", "withdrawn"), "withdrawn"),
        (("submitted", "supplement_requested"), "supplement_requested"),
        (("submitted", "supplement_requested", "supplemented"), "submitted"),
        (("submitted", "supplement_requested", "withdrawn"), "withdrawn"),
        (("submitted", "supplement_requested", "stopped"), "stopped"),
        (("submitted", "received"), "received"),
        (("submitted", "received", "extended"), "received"),
        (("submitted", "received", "withdrawn"), "withdrawn"),
        (("submitted", "received", "processing"), "processing"),
        (("submitted", "received", "supplement_requested"), "supplement_requested"),
        (("submitted", "received", "supplement_requested", "supplemented"), "processing"),
        (("submitted", "received", "payment_due"), "payment_due"),
        (("submitted", "received", "payment_due", "paid"), "processing"),
        (("submitted", "received", "payment_due", "stopped"), "stopped"),
        (("submitted", "received", "stopped"), "stopped"),
        (("submitted", "received", "finished"), "finished"),
        (("submitted", "received", "transferred", "finished", "transferred", "delivered"), "delivered"),
    ],
)
def test_every_lawful_life_comes_in(types, state):
    the_district()
    assert not bring_in(a_line(1, *events(*types))).refused
    assert Dossier.objects.get().state == state


def test_an_event_lawful_only_from_processing_takes_a_received_dossier_there_at_the_same_instant():
    the_district()
    bring_in(a_line(1, *events("submitted", "received", "supplement_requested")))
    told = Event.objects.filter(chain="H28.159-230105-0001").order_by("number").values_list("type", "at")
    assert [type.removeprefix("dossier.") for type, _ in told] == [
        "submitted",
        "received",
        "processing",
        "supplement_requested",
    ]
    assert told[2][1] == told[3][1]
    bring_in(a_line(2, *events("submitted", "received", "finished")))  # lawful from received itself
    assert not Event.objects.filter(chain="H28.159-230105-0002", type="dossier.processing").exists()


def test_the_process_of_one_step_is_finished_by_handing_over():
    the_district()
    assert not bring_in(a_line(1, *events("submitted", "received", "delivered"), procedure="2.000815")).refused
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.finished_at) == ("delivered", dossier.delivered_at)


def test_odd_personal_data_are_warnings_and_kept():
    the_district()
    odd = {"kind": "person", "full_name": "", "personal_id": "12345", "phone": "113", "birth_date": "2090-01-01"}
    outcome = bring_in(a_line(1, applicant=odd, wind="north", channel="online", entered_by="officer"))
    assert outcome.imported == 1
    assert {(one.path, one.code) for one in outcome.warnings} == {
        ("applicant.full_name", "party.name_required"),
        ("applicant.personal_id", "party.personal_id_length"),
        ("applicant.phone", "party.phone_wrong"),
        ("applicant.birth_date", "party.date_future"),
        ("wind", "import.member_unknown"),
        ("channel", "import.officer_online"),
    }
    party = Party.objects.get()
    assert (party.personal_id, party.phone) == ("12345", "113")
    assert not any("12345" in str(one.facts) for one in outcome.warnings)


def test_answers_and_papers_are_kept_as_given():
    the_district()
    answers = {"đường": ["Chi Nê", {"số": 7}], "empty": None}
    papers = [
        {"key": "never_asked_for", "digitised": True, "reused": True},
        {"key": "never_asked_for", "digitised": False, "reused": False, "originals": 2, "name_vi": "Giấy khác"},
    ]
    bring_in(a_line(1, answers=answers, papers=papers))
    dossier = Dossier.objects.get()
    assert dossier.answers == answers
    rows = dossier.papers.order_by("number").values_list("key", "number", "digitised", "reused", "originals", "name_vi")
    assert list(rows) == [
        ("never_asked_for", 1, True, True, 0, ""),
        ("never_asked_for", 2, False, False, 2, "Giấy khác"),
    ]


def test_years_before_the_country_pack_are_taken_with_a_warning():
    the_district()
    outcome = bring_in(a_line(1, {"type": "submitted", "at": "2000-01-01T00:00"}))
    assert (outcome.imported, [one.code for one in outcome.warnings]) == (1, ["import.before_beginning"])


def test_years_to_come_are_taken():
    the_district()
    life = [{**event, "at": event["at"].replace("2023", "2099")} for event in a_whole_life()]
    life[1]["due_at"] = "2099-01-10T09:00"
    outcome = bring_in(a_line(1, *life, agency="H44.229", day="990105"))
    assert not outcome.refused


def test_rated_without_a_result_is_a_warning():
    the_district()
    outcome = bring_in(a_line(1, *events("submitted", "received"), satisfaction="satisfied"))
    assert [one.code for one in outcome.warnings] == ["import.rated_without_result"]


def test_every_refusal_has_words():
    assert all(vi and en for vi, en in WORDS.values())


def test_the_ledger_keeps_the_promise_as_it_was_made_and_computes_the_rest():
    the_district()
    bring_in(
        a_line(1),
        a_line(
            2,
            {"type": "submitted", "at": "2023-01-05T08:00"},
            {"type": "received", "at": "2023-01-05T09:00"},
        ),
    )
    kept, computed = Dossier.objects.order_by("code")
    assert kept.due_at == kept.original_due_at == clock.parse("2023-01-10T09:00")
    assert computed.due_at == clock.parse("2023-01-10T09:00")  # three working days
    rules = [
        list(LedgerEntry.objects.filter(dossier=one).order_by("number").values_list("rule", flat=True))
        for one in (kept, computed)
    ]
    assert rules[0] == ["given"]
    assert rules[1][0] == "start.at_once"
    assert rules[1][-1] == "due"
