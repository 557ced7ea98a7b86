"""init, backup and restore as an administrator runs them, on the engine that DATABASE_URL names."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.house.test_command_line import motcua
from tests.made_once import MadeOnce, create_database

pytestmark = pytest.mark.slow
POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
LINK = re.compile(r"http://127\.0\.0\.1:8000/dat-mat-khau/[\w:.-]+/\n")


def psql(sql: str, url: str = "") -> str:
    done = subprocess.run(
        ["psql", "-X", "-q", "-t", "-A", "-d", url or os.environ["DATABASE_URL"], "-c", sql],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


class Place:
    """An installation of its own: a folder, and on PostgreSQL a database."""

    def __init__(self, home: Path, made_once: MadeOnce | None = None) -> None:
        """Empty; with `made_once` migrated, with its country pack."""
        self.home = home
        self.settings: dict[str, str] = {}
        if POSTGRESQL:
            name = f"commands_{os.getpid()}_{home.name}"
            parts = urlsplit(os.environ["DATABASE_URL"])
            self.settings["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
        if made_once:
            made_once.installation(home, self.settings.get("DATABASE_URL", ""))
        elif POSTGRESQL:
            create_database(name)

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return motcua(*arguments, home=self.home, **self.settings, **settings)

    def ask(self, sql: str) -> str:
        if POSTGRESQL:
            return psql(sql, self.settings["DATABASE_URL"])
        with sqlite3.connect(self.home / "motcua.sqlite3") as database:
            rows = database.execute(sql).fetchall()
        return "\n".join("|".join(map(str, row)) for row in rows)

    def drop(self) -> None:
        if POSTGRESQL:
            psql(f"DROP DATABASE IF EXISTS {self.settings['DATABASE_URL'].rsplit('/', 1)[1]} WITH (FORCE)")


@pytest.fixture(scope="module")
def places(made_once, tmp_path_factory):
    made = []

    def place(name: str, *, migrated: bool = False) -> Place:
        made.append(Place(tmp_path_factory.mktemp("installations") / name, made_once if migrated else None))
        return made[-1]

    yield place
    for one in made:
        one.drop()


@pytest.fixture(scope="module")
def first(places):
    """An installation after init, with a file of a dossier; its backup."""
    place = places("first")
    answer = place.run("init", "--agency", "H44.229", "--admin", "Nguyễn Thị An")
    assert answer.returncode == 0, answer.stderr
    assert LINK.fullmatch(answer.stdout)
    digest = "ab" * 32
    (place.home / "files" / "ab").mkdir(parents=True)
    (place.home / "files" / "ab" / digest).write_bytes(b"a paper")
    file = place.home / "one.backup"
    answer = place.run("backup", str(file))
    assert answer.returncode == 0, answer.stderr
    return place, file


def test_init_again_gives_a_new_link_and_no_second_administrator(first):
    place, _ = first
    answer = place.run("init", "--agency", "H44.229", "--admin", "Người khác")
    assert answer.returncode == 0, answer.stderr
    assert "/dat-mat-khau/" in answer.stdout
    assert place.ask("SELECT username FROM people_account") == "quantri"


def test_a_backup_becomes_the_same_installation_elsewhere(first, places):
    place, file = first
    other = places("other")
    answer = other.run("restore", str(file))
    assert answer.returncode == 0, answer.stderr
    assert re.search(r"1 files of dossiers; the journal holds: \d+ events verified", answer.stdout)
    for sql in (
        "SELECT chain, number, hash FROM journal_event ORDER BY chain, number",
        "SELECT username, password FROM people_account",
        "SELECT count(*) FROM catalogue_procedureversion",
    ):
        assert other.ask(sql) == place.ask(sql)
    for name in ("keys/secret", "keys/pin", "files/ab/" + "ab" * 32):
        assert (other.home / name).read_bytes() == (place.home / name).read_bytes()
    doctor = other.run("doctor")
    assert doctor.returncode == 0, doctor.stdout  # guards and migrations among the rest
    with pytest.raises(Exception, match=r"append-only|psql"):
        other.ask("UPDATE journal_event SET number = 0")


def test_an_installation_with_data_is_replaced_only_by_force(first, places):
    _, file = first
    other = places("full", migrated=True)
    (other.home / "files" / "cd").mkdir(parents=True)
    (other.home / "files" / "cd" / ("cd" * 32)).write_bytes(b"of the old one")
    refused = other.run("restore", str(file))
    assert refused.returncode == 1
    assert "[backup.not_empty]" in refused.stderr
    assert other.ask("SELECT count(*) FROM people_account") == "0"
    forced = other.run("restore", str(file), "--force")
    assert forced.returncode == 0, forced.stderr
    assert other.ask("SELECT username FROM people_account") == "quantri"
    assert not (other.home / "files" / "cd").exists()
    assert not list(other.home.glob("restoring-*"))


def held(place: Place) -> tuple[str, dict[str, bytes]]:
    """The events and the files of an installation."""
    files = [*(place.home / "keys").iterdir(), *(place.home / "files").rglob("*")]
    events = place.ask("SELECT chain, number, hash FROM journal_event ORDER BY chain, number")
    return events, {path.name: path.read_bytes() for path in files if path.is_file()}


def test_a_broken_backup_changes_nothing(first, tmp_path):
    place, file = first
    cut = tmp_path / "cut"
    cut.write_bytes(file.read_bytes()[:-2000])
    before = held(place)
    answer = place.run("restore", str(cut), "--force")
    assert answer.returncode == 1
    assert "[backup.not_a_backup]" in answer.stderr
    assert held(place) == before


def test_another_key_in_the_environment_is_refused(first, places):
    _, file = first
    answer = places("keyed").run("restore", str(file), MOTCUA_PIN_KEY="x" * 60)
    assert answer.returncode == 1
    assert "MOTCUA_PIN_KEY" in answer.stderr
    assert "[backup.key_other]" in answer.stderr


def test_production_begins_without_keys_of_its_own(first, places):
    place, file = first
    other = places("production")
    answer = other.run("restore", str(file), MOTCUA_MODE="production", MOTCUA_HOSTS="motcua.example")
    assert answer.returncode == 0, answer.stderr
    assert (other.home / "keys" / "pin").read_text() == (place.home / "keys" / "pin").read_text()
    answer = places("unkept").run("migrate", MOTCUA_MODE="production", MOTCUA_HOSTS="motcua.example")
    assert answer.returncode == 1
    assert "motcua init" in answer.stderr


@pytest.mark.skipif(POSTGRESQL, reason="a file that is held open")
def test_nothing_is_restored_under_a_running_server(first):
    place, file = first
    with sqlite3.connect(place.home / "motcua.sqlite3") as held:
        held.execute("PRAGMA journal_mode=WAL")
        held.execute("SELECT count(*) FROM people_account").fetchone()
        answer = place.run("restore", str(file), "--force")
    held.close()
    assert answer.returncode == 1
    assert "[backup.in_use]" in answer.stderr


def test_procedures_go_out_and_in(first, tmp_path):
    place, _ = first
    file = tmp_path / "catalogue.json"
    assert place.run("catalogue", "export", str(file)).returncode == 0
    answer = place.run("catalogue", "import", str(file), "--dry-run")
    assert (answer.returncode, answer.stdout) == (0, "everything stands already\n")
    table = tmp_path / "catalogue.xlsx"
    assert place.run("catalogue", "export", str(table)).returncode == 0
    answer = place.run("catalogue", "import", str(table), "--dry-run")
    assert (answer.returncode, answer.stdout) == (0, "everything stands already\n")


def test_benches_are_listed():
    root = Path(__file__).resolve().parents[2]
    answer = subprocess.run(
        [sys.executable, "-m", "bench", "--list"], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert answer.returncode == 0
    for name in ("submit", "track", "figures", "due"):
        assert re.search(rf"^  {name} ", answer.stdout, re.MULTILINE)
