"""A file that is brought in: cut off and gone on with, judged ahead by other processes, and the report of refused
lines."""

import json
import os
import signal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from motcua.dossiers.models import CodeCounter, Dossier, ImportedLine, ImportRun
from motcua.flows.importing import CannotImport, import_file
from motcua.flows.importing.judging import Judge
from motcua.flows.importing.runs import Run, begin
from motcua.journal.models import ChainHead, Event, Seal
from motcua.journal.queries import verify
from motcua.kernel import clock
from tests.factories.import_lines import IMPORTED_AT, a_line, the_district

pytestmark = pytest.mark.django_db


def a_file(folder: Path, *lines: object, name: str = "lines.jsonl") -> Path:
    path = folder / name
    spelled = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(spelled), encoding="utf-8")
    return path


def counts(path: Path) -> dict[str, int]:
    row = ImportRun.objects.values().get(name=path.name)
    return {name: row[name] for name in ("lines", "imported", "present", "refused", "line", "offset")}


def test_the_run_of_a_file_knows_how_far_it_was_read_and_each_dossier_its_line(tmp_path):
    the_district()
    path = a_file(tmp_path, a_line(1), "", a_line(2), "nonsense")
    outcome = import_file(path, at=IMPORTED_AT)
    assert (outcome.imported, outcome.refusals.total()) == (2, 1)
    size = path.stat().st_size
    assert counts(path) == {"lines": 3, "imported": 2, "present": 0, "refused": 1, "line": 4, "offset": size}
    assert ImportRun.objects.get().ended_at == IMPORTED_AT
    rows = ImportedLine.objects.order_by("line").values_list("dossier__code", "line", "run__name")
    assert list(rows) == [("H28.159-230105-0001", 1, "lines.jsonl"), ("H28.159-230105-0002", 3, "lines.jsonl")]


class CutOff(Exception):
    """As if the process had been killed."""


@pytest.mark.parametrize("after", [1, 2, 3])
def test_an_import_that_was_cut_off_goes_on_after_the_last_batch(tmp_path, monkeypatch, after):
    the_district()
    path = a_file(tmp_path, *[a_line(number) for number in range(1, 9)])
    judged: list[int] = []
    whole = Judge.judge

    def counted(self, lines):
        if len(judged) >= after * 2:
            raise CutOff
        judged.extend(number for number, _ in lines)
        return whole(self, lines)

    monkeypatch.setattr(Judge, "judge", counted)
    with pytest.raises(CutOff):
        import_file(path, at=IMPORTED_AT, batch=2)
    monkeypatch.setattr(Judge, "judge", whole)
    assert Dossier.objects.count() == after * 2
    outcome = import_file(path, at=IMPORTED_AT, batch=2)
    assert (outcome.before, outcome.lines, outcome.imported, outcome.present) == (after * 2, 8, 8, 0)
    assert counts(path)["imported"] == Dossier.objects.count() == 8
    assert verify(b"key")[1] is None


def test_a_file_that_was_read_to_its_end_is_judged_again(tmp_path):
    the_district()
    path = a_file(tmp_path, a_line(1), a_line(2, procedure="X.none"))
    assert import_file(path, at=IMPORTED_AT).refusals.total() == 1
    again = import_file(path, at=IMPORTED_AT)
    assert (again.imported, again.present, [one.code for one in again.refused]) == (
        0,
        1,
        ["import.procedure_unknown"],
    )
    assert counts(path)["lines"] == 2


def test_from_start_reads_what_was_read_before(tmp_path):
    the_district()
    path = a_file(tmp_path, a_line(1), a_line(2))
    import_file(path, at=IMPORTED_AT)
    ImportRun.objects.update(ended_at=None)
    assert import_file(path, at=IMPORTED_AT).before == 2
    ImportRun.objects.update(ended_at=None)
    again = import_file(path, at=IMPORTED_AT, from_start=True)
    assert (again.before, again.present) == (0, 2)


def test_two_imports_of_one_file_do_not_count_it_twice(tmp_path):
    the_district()
    path = a_file(tmp_path, a_line(1), a_line(2))
    run, _ = begin(path, at=IMPORTED_AT)
    other = Run(run.pk, run.size, run.offset, run.line)
    judged = Judge(IMPORTED_AT, run_id=run.pk).judge([(1, b"nonsense")])
    run.move(10, 1, judged)
    with pytest.raises(CannotImport):
        other.move(10, 1, judged)


