"""The figures of contract section 5, case by case."""

from datetime import date, timedelta

import pytest

from motcua.agencies.models import Agency, AgencyIdentifier
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid, NotVisible
from motcua.reports.cube import lay_all
from motcua.reports.figures import handling
from motcua.voice.actions import rate
from tests.factories.import_lines import a_line, bring_in, the_district

pytestmark = pytest.mark.django_db
JANUARY = (date(2023, 1, 1), date(2023, 1, 31))
LATER = clock.parse("2023-06-01T08:00")


def row(*events, period=JANUARY, as_of=LATER, **members):
    """The figures of the district after this one life."""
    the_district()
    outcome = bring_in(a_line(1, *events, **members))
    assert not outcome.refused
    (found,) = handling("H28.159", *period, as_of=as_of)
    return found.as_data()


def submitted(at="2023-01-05T08:00"):
    return {"type": "submitted", "at": at}


def received(at="2023-01-05T09:00", due_at="2023-01-10T16:00"):
    return {"type": "received", "at": at, "due_at": due_at}


def finished(at):
    return {"type": "finished", "at": at, "result": "approved"}


def counted(found) -> dict[str, int]:
    """What is not zero, without totals and percentages."""
    keys = [key for key in found if key.startswith(("received_", "resolved_", "pending_", "carried", "late"))]
    return {key: found[key] for key in keys if found[key] and not key.endswith("_total")}


def test_nothing_gives_one_row_of_zeros():
    the_district()
    (found,) = handling("H28.159", *JANUARY, as_of=LATER)
    assert found.as_data() == {
        "agency": "H28.159",
        "from": "2023-01-01",
        "to": "2023-01-31",
        "as_of": "2023-06-01T08:00:00+07:00",
        "received_online": 0,
        "received_direct": 0,
        "received_post": 0,
        "carried_over": 0,
        "received_total": 0,
        "resolved_early": 0,
        "resolved_on_time": 0,
        "resolved_late": 0,
        "resolved_total": 0,
        "late_against_original": 0,
        "pending_within": 0,
        "pending_late": 0,
        "pending_total": 0,
        "online_percent": None,
        "satisfied_percent": None,
        "response_percent": None,
    }


@pytest.mark.parametrize(
    ("resolved_at", "figure"),
    [
        ("2023-01-09T23:59", "resolved_early"),
        ("2023-01-10T00:00", "resolved_on_time"),  # the due day itself
        ("2023-01-10T16:00", "resolved_on_time"),  # at the due time to the minute
        ("2023-01-10T16:01", "resolved_late"),
    ],
)
def test_early_is_an_earlier_day_and_late_is_after_the_due_time(resolved_at, figure):
    found = row(submitted(), received(), finished(resolved_at))
    late = {"late_against_original": 1} if figure == "resolved_late" else {}
    assert counted(found) == {"received_online": 1, figure: 1, **late}


def test_days_are_local_days():
    # 23:30 in Hòa Bình is 16:30 UTC of the same day, 00:30 is 17:30 UTC of the day before
    found = row(submitted(), received(due_at="2023-01-10T23:30"), finished("2023-01-10T00:30"))
    assert counted(found) == {"received_online": 1, "resolved_on_time": 1}


def test_without_a_due_time_a_resolution_is_on_time():
    the_district()
    bring_in(a_line(1, submitted(), received(), finished("2023-01-12T08:00")))
    Dossier.objects.update(due_at=None, original_due_at=None)
    from motcua.dossiers.models import Standing

    Standing.objects.update(due_at=None)
    lay_all()
    (found,) = handling("H28.159", *JANUARY, as_of=LATER)
    assert counted(found.as_data()) == {"received_online": 1, "resolved_on_time": 1}


@pytest.mark.parametrize(
    ("channel", "figure"), [("online", "received_online"), ("direct", "received_direct"), ("post", "received_post")]
)
def test_each_channel_has_its_own_column(channel, figure):
    found = row(submitted(), received(), channel=channel, entered_by="officer" if channel != "online" else "applicant")
    assert found[figure] == found["received_total"] == 1
    assert found["online_percent"] == (100.0 if channel == "online" else 0.0)


@pytest.mark.parametrize("ending", ["refused", "withdrawn"])
def test_what_ends_before_reception_is_counted_nowhere(ending):
    found = row(submitted(), {"type": ending, "at": "2023-01-05T10:00", "reason": "Thiếu"})
    assert found["received_total"] == found["resolved_total"] == found["pending_total"] == 0


