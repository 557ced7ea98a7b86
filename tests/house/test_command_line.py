"""`motcua` says in one line what it refuses, and `serve` comes and goes as a whole."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from motcua.config import command
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow

ROOT = Path(__file__).resolve().parents[2]


def motcua(*arguments: str, home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command line on an installation of its own."""
    return subprocess.run(
        [sys.executable, "-m", "motcua.config.command", *arguments],
        env=surroundings(home, settings),
        capture_output=True,
        text=True,
        timeout=300,
    )


def surroundings(home: Path, settings: dict[str, str]) -> dict[str, str]:
    """The environment of an installation in `home` on the embedded database."""
    own = {
        name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_") and name != "DATABASE_URL"
    }
    return {**own, "PYTHONPATH": str(ROOT / "src"), "MOTCUA_HOME": str(home), **settings}


def test_alone_it_lists_its_commands(tmp_path):
    answer = motcua(home=tmp_path)
    assert answer.returncode == 0
    for name in command.COMMANDS:
        assert re.search(rf"^  {name} ", answer.stdout, re.MULTILINE)


def test_an_unknown_command_is_one_line(tmp_path):
    answer = motcua("receive-all", home=tmp_path)
    assert answer.returncode == 2
    assert answer.stderr == "motcua: there is no command 'receive-all'; motcua alone lists them.\n"


def test_hyphens_are_underscores():
    """A command's module is named with underscores; an administrator never has to know."""
    assert command.module_of("some-long-name") == "some_long_name"


def test_a_setting_that_production_needs_stops_the_start_with_a_sentence(tmp_path):
    answer = motcua("doctor", home=tmp_path, MOTCUA_MODE="production")
    assert answer.returncode == 1
    assert answer.stderr.startswith("MOTCUA_HOSTS is not set.")
    assert "Traceback" not in answer.stderr


def test_nothing_is_served_from_an_empty_database(tmp_path):
    answer = motcua("serve", home=tmp_path)
    assert answer.returncode == 1
    assert (
        answer.stderr.strip()
        == "motcua: the database is not of this version: run motcua upgrade (or motcua init) first."
    )


def test_the_doctor_ends_with_1_on_an_empty_database(tmp_path):
    answer = motcua("doctor", home=tmp_path)
    assert answer.returncode == 1
    assert re.search(r"^wrong +migrations", answer.stdout, re.MULTILINE)
    assert re.search(r"^wrong +guards", answer.stdout, re.MULTILINE)


def test_the_doctor_names_what_does_not_answer(tmp_path):
    answer = motcua(
        "doctor", home=tmp_path, MOTCUA_CLAMD_SOCKET=str(tmp_path / "none.ctl"), MOTCUA_SMTP_URL="smtp://127.0.0.1:9"
    )
    assert answer.returncode == 1
    assert re.search(r"^wrong +clamd", answer.stdout, re.MULTILINE)
    assert re.search(r"^wrong +mail", answer.stdout, re.MULTILINE)


def test_a_refusal_is_one_line_with_its_code():
    line = command.words(NotLawfulNow("dossier.closed", dossier="H44.229-261122-0001"))
    assert line.endswith("[dossier.closed]")
    assert "\n" not in line


def test_wrong_values_are_named():
    line = command.words(Invalid("import.line", [FieldError("applicant.personal_id", "personal_id_wrong")]))
    assert "applicant.personal_id: " in line
    assert "[personal_id_wrong]" in line


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("no such table: dossiers_dossier", "run motcua migrate"),
        ('relation "dossiers_dossier" does not exist\nLINE 1: …', "run motcua migrate"),
        ("connection refused\nIs the server running?", "the database did not answer: connection refused"),
    ],
)
def test_a_fault_of_the_database_says_what_to_do(said, words):
    line = command.database_words(Exception(said))
    assert words in line
    assert "\n" not in line


@pytest.fixture(scope="module")
def installation(made_once, tmp_path_factory):
    """A migrated installation on the embedded database, with its country pack."""
    home = tmp_path_factory.mktemp("installation")
    made_once.installation(home)
    return home


@pytest.mark.slow
def test_the_doctor_is_content_after_migrate(installation):
    answer = motcua("doctor", home=installation)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.fixture
def served(installation, unused_port):
    """(process, address) of `serve --with-worker`, already answering."""
    process = subprocess.Popen(
        [sys.executable, "-m", "motcua.config.command", "serve", "--with-worker", "--port", str(unused_port)],
        env=surroundings(installation, {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line == f"ready: http://127.0.0.1:{unused_port}"
    yield process, f"http://127.0.0.1:{unused_port}"
    if members(process.pid):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def members(group: int) -> list[int]:
    """Living processes of a process group."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(entry.parent.name))
    return found


def soon_empty(group: int, seconds: float) -> bool:
    """True when the whole process group is gone in time."""
    end = time.monotonic() + seconds
    while members(group):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda how: how.name)
def test_serve_ends_as_a_whole(served, how):
    process, address = served
    with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
        assert answer.status == 200
    assert len(members(process.pid)) >= 3
    os.kill(process.pid, how)
    process.wait(20)
    assert soon_empty(process.pid, 15)
    if how != signal.SIGKILL:
        assert process.returncode == 0


@pytest.mark.slow
def test_a_busy_port_is_one_line(served, installation):
    _, address = served
    answer = motcua("serve", "--port", address.rsplit(":", 1)[1], home=installation)
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "--port" in answer.stderr
