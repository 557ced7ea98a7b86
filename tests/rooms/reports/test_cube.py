"""The cube gives what the rows give, whatever was done and however much of the tail is folded; the journal proves it."""

import random
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.agencies.models import Agency, AgencySuccession
from motcua.catalogue.models import Field, Procedure
from motcua.dossiers.models import Dossier, Standing
from motcua.jobs.examining.cube import cube as doctor
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.reports.cube import fold, fold_all, lay_all, statements
from motcua.reports.cube.checking import check
from motcua.reports.cube.reading import Question, read
from motcua.reports.figures import Row, by_month, handling, several
from motcua.reports.models import CubeCell, CubeDelta, CubeShift, CubeState
from motcua.reports.organisation import read_as
from motcua.reports.rules import Period
from motcua.voice.actions import rate
from motcua.voice.models import Rating
from tests.factories.acted_lives import Town
from tests.factories.import_lines import bring_in, the_district
from tests.factories.plain_lives import a_delivered_dossier
from tests.factories.random_lives import a_random_line

pytestmark = pytest.mark.django_db
KINDS = (None, "agency", "month", "field", "channel")


def days_of() -> tuple[date, date]:
    first = Standing.objects.order_by("from_at").values_list("from_at", flat=True)[0]
    last = Standing.objects.order_by("-from_at").values_list("from_at", flat=True)[0]
    return clock.local_day(first), clock.local_day(last)


def ask(chance: random.Random, agencies: list[str | None], questions: int) -> None:
    """Random questions, answered by the cube and by the rows."""
    began, ended = days_of()
    span = (ended - began).days + 6
    for _ in range(questions):
        first, last = sorted(began + timedelta(days=chance.randrange(-3, span)) for _ in range(2))
        as_of = clock.day_start(last + timedelta(days=chance.choice([1, 1, 40])))
        if chance.random() < 0.4:  # an instant within a day
            as_of = clock.day_start(last) + timedelta(minutes=chance.randrange(1, 1440))
        by, agency, own = chance.choice(KINDS), chance.choice(agencies), chance.random() < 0.3
        of_cube = handling(agency, first, last, as_of=as_of, own=own, by=by)
        of_rows = handling(agency, first, last, as_of=as_of, own=own, by=by, rows=True)
        assert of_cube == of_rows, (agency, first, last, as_of, by, own)


def test_lives_by_acts_count_as_their_rows_do() -> None:
    """Every act, undone ones, corrections of the procedure and transfers too; answers; some folded, some not."""
    town, chance = Town(random.Random(40)), random.Random(0)
    other, _ = Field.objects.get_or_create(slug="land", defaults={"name_vi": "Đất đai"})
    Procedure.objects.filter(pk=town.versions[1].procedure_id).update(field=other)
    for _ in range(3):
        town.live(60)
        for done in Dossier.objects.filter(finished_at__isnull=False, rating=None)[:4]:
            answer = chance.choice(["satisfied", "dissatisfied", "very_satisfied"])
            late = timedelta(hours=chance.randrange(0, 90))
            rate(done, answer=answer, way="counter", by=SYSTEM, at=done.finished_at + late)
        ask(chance, [None, "H44", town.commune.code, town.neighbour.code], 5)
        fold(limit=chance.randrange(1, 40))
        ask(chance, [None, "H44", town.commune.code, town.neighbour.code], 5)
        assert check().differences == []
    assert Rating.objects.exists()
    fold_all()
    assert not CubeDelta.objects.exists()
    assert CubeShift.objects.exists()
    ask(chance, [None, "H44", town.commune.code], 5)
    kept = stored()
    lay_all()  # the definition in SQL is the definition
    assert stored() == kept


