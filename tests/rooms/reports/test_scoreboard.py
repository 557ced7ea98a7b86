"""The scoreboard: units beside the target, who took over named."""

from datetime import date

import pytest

from motcua.agencies.models import Agency, AgencySuccession
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports.figures import scoreboard
from tests.factories.import_lines import ENDED, a_line, bring_in, the_district
from tests.rooms.reports.test_targets import a_target

pytestmark = pytest.mark.django_db
PERIOD = (date(2023, 1, 1), date(2023, 8, 25))
NOW = clock.parse("2026-11-09T08:00")


def a_year_of_the_district() -> None:
    the_district()
    counter = {"channel": "direct", "entered_by": "officer"}
    bring_in(
        a_line(1, agency="H28.159.05392"),
        a_line(2, agency="H28.159.05395"),
        a_line(3, agency="H28.159.05395", **counter),
        a_line(4),
        a_line(5),
        a_line(6),
        a_line(7, **counter),
    )
    AgencySuccession.objects.create(
        predecessor=Agency.objects.get(code="H28.159"),
        successor=Agency.objects.get(code="H44.229"),
        way="merged_into",
        on=ENDED,
    )


def test_units_stand_in_falling_order_with_the_own_counter_and_the_whole_last():
    a_year_of_the_district()
    a_target(value="55")
    board = scoreboard("H28.159", *PERIOD, as_of=NOW)
    rows = [
        (row.name(), row.received, row.online, row.online_percent, row.gap, row.on_time_percent) for row in board.rows
    ]
    assert rows == [
        ("Xã Khoan Dụ", 1, 1, 100.0, 45.0, 100.0),
        ("Xã Đồng Tâm", 2, 1, 50.0, -5.0, 100.0),
        ("Bộ phận Một cửa huyện", 4, 3, 75.0, 20.0, 100.0),
    ]
    total = board.total
    assert (total.name(), total.name("en")) == ("Toàn huyện", "Whole district")
    assert (total.received, total.online, total.online_percent, total.gap) == (7, 5, 71.43, 16.43)
    assert all(row.few for row in board.rows)


def test_an_agency_of_the_past_names_its_last_day_and_its_successors():
    a_year_of_the_district()
    board = scoreboard("H28.159", *PERIOD, as_of=NOW)
    assert board.existed_to == date(2025, 6, 30)
    assert [(one.code, one.name(), one.on) for one in board.successors] == [("H44.229", "Xã Lạc Thủy", ENDED)]
    assert scoreboard("H44", date(2026, 1, 1), date(2026, 8, 25), as_of=NOW).existed_to is None


def test_without_a_target_there_is_no_gap_and_a_units_own_target_goes_first():
    a_year_of_the_district()
    assert scoreboard("H28.159", *PERIOD, as_of=NOW).total.gap is None
    a_target(value="55")
    a_target(value="40", agency="H28.159.05395")
    board = scoreboard("H28.159", *PERIOD, as_of=NOW)
    assert {row.code: row.target for row in board.rows} == {"H28.159": 55, "H28.159.05392": 55, "H28.159.05395": 40}
    assert board.target is not None
    assert board.target.decision_no == "123/QĐ-UBND"


def test_units_without_dossiers_are_listed_after_the_others():
    the_district()
    bring_in(a_line(1, agency="H28.159.05395"))
    board = scoreboard("H28.159", *PERIOD, as_of=NOW)
    assert [(row.code, row.online_percent) for row in board.rows] == [
        ("H28.159.05395", 100.0),
        ("H28.159.05392", None),
        ("H28.159", None),
    ]


def test_an_agency_that_never_was_is_not_found():
    with pytest.raises(NotVisible):
        scoreboard("H99", *PERIOD)