@pytest.mark.parametrize("ending", ["stopped", "withdrawn"])
def test_a_stop_or_withdrawal_after_reception_is_a_resolution(ending):
    found = row(submitted(), received(), {"type": ending, "at": "2023-01-06T10:00", "reason": "Theo đơn"})
    assert counted(found) == {"received_online": 1, "resolved_early": 1}


def test_a_dossier_that_waits_to_be_received_is_counted_nowhere():
    assert row(submitted())["received_total"] == 0


def test_what_was_received_before_and_not_resolved_before_is_carried_over():
    february = (date(2023, 2, 1), date(2023, 2, 28))
    found = row(submitted(), received(), finished("2023-02-01T00:00"), period=february)
    assert counted(found) == {"carried_over": 1, "resolved_late": 1, "late_against_original": 1}
    assert found["received_total"] == 1
    assert found["online_percent"] is None  # carried-over dossiers are no part of it


def test_what_was_resolved_before_the_period_is_not_in_it():
    february = (date(2023, 2, 1), date(2023, 2, 28))
    found = row(submitted(), received(), finished("2023-01-31T23:59"), period=february)
    assert found["received_total"] == 0


@pytest.mark.parametrize(
    ("as_of", "figure"),
    [
        ("2023-01-10T16:00", "pending_within"),  # due is not before the judged moment
        ("2023-01-10T16:01", "pending_late"),
        ("2023-06-01T08:00", "pending_late"),
    ],
)
def test_pending_is_judged_at_the_earlier_of_the_end_and_as_of(as_of, figure):
    found = row(submitted(), received(), as_of=clock.parse(as_of))
    assert counted(found) == {"received_online": 1, figure: 1}


def test_later_events_are_not_seen():
    as_of = clock.parse("2023-01-09T11:59")
    found = row(submitted(), received(), finished("2023-01-09T12:00"), as_of=as_of)
    assert counted(found) == {"received_online": 1, "pending_within": 1}
    (seen,) = handling("H28.159", *JANUARY, as_of=as_of + timedelta(minutes=1))
    assert counted(seen.as_data()) == {"received_online": 1, "resolved_early": 1}


def test_while_the_clock_stands_still_a_pending_dossier_is_judged_where_it_stopped():
    asked = {"type": "supplement_requested", "at": "2023-01-09T10:00", "reason": "Thiếu bản vẽ"}
    assert counted(row(submitted(), received(), asked)) == {"received_online": 1, "pending_within": 1}


def test_a_clock_that_stopped_after_the_due_time_leaves_it_late():
    asked = {"type": "supplement_requested", "at": "2023-01-11T10:00", "reason": "Thiếu bản vẽ"}
    assert counted(row(submitted(), received(), asked)) == {"received_online": 1, "pending_late": 1}


def test_what_is_stopped_while_a_supplement_is_awaited_is_judged_where_the_clock_stopped():
    asked = {"type": "supplement_requested", "at": "2023-01-09T10:00", "reason": "Thiếu bản vẽ"}
    found = row(
        submitted(), received(), asked, {"type": "stopped", "at": "2023-01-25T10:00", "reason": "Không bổ sung"}
    )
    assert counted(found) == {"received_online": 1, "resolved_early": 1, "late_against_original": 1}


def test_the_due_time_in_force_counts_and_the_first_promise_stands_beside_it():
    extended = {"type": "extended", "at": "2023-01-09T10:00", "due_at": "2023-01-20T16:00", "reason": "Xác minh"}
    found = row(submitted(), received(), extended, finished("2023-01-12T10:00"))
    assert counted(found) == {"received_online": 1, "resolved_early": 1, "late_against_original": 1}


def test_history_does_not_change_because_a_dossier_moved_on():
    extended = {"type": "extended", "at": "2023-02-09T10:00", "due_at": "2023-03-20T16:00", "reason": "Xác minh"}
    found = row(submitted(), received(), extended, finished("2023-03-01T10:00"))
    assert counted(found) == {"received_online": 1, "pending_late": 1}


def test_a_transferred_dossier_belongs_to_who_is_responsible_at_the_end():
    moved = {"type": "transferred", "at": "2023-01-09T10:00", "to": "H28.159.05392", "reason": "Đúng thẩm quyền"}
    row(submitted(), received(), moved)
    assert handling("H28.159", *JANUARY, as_of=LATER, own=True)[0].received_total == 0
    assert handling("H28.159.05392", *JANUARY, as_of=LATER)[0].received_total == 1
    before = clock.parse("2023-01-09T09:59")
    assert handling("H28.159", *JANUARY, as_of=before, own=True)[0].received_total == 1