def test_imported_lives_through_mergers_count_as_their_rows_do() -> None:
    the_district()
    chance = random.Random(5)
    begins = datetime(2025, 6, 1, 8)
    lines = [a_random_line(chance, number, begins=begins, days=50, given=True) for number in range(1, 120)]
    assert not bring_in(*lines).refused
    agencies: list[str | None] = [None, "H28", "H28.159", "H28.159.05392", "H44", "H44.229"]
    ask(chance, agencies, 20)
    assert fold_all() > 100
    ask(chance, agencies, 20)
    assert check().differences == []
    kept = stored()
    lay_all()
    assert stored() == kept


def stored() -> list[list[tuple[object, ...]]]:
    """Every sum that is not even, whichever way it came."""
    found = []
    for model, names in ((CubeCell, statements.CELL_FIGURES), (CubeShift, statements.SHIFT_FIGURES)):
        rows = model.objects.order_by("pk").values_list("pk", *names)
        found.append([row for row in rows if any(row[1:])])
    return found


def test_several_periods_and_months_by_line_come_from_the_cube_too() -> None:
    the_district()
    chance = random.Random(6)
    assert not bring_in(*[a_random_line(chance, number) for number in range(1, 80)]).refused
    first, last = days_of()
    spans = [(first, last), (first + timedelta(days=3), last - timedelta(days=5)), (last, last), (first, first)]
    as_of = clock.day_start(last + timedelta(days=30))
    expected = [handling("H28.159", *span, as_of=as_of, rows=True)[0].counts for span in spans]
    assert [row.counts for row in several("H28.159", spans, as_of=as_of)] == expected
    for by in ("agency", "channel", "field"):
        for row, months in by_month("H28", first, last, by=by, as_of=as_of):
            for month in months:
                lines = handling("H28", month.first, month.last, as_of=as_of, by=by, rows=True)
                same = next((one.counts for one in lines if one.key == row.key), None)
                assert same is None or same == month.counts


def test_what_was_changed_behind_the_back_is_named_and_put_right() -> None:
    dossier = a_delivered_dossier()
    fold_all()
    assert check().differences == []
    cell = CubeCell.objects.get(part="", grain=0, received_online=1)
    CubeCell.objects.filter(pk=cell.pk).update(opened=cell.opened + 3)
    CubeDelta.objects.create(
        agency_id=dossier.agency_id,
        day=cell.day,
        base=cell.day,
        channel=dossier.channel,
        field=dossier.procedure_version.procedure.field,
        late=2,
    )
    found = check().differences
    assert ("all", "day", "opened", cell.opened + 3, cell.opened) in {
        (d.part, d.grain, d.figure, d.stored, d.computed) for d in found
    }
    assert {d.figure for d in found if d.grain == "year"} == {"late"}
    assert {d.agency for d in found} == {dossier.agency.code}
    check(repair=True)
    assert check().differences == []
    state = CubeState.objects.get()
    assert state.repaired_at is not None
    assert state.differences == 0
    fold_all()
    assert check().differences == []


def test_the_command_shows_folds_names_and_mends() -> None:
    def say(*arguments: str) -> str:
        out = StringIO()
        call_command("cube", *arguments, stdout=out)
        return out.getvalue()

    a_delivered_dossier()
    assert "folded    never" in say("status")
    assert "folded" in say("fold")
    assert "is what the journal tells: 1 received dossier" in say("rebuild", "--check")
    CubeCell.objects.filter(part="", grain=0, received_online=1).update(late=7)
    out = StringIO()
    with pytest.raises(CommandError, match="1 figures differ"):
        call_command("cube", "rebuild", "--check", stdout=out)
    assert "late             stored 7, the journal gives 0" in out.getvalue()
    assert doctor().state == "note"
    assert "put right 1 figures" in say("rebuild")
    assert "equal to the journal" in say("status")
    assert doctor().state == "ok"


def test_an_empty_cube_is_filled_from_the_journal() -> None:
    a_delivered_dossier()
    fold_all()
    kept = stored()
    CubeCell.objects.all().delete()
    assert check(repair=True).differences
    assert stored() == kept