def test_what_the_database_refuses_within_a_file_leaves_its_counts_right(tmp_path):
    the_district()
    lines = [a_line(number) for number in range(1, 8)]
    path = a_file(tmp_path, *lines)
    ChainHead.objects.create(chain=lines[4]["code"], number=0)  # only the database can know
    outcome = import_file(path, at=IMPORTED_AT)
    assert (outcome.imported, [(one.line, one.code) for one in outcome.refused]) == (6, [(5, "import.database")])
    assert counts(path)["imported"] == Dossier.objects.count() == 6
    assert counts(path)["offset"] == path.stat().st_size


# --- one code twice --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize("batch", [1, 100])
def test_one_code_twice_in_a_file(tmp_path, batch, dry_run):
    the_district()
    other = a_line(1, applicant={"kind": "person", "full_name": "Đinh Văn Khác"})
    spaced = json.dumps(a_line(1), ensure_ascii=False, indent=None, separators=(" , ", " : "))
    path = a_file(tmp_path, a_line(1), a_line(1), spaced, other)
    outcome = import_file(path, at=IMPORTED_AT, batch=batch, dry_run=dry_run)
    assert (outcome.imported, outcome.present) == (1, 2)
    (refused,) = outcome.refused
    known = dry_run or batch == 100
    assert (refused.line, refused.code) == (4, "import.code_twice" if known else "import.differs")
    assert refused.facts == ({"line": 1} if known else {"member": "applicant"})


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"procedure": "X.permit"}, "procedure"),
        ({"channel": "direct"}, "channel"),
        ({"entered_by": "helper"}, "entered_by"),
        ({"applicant": {"kind": "person", "full_name": "Đinh Văn Khác"}}, "applicant"),
        ({"submitter": {"kind": "person", "full_name": "Đinh Văn Khác"}}, "submitter"),
        ({"reception_agency": "H28.159.05392"}, "reception_agency"),
        ({"events": [{"type": "submitted", "at": "2023-01-05T08:01"}]}, "events.1"),
        (
            {"events": [*a_line(1)["events"][:1], {"type": "withdrawn", "at": "2023-01-05T08:30"}]},
            "events.2",
        ),
    ],
)
def test_another_dossier_under_a_code_that_is_here_is_refused_and_named(tmp_path, change, member):
    the_district()
    import_file(a_file(tmp_path, a_line(1)), at=IMPORTED_AT)
    before = Event.objects.count()
    outcome = import_file(a_file(tmp_path, a_line(1, **change), name="other.jsonl"), at=IMPORTED_AT)
    assert [(one.code, one.facts) for one in outcome.refused] == [("import.differs", {"member": member})]
    assert Event.objects.count() == before


# --- the command -----------------------------------------------------------------------------------------------------


def test_refused_lines_stand_in_a_report_and_come_in_once_mended(tmp_path, capsys):
    the_district()
    path = a_file(tmp_path, a_line(1), a_line(2, channel="fax"), "nonsense", a_line(4, procedure="X.none"))
    report = tmp_path / "refused.jsonl"
    with pytest.raises(CommandError, match="3 of 4 lines were refused"):
        call_command("dossiers", "import", str(path), "--refused", str(report))
    assert report.stat().st_mode & 0o777 == 0o600
    told = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert [(one["refused"]["line"], one["refused"]["code"]) for one in told] == [
        (2, "import.value_unknown"),
        (3, "import.not_json"),
        (4, "import.procedure_unknown"),
    ]
    assert told[0]["refused"]["path"] == "channel"
    assert told[0]["original"] == a_line(2, channel="fax")
    assert told[1]["original"] == "nonsense"
    assert all(one["refused"]["vi"] and one["refused"]["en"] for one in told)

    told[0]["original"]["channel"] = "direct"
    told[2]["original"]["procedure"] = "1.001193"
    mended = a_file(tmp_path, *told, name="mended.jsonl")
    outcome = import_file(mended, at=IMPORTED_AT)
    assert outcome.imported == 2
    assert [one.code for one in outcome.refused] == ["import.not_mended"]


def test_an_import_seals_the_chains_that_it_wrote(tmp_path, settings):
    the_district()
    call_command("dossiers", "import", str(a_file(tmp_path, a_line(1), a_line(2))))
    seal = Seal.objects.get()
    assert seal.heads == ChainHead.objects.count()
    assert verify(settings.PIN_KEY)[1] is None


