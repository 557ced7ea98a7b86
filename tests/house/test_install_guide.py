"""The install guide, command by command: a new commune in a clean folder, first administrator, first officer, first
dossier, backup, restoration elsewhere, upgrade. On the engine that DATABASE_URL names."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.house.installing.machine import Machine, fences, steps
from tests.house.installing.visitor import Visitor

pytestmark = pytest.mark.slow
POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
HOST = "motcua.lacthuy.example"
PASSWORD = "mùa gặt tháng mười"
AT_THE_COUNTER = "Nhân viên tiếp nhận và trả kết quả"
TRIED = [
    "packages", "folders", "program", "settings", "postgresql", "init", "services", "caddy", "doctor", "backup",
    "copy-backup", "restore-elsewhere", "restore-here", "restart", "upgrade",
]  # fmt: skip


def database(name: str) -> str:
    """A new database beside the one that DATABASE_URL names; "" for the embedded one."""
    if not POSTGRESQL:
        return ""
    url = os.environ["DATABASE_URL"]
    name = f"guide_{os.getpid()}_{name}"
    subprocess.run(["psql", "-Xqd", url, "-c", f"CREATE DATABASE {name}"], check=True)
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Machine(tmp_path_factory.mktemp("machine"), port, database("first"))
    yield made
    made.close()
    for url in filter(None, (made.database_url, getattr(made, "trial_url", ""))):
        name = urlsplit(url).path.strip("/")
        subprocess.run(
            ["psql", "-Xqd", os.environ["DATABASE_URL"], "-c", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"],
            check=True,
        )


def done(machine: Machine, step: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the guide; it must succeed."""
    answer = machine.run(steps()[step], **settings)
    assert answer.returncode == 0, f"{step}: {answer.stdout}{answer.stderr}"
    return answer


def answers(machine: Machine, path: str, seconds: float = 60) -> str:
    """What the pages answer once they do."""
    end = time.monotonic() + seconds
    while True:
        asked = urllib.request.Request(f"http://127.0.0.1:{machine.port}{path}", headers={"Host": HOST})
        try:
            with urllib.request.urlopen(asked, timeout=5) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as refused:
            return f"{refused.code}"
        except OSError:
            assert time.monotonic() < end, (machine.root / "motcua-web.log").read_text()
            time.sleep(0.2)


@pytest.fixture(scope="module")
def link(machine):
    """The installation after chapter 6: the link that init printed."""
    for step in ("packages", "folders", "program", "settings"):
        done(machine, step)
    if POSTGRESQL:  # its chapter in short: the role and the database are made by this test
        file = machine.path("/etc/motcua/motcua.env")
        file.write_text(file.read_text() + f"\nDATABASE_URL='{machine.database_url}'\n")
    answer = done(machine, "init")
    assert "next:" in answer.stderr
    return answer.stdout.strip()


@pytest.fixture(scope="module")
def served(machine, link):
    """Pages and worker run as services."""
    done(machine, "services")
    answers(machine, "/healthz")
    return machine


def test_every_block_of_the_guide_is_tried():
    assert list(steps()) == TRIED
    assert fences() == len(TRIED)


def test_what_is_shipped_for_systemd_is_understood_by_it(machine, link):
    from shutil import which

    if which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine")
    units = [str(path) for path in (machine.root / "release" / "deploy").glob("motcua-*.*")]
    said = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert [line for line in said.stderr.splitlines() if "motcua-" in line] == []


def test_settings_and_installation_are_for_their_user_alone(machine, link):
    assert machine.path("/etc/motcua/motcua.env").stat().st_mode & 0o777 == 0o640
    assert machine.path("/var/lib/motcua").stat().st_mode & 0o777 == 0o700
    for name in ("secret", "pin"):
        assert machine.path(f"/var/lib/motcua/keys/{name}").stat().st_mode & 0o777 == 0o600


def test_a_lost_link_is_printed_anew_until_somebody_signed_in(machine, link):
    again = machine.run(steps()["init"])
    assert again.returncode == 0, again.stderr
    assert again.stdout.strip().startswith(f"https://{HOST}/dat-mat-khau/")