def test_a_transfer_after_the_resolution_moves_nothing():
    moved = {"type": "transferred", "at": "2023-01-12T10:00", "to": "H28.159.05392", "reason": "Sắp xếp đơn vị"}
    row(submitted(), received(), finished("2023-01-09T10:00"), moved)
    assert handling("H28.159", *JANUARY, as_of=LATER, own=True)[0].resolved_total == 1
    assert handling("H28.159.05392", *JANUARY, as_of=LATER)[0].resolved_total == 0


def test_the_reception_has_a_table_of_its_own():
    row(submitted(), received(), agency="H28.159.05392", reception_agency="H28.159")
    assert handling("H28.159", *JANUARY, as_of=LATER, own=True)[0].received_total == 0
    assert handling("H28.159", *JANUARY, as_of=LATER, own=True, counted="reception")[0].received_total == 1


def test_answers_are_counted_with_the_dossiers_resolved_in_the_period():
    the_district()
    lives = [
        a_line(number, submitted(), received(), finished("2023-01-09T10:00"), satisfaction=answer)
        for number, answer in enumerate(["very_satisfied", "satisfied", "dissatisfied", None], start=1)
    ]
    bring_in(*lives)
    (found,) = handling("H28.159", *JANUARY, as_of=LATER)
    assert (found.satisfied_percent, found.response_percent) == (66.67, 75.0)
    rated = clock.parse("2023-02-03T08:00")
    rate(Dossier.objects.get(code=lives[3]["code"]), answer="satisfied", way="link", by=SYSTEM, at=rated)
    (january,) = handling("H28.159", *JANUARY, as_of=LATER)
    assert january.response_percent == 75.0  # given after the period: not seen in it
    (longer,) = handling("H28.159", date(2023, 1, 1), date(2023, 2, 28), as_of=LATER)
    assert (longer.satisfied_percent, longer.response_percent) == (75.0, 100.0)


def test_breakdowns_have_keys_and_labels():
    row(submitted(), received(), finished("2023-01-09T10:00"), agency="H28.159.05392")

    def keys(by):
        return [
            (one.as_data()["key"], one.as_data()["label"], one.received_total)
            for one in handling("H28.159", *JANUARY, as_of=LATER, by=by)
        ]

    assert keys("agency") == [
        ("H28.159.05392", "Xã Khoan Dụ", 1),
        ("H28.159.05395", "Xã Đồng Tâm", 0),
        ("H28.159", "Bộ phận Một cửa huyện", 0),
    ]
    assert keys("procedure") == [("1.001193", "Thủ tục birth", 1)]
    assert keys("field") == [("civil_status", "Lĩnh vực civil_status", 1)]
    assert keys("month") == [("2023-01", "Tháng 1/2023", 1)]
    assert keys("channel") == [("online", "Trực tuyến", 1), ("direct", "Trực tiếp", 0), ("post", "Bưu chính", 0)]


def test_all_agencies_together_and_by_province():
    row(submitted(), received(), agency="H28.159.05392")
    (whole,) = handling(None, *JANUARY, as_of=LATER)
    assert whole.as_data()["agency"] is None
    assert whole.received_total == 1
    assert [(one.key, one.received_total) for one in handling(None, *JANUARY, as_of=LATER, by="agency")] == [
        ("H28", 1),
        ("H44", 0),
    ]


def test_an_identifier_of_the_older_style_names_the_agency():
    row(submitted(), received())
    district = Agency.objects.get(code="H28.159")
    AgencyIdentifier.objects.create(
        agency=district, style="old_style", value="000.00.59.H28", valid_from=date(2020, 1, 1)
    )
    assert handling("000.00.59.H28", *JANUARY, as_of=LATER)[0].received_total == 1


def test_what_cannot_be_answered_is_refused():
    the_district()
    with pytest.raises(NotVisible):
        handling("H99", *JANUARY)
    with pytest.raises(Invalid) as refused:
        handling("H28", *JANUARY, by="weather")
    assert refused.value.code == "report.by_unknown"
    with pytest.raises(Invalid):
        handling("H28", JANUARY[1], JANUARY[0])
