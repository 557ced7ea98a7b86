"""Stands in for systemctl: `enable --now`, `start`, `stop`, `restart`, `reload`, `daemon-reload` for the units in ROOT.

Services are started by the ExecStart of their unit files with the settings of their EnvironmentFile; timers and units of
other programs are only noted in ROOT/systemctl.log.
"""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(os.environ["GUIDE_ROOT"])
UNITS = ROOT / "etc/systemd/system"


def values(unit: Path, name: str) -> list[str]:
    """All values of a setting of a unit file."""
    return [line.partition("=")[2] for line in unit.read_text().splitlines() if line.startswith(f"{name}=")]


def settings(unit: Path) -> dict[str, str]:
    """The variables of the unit's environment files."""
    found = {}
    for name in values(unit, "EnvironmentFile"):
        for line in Path(name).read_text().splitlines():
            if "=" in line and not line.startswith("#"):
                key, _, value = line.partition("=")
                found[key.strip()] = " ".join(shlex.split(value))
    return found


def run(unit: Path) -> None:
    """What a oneshot unit does; a leading minus forgives."""
    for command in values(unit, "ExecStart"):
        forgiven = command.startswith("-")
        done = subprocess.run(shlex.split(command.lstrip("-")), env={**os.environ, **settings(unit)}, check=False)
        if done.returncode and not forgiven:
            sys.exit(done.returncode)


def start(unit: Path) -> None:
    """Start a service in the background; its output goes to ROOT/NAME.log."""
    log = (ROOT / f"{unit.stem}.log").open("ab")
    command = shlex.split(values(unit, "ExecStart")[0])
    child = subprocess.Popen(
        command, env={**os.environ, **settings(unit)}, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        cwd=values(unit, "WorkingDirectory")[0], start_new_session=True,
    )  # fmt: skip
    (ROOT / f"{unit.stem}.pid").write_text(str(child.pid))


def stop(unit: Path) -> None:
    """Ask a service to end and wait until its whole process group has."""
    note = ROOT / f"{unit.stem}.pid"
    if not note.exists():
        return
    group = int(note.read_text())
    note.unlink()
    for number, seconds in ((signal.SIGTERM, 30), (signal.SIGKILL, 5)):
        end = time.monotonic() + seconds
        try:
            os.killpg(group, number)
            while time.monotonic() < end:
                os.killpg(group, 0)
                time.sleep(0.05)
        except ProcessLookupError:
            return


def main() -> None:
    """As the guide calls it."""
    with (ROOT / "systemctl.log").open("a") as log:
        log.write(" ".join(sys.argv[1:]) + "\n")
    act, *names = [one for one in sys.argv[1:] if not one.startswith("--")]
    for name in names:
        unit = UNITS / (name if "." in name else f"{name}.service")
        if not unit.exists() or unit.suffix != ".service":
            continue
        oneshot = "oneshot" in values(unit, "Type")
        if act in ("stop", "restart"):
            stop(unit)
        if act in ("enable", "start", "restart"):
            (run if oneshot else start)(unit)


main()