def test_at_an_instant_a_promise_that_falls_due_later_that_day_is_not_late_yet() -> None:
    the_district()
    chance = random.Random(8)
    assert not bring_in(*[a_random_line(chance, number, given=True) for number in range(1, 60)]).refused
    _, last = days_of()
    on = last + timedelta(days=1)
    Standing.objects.filter(to_at=None, resolved_at=None, paused_since=None, received_at__isnull=False).update(
        due_at=clock.day_start(on) + timedelta(hours=12)
    )
    lay_all()
    late = []
    for hour in (9, 12, 15):
        at = clock.day_start(on) + timedelta(hours=hour)
        assert read(Question([Period(on, on, at)], None)) is not None
        (row,) = handling(None, on, on, as_of=at)
        assert row.counts == handling(None, on, on, as_of=at, rows=True)[0].counts
        late.append(row.counts.pending_late)
    assert late[0] == late[1] < late[2]


def test_after_a_clock_that_was_set_back_the_rows_answer() -> None:
    """Acts were stamped later than it is now: they are not seen before their time, and exactly then."""
    dossier = a_delivered_dossier()
    fold_all()
    done = Dossier.objects.get(pk=dossier.pk)
    assert done.resolved_at is not None
    on = clock.local_day(done.resolved_at)
    before = done.resolved_at - timedelta(minutes=1)
    assert read(Question([Period(on, on, before)], None)) is None
    assert handling(None, on, on, as_of=before)[0].resolved_total == 0
    assert handling(None, on, on, as_of=done.resolved_at)[0].resolved_total == 1


def test_an_act_that_changes_a_figure_leaves_a_tail_and_another_none() -> None:
    town = Town(random.Random(1))
    code = town.open()
    while not Dossier.objects.get(code=code).received_at:
        town.at += timedelta(minutes=5)
        town.does("receive", code)
    left = CubeDelta.objects.count()
    assert 1 <= left <= 2  # received, and the day on which it will be late
    town.at += timedelta(minutes=5)
    assert town.does("note", code)
    assert CubeDelta.objects.count() == left


def test_organised_as_now_every_dossier_counts_for_who_does_the_work_today() -> None:
    """What went into one whole counts there; what was split counts above its heirs; the province has every dossier."""
    the_district()
    chance = random.Random(12)
    begins = datetime(2025, 5, 20, 8)
    lines = [a_random_line(chance, number, begins=begins, days=60, given=True) for number in range(1, 90)]
    assert not bring_in(*lines).refused
    fold_all()
    old, heir = (Agency.objects.get(code=code) for code in ("H28.159.05392", "H44.229"))
    AgencySuccession.objects.create(predecessor=old, successor=heir, way="merged_into", on=date(2025, 7, 1))
    first, last = date(2025, 5, 1), date(2025, 12, 31)
    as_of = clock.day_start(date(2026, 1, 10))

    def asked(agency: str | None, **more: Any) -> list[Row]:
        given: dict[str, Any] = {"as_of": as_of, **more}
        found = handling(agency, first, last, organised="now", **given)
        assert found == handling(agency, first, last, organised="now", rows=True, **given)
        return found

    (together,) = asked("H44.229", own=True)
    whose = read_as("now", date(2026, 1, 10)).itself(heir.pk)
    assert {old.pk, heir.pk} <= whose
    alone = [
        handling(code, first, last, as_of=as_of, own=True)[0].received_total
        for code in Agency.objects.filter(pk__in=whose).values_list("code", flat=True)
    ]
    assert together.received_total == sum(alone) > max(alone) > 0
    by_agency = asked("H44", by="agency")
    assert next(row for row in by_agency if row.key == "H44.229").counts == together.counts
    (then,) = handling("H44.229", first, last, as_of=as_of)
    assert then.received_total < together.received_total
    assert asked(None)[0].received_total == handling(None, first, last, as_of=as_of)[0].received_total
    assert asked("H28.159.05392")[0].received_total < together.received_total
