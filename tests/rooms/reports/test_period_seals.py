"""Sealing periods: once, with what is counted; late entries make a visible difference; a correction says why."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from motcua.flows import period_seals
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow
from motcua.reports import statutory
from motcua.reports.models import PeriodSeal
from motcua.reports.seals import content, standing
from motcua.reports.seals.checking import check
from tests.factories.import_lines import a_line, bring_in, the_district
from tests.factories.plain_lives import a_province, staff

pytestmark = pytest.mark.django_db
JANUARY = (date(2023, 1, 1), date(2023, 1, 31))
AT = clock.parse("2026-10-20T08:00")
DISTRICT = "H28.159"


def an_office():
    the_district()
    life(1)
    return staff("procedure_control_officer", agency=a_province())


def life(number: int, day: int = 5, month: str = "2023-01"):
    events = [
        {"type": "submitted", "at": f"{month}-{day:02d}T08:00"},
        {"type": "received", "at": f"{month}-{day:02d}T09:00", "due_at": f"{month}-20T16:00"},
        {"type": "finished", "at": f"{month}-19T10:00", "result": "approved"},
    ]
    assert not bring_in(a_line(number, *events)).refused


def seal(by, at=AT):
    return period_seals.seal_now(DISTRICT, "month", *JANUARY, by=by, at=at)


def test_a_period_is_sealed_with_what_is_counted_and_the_journal_holds_its_hash():
    control = an_office()
    made = seal(control)
    assert made.digest == hashlib.sha256(made.content.encode()).hexdigest()
    told = content.read(made.content)
    assert told.whole["received_total"] == told.whole["resolved_total"] == 1
    (event,) = journal.events(f"period:{DISTRICT}:2023-01-01:2023-01-31")
    assert journal.facts(event)["digest"] == made.digest
    with pytest.raises(NotLawfulNow, match="sealed_already"):
        seal(control)


def test_nobody_else_seals_and_nothing_that_goes_on():
    control = an_office()
    with pytest.raises(NotAllowed):
        seal(staff("commune_leader"))
    with pytest.raises(NotLawfulNow, match="not_ended"):
        period_seals.seal_now(DISTRICT, "year", date(2026, 1, 1), date(2026, 12, 31), by=control, at=AT)


def test_what_is_entered_late_leaves_the_seal_and_makes_a_version_beside_it():
    control = an_office()
    made = seal(control)
    with pytest.raises(NotLawfulNow, match="nothing_changed"):
        period_seals.correct(made, reason="không có gì đổi cả", by=control, at=AT)
    life(2, day=6)
    found = standing.beside(DISTRICT, *JANUARY, AT)
    assert found.seal == made
    assert {(one.figure, one.sealed, one.now) for one in found.differences} >= {("received_total", 1, 2)}
    with pytest.raises(Invalid):
        period_seals.correct(made, reason="muộn", by=control, at=AT)
    second = period_seals.correct(made, reason="Một hồ sơ ngày 06/01 nhập muộn.", by=control, at=AT)
    assert [one.version for one in standing.versions(DISTRICT, *JANUARY)] == [1, 2]
    assert content.read(second.content).whole["received_total"] == 2
    assert made.digest in second.content
    assert not standing.beside(DISTRICT, *JANUARY, AT).differences
    with pytest.raises(NotLawfulNow, match="version_passed"):
        period_seals.correct(made, reason="Một hồ sơ ngày 06/01 nhập muộn.", by=control, at=AT)


def test_a_report_over_a_sealed_period_says_so_in_its_files():
    seal(an_office())
    life(2, day=6)
    asked = statutory.Asked(DISTRICT, *JANUARY, AT)
    told = statutory.table(statutory.make(statutory.get_report("II.06a"), asked))
    assert any("bản 1" in words for name, words in told.facts if name == "Kỳ đã chốt")
    assert told.also["sealed"]["version"] == 1
    assert {"figure": "received_total", "sealed": 1, "now": 2} in told.also["sealed"]["differences"]


def test_the_job_seals_each_closed_period_once_and_only_where_something_was_counted():
    an_office()
    on = date(2023, 3, 1)
    made = list(period_seals.seal_ended(AT, on=on))
    assert {(one.kind, one.first, one.last) for one in made} >= {("month", *JANUARY)}
    assert all(content.read(one.content).whole["received_total"] for one in made)
    assert not list(period_seals.seal_ended(AT + timedelta(hours=6), on=on))


def test_the_database_refuses_a_changed_seal_and_the_check_names_one(capsys):
    made = seal(an_office())
    with pytest.raises(DatabaseError), transaction.atomic():
        PeriodSeal.objects.filter(pk=made.pk).update(digest="0" * 64)
    call_command("periods", "check")
    assert "every hash holds" in capsys.readouterr().out
    copy = PeriodSeal.objects.get(pk=made.pk)
    copy.pk, copy.version, copy.reason = None, 2, "ghi thẳng vào cơ sở dữ liệu"
    copy.save(force_insert=True)
    assert [one.fault for one in check(AT) if one.fault] == ["its content tells of another agency, period or version"]
    with pytest.raises(CommandError, match="do not hold"):
        call_command("periods", "check", "--agency", DISTRICT)


def test_the_command_seals_all_that_has_closed_since_a_day(capsys):
    an_office()
    since = "2025-06-01"  # what closed from there on: months, quarters and the year
    life(2, month="2025-05")
    call_command("periods", "seal", "--since", since, "--agency", DISTRICT)
    assert f"{DISTRICT} 2025-05-01–2025-05-31 v1" in capsys.readouterr().out
    kinds = set(PeriodSeal.objects.values_list("kind", flat=True))
    assert kinds == {"month", "quarter", "year", "closed_month", "closed_quarter", "closed_year"}
    call_command("periods", "seal", "--since", since, "--agency", DISTRICT)
    assert "nothing to seal" in capsys.readouterr().out
    with pytest.raises(CommandError, match="still to come"):
        call_command("periods", "seal", "--on", "2999-01-01")
    with pytest.raises(CommandError, match="no agency"):
        call_command("periods", "check", "--agency", "X")
