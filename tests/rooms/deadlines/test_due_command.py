"""`motcua due`: the contract's keys, appendix B, and one clear line for what is wrong."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.config.command import main

ROW_ONE = ["--received", "2026-08-27T09:00", "--limit", "24", "--unit", "hours"]


def answered(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("due", *arguments, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_the_answer_has_the_contracts_keys() -> None:
    found = answered(*ROW_ONE)
    assert list(found) == ["received_at", "start_at", "due_at", "working_minutes", "ledger"]
    assert found["received_at"] == found["start_at"] == "2026-08-27T09:00:00+07:00"
    assert found["due_at"] == "2026-09-04T09:00:00+07:00"
    assert found["working_minutes"] == 1440
    for line in found["ledger"]:
        assert list(line) == ["at", "rule", "effect", "words_vi", "words_en"]
        assert all(isinstance(value, str) and value for value in line.values())


@pytest.mark.parametrize(
    ("arguments", "start", "due"),
    [
        ("--received 2026-08-21T15:30 --limit 8 --unit hours --cutoff 15:00", "08-22T07:00", "08-22T17:00"),
        ("--received 2026-08-29T10:00 --limit 4 --unit hours", "09-03T07:00", "09-03T11:00"),
        ("--received 2026-10-05T08:00 --limit 21 --unit working_days", "10-05T08:00", "11-03T08:00"),
        ("--received 2026-08-28T10:00 --limit 3 --unit calendar_days --calendar-roll", "08-28T10:00", "09-03T10:00"),
        ("--received 2026-08-28T10:00 --limit 1 --unit months --policy end_of_day", "08-28T10:00", "09-28T17:00"),
        ("--received 2026-10-05T12:00 --unit same_day", "10-05T13:30", "10-05T17:00"),
        (
            "--received 2026-10-26T08:15 --limit 7 --unit working_days "
            "--pause 2026-10-29T10:00..2026-11-03T14:00 --pause 2026-11-05T07:00..2026-11-05T08:00",
            "10-26T08:15",
            "11-09T11:15",
        ),
        ("--received 2026-08-27T02:00Z --limit 24 --unit hours --calendar vn", "08-27T09:00", "09-04T09:00"),
    ],
)
def test_options(arguments: str, start: str, due: str) -> None:
    found = answered(*arguments.split())
    assert (found["start_at"], found["due_at"]) == (f"2026-{start}:00+07:00", f"2026-{due}:00+07:00")


def test_without_json_it_is_told_in_vietnamese() -> None:
    out = StringIO()
    call_command("due", *ROW_ONE, stdout=out)
    assert "Hẹn trả:      09:00 thứ Sáu 04/09/2026" in out.getvalue()
    assert "Giờ làm việc: 3 ngày" in out.getvalue()
    assert "Vì sao là ngày này?" in out.getvalue()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--limit 24 --unit hours", "--received"),
        ("--received 2026-08-27T09:00 --unit hours", "--limit"),
        ("--received 2026-08-27T09:00 --limit 24", "--unit"),
        ("--received 2026-08-27T09:00 --limit 24 --unit weeks", "weeks"),
        ("--received 2026-08-27T09:00 --limit many --unit hours", "many"),
        ("--received 2026-08-27T09:00 --limit -1 --unit hours", "negative"),
        ("--received 2026-08-27T09:00 --limit 999999999 --unit hours", "2199"),
        ("--received 1700-08-27T09:00 --limit 1 --unit hours", "1900"),
        ("--received 2026-08-27 --limit 24 --unit hours", "2026-08-27"),
        ("--received tomorrow --limit 24 --unit hours", "tomorrow"),
        ("--received 2026-02-30T09:00 --limit 24 --unit hours", "2026-02-30"),
        ("--received 2026-08-27T09:00 --limit 24 --unit hours --cutoff 25:00", "25:00"),
        ("--received 2026-08-27T09:00 --limit 24 --unit hours --policy soon", "soon"),
        ("--received 2026-08-27T09:00 --limit 24 --unit hours --pause 2026-08-27T10:00", "A..B"),
        ("--received 2026-08-27T09:00 --limit 24 --unit hours --pause 2026-08-27T10:00..", "''"),
        (
            "--received 2026-08-27T09:00 --limit 24 --unit hours --pause 2026-08-27T10:00..2026-08-27T10:00",
            "end after it begins",
        ),
        (
            "--received 2026-08-27T09:00 --limit 24 --unit hours --pause 2026-08-27T10:00..2026-08-27T12:00 "
            "--pause 2026-08-27T11:00..2026-08-27T13:00",
            "overlap",
        ),
        ("--received 2026-08-27T09:00 --limit 24 --unit hours --calendar mars", "mars"),
        ("--received 2026-08-27T09:00 --limit 24 --unit hours --calendar ../vn", "../vn"),
        ("--received 2026-08-27T09:00 --limit 24 --unit hours --soon", "--soon"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_exit_2(
    arguments: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("due", *arguments.split(), stdout=StringIO())
    assert refused.value.returncode == 2
    with pytest.raises(SystemExit) as ended:
        main(["due", *arguments.split()])
    told = capsys.readouterr()
    assert ended.value.code == 2
    assert told.out == ""
    assert said in told.err
    assert told.err.count("\n") == 1


@pytest.mark.slow
def test_it_needs_no_database(tmp_path: Path) -> None:
    environment = {**os.environ, "MOTCUA_HOME": str(tmp_path), "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    done = subprocess.run(
        [sys.executable, "-m", "motcua.config.command", "due", *ROW_ONE, "--json"],
        env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["due_at"] == "2026-09-04T09:00:00+07:00"