def test_a_dry_run_leaves_no_run_and_no_seal(tmp_path, capsys):
    the_district()
    call_command("dossiers", "import", str(a_file(tmp_path, a_line(1))), "--dry-run")
    assert "would import 1" in capsys.readouterr().out
    assert (ImportRun.objects.count(), Seal.objects.count(), Dossier.objects.count()) == (0, 0, 0)


def test_the_report_may_not_overwrite_the_file(tmp_path):
    path = a_file(tmp_path, "{}")
    with pytest.raises(CommandError, match="overwrite"):
        call_command("dossiers", "import", str(path), "--refused", str(path))
    assert path.read_text() == "{}"


def test_a_clock_that_was_set_back_between_imports_breaks_nothing(tmp_path):
    the_district()
    import_file(a_file(tmp_path, a_line(1)), at=IMPORTED_AT)
    earlier = clock.parse("2001-01-01T00:00")
    outcome = import_file(a_file(tmp_path, a_line(2), name="later.jsonl"), at=earlier)
    assert outcome.imported == 1
    assert verify(b"key")[1] is None


# --- processes -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_judging_ahead_gives_the_rows_that_judging_here_gives(tmp_path):
    the_district()
    lines = [a_line(number, channel="fax" if number % 7 == 0 else "online") for number in range(1, 60)]
    (outcome, ahead) = (
        import_file(a_file(tmp_path, *lines, lines[0], name=name), at=IMPORTED_AT, batch=8, workers=workers)
        for name, workers in (("here.jsonl", 0), ("ahead.jsonl", 2))
    )
    assert (ahead.present, ahead.imported) == (outcome.imported + outcome.present, 0)
    assert ahead.refused == outcome.refused
    others = [a_line(number, day="230106") for number in range(1, 40)]
    fresh = import_file(a_file(tmp_path, *others, others[3], name="o.jsonl"), at=IMPORTED_AT, batch=8, workers=2)
    assert (fresh.imported, fresh.present) == (39, 1)
    of_that_day = ImportedLine.objects.filter(dossier__code__contains="-230106-").order_by("line")
    assert list(of_that_day.values_list("line", flat=True)) == list(range(1, 40))
    assert verify(b"key")[1] is None
    assert CodeCounter.objects.get(agency_code="H28.159", day="2023-01-06").last == 39


def started(path: Path, *, workers: int) -> tuple[int, int]:
    """A process of its own that imports a file and says a byte after each batch: its number, and where it says so."""
    connections.close_all()
    heard, said = os.pipe()
    process = os.fork()
    if process:
        os.close(said)
        return process, heard
    try:  # the child
        os.close(heard)
        import_file(path, at=IMPORTED_AT, batch=10, workers=workers, progress=lambda _: os.write(said, b".") and None)
    finally:
        os._exit(0)


def nobody_else() -> None:
    """PostgreSQL has noticed that the killed process is gone: it may have been in the middle of its commit."""
    while connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            if not cursor.fetchone()[0]:
                return


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("workers", [0, 2])
@pytest.mark.parametrize("batches", [1, 4, 9])
def test_an_import_that_is_killed_leaves_whole_dossiers_and_goes_on(tmp_path, batches, workers):
    the_district()
    path = a_file(tmp_path, *[a_line(number) for number in range(1, 201)])
    process, heard = started(path, workers=workers)
    for _ in range(batches):
        assert os.read(heard, 1) == b"."
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    while os.read(heard, 100):  # ends only when no process that judged for it is left
        pass
    os.close(heard)
    nobody_else()
    run = ImportRun.objects.get()
    assert run.imported == run.lines == run.line == Dossier.objects.count() >= batches * 10
    assert verify(b"key")[1] is None

    outcome = import_file(path, at=IMPORTED_AT, workers=workers)
    assert (outcome.before, outcome.imported, outcome.present) == (run.lines, 200, 0)
    assert Dossier.objects.count() == ImportedLine.objects.count() == 200
    assert CodeCounter.objects.get().last == 200
    assert verify(b"key")[1] is None


def test_a_promise_before_its_own_moment_is_kept_and_warned_of(tmp_path):
    the_district()
    received = {"type": "received", "at": "2023-01-05T09:00", "due_at": "2023-01-04T09:00"}
    outcome = import_file(a_file(tmp_path, a_line(1, a_line(1)["events"][0], received)), at=IMPORTED_AT)
    assert [(one.path, one.code) for one in outcome.warnings] == [("events.2.due_at", "import.due_before")]
    assert Dossier.objects.get().due_at == clock.parse("2023-01-04T09:00")