def test_from_the_link_to_the_first_dossier(served, link):
    machine = served
    doctor = done(machine, "doctor")
    assert "wrong " not in doctor.stdout
    administrator = Visitor(machine.port, HOST)
    page = administrator.get(urlsplit(link).path)
    page = administrator.post(page, page.form("password", "again"), password=PASSWORD, again=PASSWORD)
    assert page.status == 200, page.url
    assert "Nguyễn Thị An" in page.text
    assert page.headers["strict-transport-security"].startswith("max-age=")
    assert all(cookie["secure"] for cookie in administrator.cookies.values())
    used = Visitor(machine.port, HOST).get(urlsplit(link).path)
    assert used.status == 404  # a link holds once
    refused = machine.run(steps()["init"])
    assert refused.returncode == 1
    assert "[install.done_already]" in refused.stderr

    first_officer(administrator, Visitor(machine.port, HOST))
    token = machine.run("motcua token create --user canbo --days 1").stdout.strip()
    form = json.loads(called(machine, token, "GET", "/api/v1/procedures/2.000815/form"))
    asked = {"procedure": "2.000815", "agency": "H44.229", "channel": "direct", **form["example"]}
    code = json.loads(called(machine, token, "POST", "/api/v1/dossiers", asked))["code"]
    assert re.fullmatch(r"H44\.229-\d{6}-\d{4}", code)
    assert json.loads(called(machine, token, "GET", f"/api/v1/dossiers/{code}"))["code"] == code
    figures = answers(machine, "/metrics")
    assert re.search(r"^motcua_dossiers\{state=\"\w+\"\} 1\.0$", figures, re.MULTILINE)
    assert Visitor(machine.port, HOST).get("/metrics").status == 404  # through the proxy there is no such page


def first_officer(administrator: Visitor, officer: Visitor) -> None:
    """Chapter 9: the administrator adds a colleague with a post; she sets her password by the link shown once."""
    page = administrator.get("/quan-tri/nhan-su/them/")
    form = page.form("full_name", "position")
    post = next(value for value, words in form.choices["position"] if words.startswith(AT_THE_COUNTER))
    page = administrator.post(
        page, form, full_name="Bùi Văn Ểu", username="canbo", position=post, reason="Người đầu tiên ở quầy"
    )
    link = re.search(rf"<code>https://{HOST}(/[^<]+)</code>", page.text)
    assert link, page.url
    page = officer.get(link[1])
    page = officer.post(page, page.form("password", "again"), password=PASSWORD, again=PASSWORD)
    assert page.status == 200
    assert officer.get("/quay/").status == 200


def called(machine: Machine, token: str, method: str, path: str, body: object = None) -> str:
    """The API, as a program behind the proxy calls it."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{machine.port}{path}",
        data=json.dumps(body).encode() if body is not None else None,
        method=method,
        headers={"Host": HOST, "Authorization": f"Bearer {token}", "Content-Type": "application/json",
                 "X-Forwarded-For": "203.0.113.8", "X-Forwarded-Proto": "https"},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refused:
        raise AssertionError(f"{path}: {refused.code} {refused.read().decode()[:500]}") from None


def newest(machine: Machine) -> Path:
    return max(machine.path("/var/backups/motcua").glob("motcua-*.backup"))


def test_backup_and_the_same_installation_in_another_folder(served):
    machine = served
    assert "wrote" in done(machine, "backup").stdout
    assert newest(machine).stat().st_mode & 0o777 == 0o600
    done(machine, "copy-backup")
    trial = {}
    if POSTGRESQL:
        machine.trial_url = trial["DATABASE_URL"] = database("trial")
    answer = done(machine, "restore-elsewhere", **trial)
    assert re.search(r"the journal holds: \d+ events verified", answer.stdout)
    assert not machine.path("/var/lib/motcua-trial").exists()
    nightly = machine.run("systemctl start motcua-backup")
    assert nightly.returncode == 0, nightly.stderr


def test_an_upgrade_refuses_while_anything_runs_and_goes_back(served):
    machine = served
    done(machine, "backup")
    running = machine.run("motcua upgrade --into /var/backups/motcua")
    assert running.returncode == 1
    assert "[upgrade.running]" in running.stderr
    assert "serve" in running.stderr
    assert "worker" in running.stderr
    done(machine, "restart")
    answers(machine, "/healthz")
    answer = done(machine, "upgrade")
    assert "migration(s) applied, guards in place" in answer.stdout
    assert "to go back" in answer.stderr
    answers(machine, "/healthz")
    before = list(machine.path("/var/backups/motcua").glob("before-*.backup"))
    assert len(before) == 1
    done(machine, "restore-here", newest=str(newest(machine)))
    assert answers(machine, "/readyz") == '{"status": "ok"}'
    verified = machine.run("motcua journal verify")
    assert re.search(r"the journal holds: \d+ events verified", verified.stdout)


def test_the_proxy_s_configuration_goes_where_the_guide_says(machine, link):
    done(machine, "caddy")
    assert "reverse_proxy 127.0.0.1" in machine.path("/etc/caddy/Caddyfile").read_text()
    assert "reload caddy" in (machine.root / "systemctl.log").read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_nothing_of_it_runs_on_afterwards(served):
    machine = served
    assert machine.run("systemctl stop motcua-web motcua-worker").returncode == 0
    left = [
        entry
        for entry in Path("/proc").glob("[0-9]*/environ")
        if os.access(entry, os.R_OK) and str(machine.root).encode() in _read(entry)
    ]
    assert left == []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
