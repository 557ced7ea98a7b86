"""The index over a small set of dossiers whose numbers are counted by hand."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from motcua.catalogue.models import ProcedureVersion
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports.scorecard import behind, reader
from motcua.reports.scorecard.card import Card, by_unit, cards
from motcua.reports.scorecard.nine import agency as evaluation_of
from motcua.reports.scorecard.nine import units as evaluation_by_unit
from tests.factories.import_lines import a_line, bring_in, the_district

pytestmark = pytest.mark.django_db
JANUARY = (date(2023, 1, 1), date(2023, 1, 31))
AS_OF = datetime(2023, 2, 10, 8, tzinfo=clock.LOCAL)
D = Decimal


def life(received: str, due: str, finished: str = "", *, supplement: tuple[str, str] | None = None):
    found = [
        {"type": "submitted", "at": f"{received}T08:00"},
        {"type": "received", "at": f"{received}T09:00", "due_at": f"{due}T17:00"},
    ]
    if supplement:
        asked, answered = supplement
        found.append({"type": "supplement_requested", "at": f"{asked}T10:00"})
        found.append({"type": "supplemented", "at": f"{answered}T10:00"})
    if finished:
        found.append({"type": "finished", "at": f"{finished}T10:00", "result": "approved"})
    return found


def the_five() -> None:
    """Five dossiers of January at the district and one at its commune; one of December."""
    the_district()
    reused = [{"key": "declaration", "digitised": True, "reused": True}]
    plain = [{"key": "declaration", "digitised": False, "reused": False}]
    bring_in(
        # early, online, reused, satisfied
        a_line(1, *life("2023-01-05", "2023-01-10", "2023-01-09"), papers=reused, satisfaction="satisfied"),
        # on the due day, at the counter, dissatisfied
        a_line(
            2,
            *life("2023-01-05", "2023-01-10", "2023-01-10"),
            channel="direct",
            entered_by="officer",
            papers=plain,
            satisfaction="dissatisfied",
        ),
        # late, online, charged and paid online
        a_line(
            3,
            *life("2023-01-05", "2023-01-10", "2023-01-12"),
            procedure="X.permit",
            fee={"charged": 75_000, "paid": 75_000, "paid_online": True},
        ),
        # charged and paid in cash; still pending, not yet due at the end of January
        a_line(
            4,
            *life("2023-01-20", "2023-02-03"),
            procedure="X.permit",
            fee={"charged": 75_000, "paid": 75_000, "paid_online": False},
        ),
        # pending and overdue
        a_line(5, *life("2023-01-20", "2023-01-27"), agency="H28.159.05392"),
        # received in December, resolved in January, late
        a_line(6, *life("2022-12-20", "2022-12-30", "2023-01-03"), day="221220"),
    )
    ProcedureVersion.objects.filter(procedure__code="1.001193").update(online="full", result_name_vi="Giấy khai sinh")


def card(agency: str = "H28.159", span: tuple[date, date] = JANUARY) -> Card:
    return cards(reader.packaged(reader.INDEX), agency, [span], as_of=AS_OF)[0]


def test_lines_are_counted_as_by_hand():
    the_five()
    found = card()
    numbers = {one.line.number: (one.whole, one.parts) for one in found.lines if one.whole is not None}
    assert numbers["2.1"] == (6, (3,))  # 1, 2 and 4 kept; 3, 5 and 6 late
    assert numbers["3.0"] == (3, (2,))  # birth received in January: 1 and 5 online, 2 at the counter
    assert numbers["3.3"] == (5, (4,))
    assert numbers["3.6"] == (2, (1,))
    assert numbers["4.1"] == (3, (0,))  # 1, 2 and 6 have a result on paper and no file
    assert numbers["4.3"] == (5, (1,))
    assert numbers["5.4"] == (6, (3, 1))
    by_number = {one.line.number: one for one in found.lines}
    assert (by_number["2.1"].rate, by_number["2.1"].points) == (D("50.00"), D("10.00"))
    assert by_number["5.4"].rate == D("33.33")  # 100 − 50 − 16.67
    assert by_number["5.4"].points == D("2.22")
    assert by_number["4.3"].points == D("0.50")  # 20 % of a threshold of 80
    assert by_number["1.4"].rate is None
    assert by_number["3.5b"].parts[0] <= by_number["3.5a"].parts[0] <= by_number["3.5a"].whole == 1
    total = found.total
    assert total.reached == sum((one.points for one in found.lines if one.points is not None), D(0))
    assert total.reckoned + total.unknown == 100


def test_a_period_without_dossiers_is_not_reckoned():
    the_five()
    found = card(span=(date(2022, 1, 1), date(2022, 1, 31)))
    rates = {one.line.number: one.rate for one in found.lines}
    assert rates["2.1"] is None  # not reckoned
    assert rates["4.3"] == 0  # the line says zero
    assert found.best() == []


def test_every_number_opens_to_as_many_dossiers():
    the_five()
    for one in card().lines:
        if one.line.counts != "dossiers":
            continue
        expected = dict(zip(["whole", *[part.key for part in one.line.parts]], [one.whole, *one.parts], strict=True))
        for side in behind.sides(one.line):
            page = behind.dossiers(
                behind.conditions_of(one.line, side), "H28.159", *JANUARY, as_of=AS_OF, viewer=None, limit=100
            )
            assert one.whole is not None
            wanted = one.whole - one.parts[0] if side == behind.REST else expected[side]
            assert len(page.rows) == wanted, (one.line.number, side)
        assert "disliked" not in behind.sides(one.line)
    with pytest.raises(NotVisible):  # who was dissatisfied is told to nobody
        behind.conditions_of(card().line("5.4").line, "disliked")


def test_the_fewest_dossiers_first():
    the_five()
    best = card().best()
    assert [(row[0].line.number, row[1], row[2]) for row in best][:2] == [("3.0", 1, D("4.00")), ("2.1", 1, D("3.33"))]


def test_units_add_up_to_the_district():
    the_five()
    rows = dict(by_unit(reader.packaged(reader.INDEX), "H28.159", *JANUARY, as_of=AS_OF))
    assert {code: one.line("2.1").whole for code, one in rows.items()} == {
        "H28.159": 5,
        "H28.159.05392": 1,
        "H28.159.05395": 0,
    }
    assert rows["H28.159.05392"].line("2.1").points == 0
    assert rows["H28.159.05395"].line("2.1").points is None


def test_the_nine_indicators_of_an_agency():
    the_five()
    found = evaluation_of(reader.packaged(reader.NINE), "H28.159", *JANUARY, as_of=AS_OF)
    scores = {one.line.number: one.score for one in found.indicators}
    assert found.cases == 4
    assert scores["1"] == D("0.8")  # 2, 1, 0, 0 → 0.75
    assert scores["3"] == D("2.0")
    assert scores["4"] == D("1.8")  # 1, 3 and 6 online and nothing fetched at a counter: 7 of 4 → 1.75
    assert scores["7"] is None
    assert scores["9"] == 0  # an online dossier was late
    assert found.left_out == ["7", "8"]
    assert found.grade is not None
    assert found.is_few
    by_code = {one.key: one.cases for one in evaluation_by_unit(found_set(), "H28.159", *JANUARY, as_of=AS_OF)}
    assert by_code == {"H28.159": 4, "H28.159.05392": 0, "H28.159.05395": 0}


def found_set():
    return reader.packaged(reader.NINE)
