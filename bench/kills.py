"""`./run bench kills`: an export and a large report, each killed (kill -9) at random moments again and again: what
stands under a name is whole, and what was not done is done by the next.

The importer is killed in the bench `importing`, folders under forty writers in `cube-writers`. MOTCUA_BENCH_KILLS says
how often each is killed (20)."""

import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import monotonic

AGENCY, LAID, READER = "H44.229", 20_000, "chutich.lacthuy"
KILLS = int(os.environ.get("MOTCUA_BENCH_KILLS", "20"))
Wrong = list[str]


def main() -> int:
    """Exit 1 when anything was lost, half written or counted otherwise."""
    from bench.engine import prepare

    prepare()
    from django.db import connection

    from bench.laying import lay

    lay(AGENCY, LAID)
    wrong: Wrong = []
    for name, work in (("export", _exports), ("report", _reports)):
        began = monotonic()
        found, kills = work(random.Random(7))
        wrong += found
        print(
            f"{connection.vendor}: {name} killed {kills} times in {monotonic() - began:.0f} s: {len(found)} faults",
            flush=True,
        )
    for one in wrong:
        print(one)
    return 1 if wrong else 0


def _killed(start: Callable[[], "subprocess.Popen[bytes]"], after: float) -> bool:
    """Start it and kill it; False when it was through before."""
    process = start()
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def _exports(chance: random.Random) -> tuple[Wrong, int]:
    """The file stands under its name only when it is whole; what a killed one left behind is written over."""
    from motcua.dossiers.models import Dossier

    total, kills = Dossier.objects.count(), 0
    wrong: Wrong = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "all.jsonl"

        def start() -> "subprocess.Popen[bytes]":
            command = [sys.executable, "-m", "motcua.config.command", "dossiers", "export", str(file)]
            return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        while kills < KILLS:
            kills += _killed(start, chance.uniform(1.5, 6))
            if file.exists():
                if _lines(file) != total:
                    wrong.append(f"after {kills} kills the export holds {_lines(file)} of {total} lines")
                file.unlink()
        if start().wait() or _lines(file) != total:
            wrong.append("the export was not whole in the end")
        if left := [one.name for one in Path(folder).iterdir() if one != file]:
            wrong.append(f"beside the export lies {left}")
    return wrong, kills


def _lines(file: Path) -> int:
    with file.open("rb") as written:
        return sum(1 for _ in written)


def _reports(chance: random.Random) -> tuple[Wrong, int]:
    """A register of thousands of lines, made by workers that are killed: no file until it is whole, one in the end."""
    from django.core.files.storage import default_storage

    from motcua.kernel import clock
    from motcua.kernel.actor import Actor
    from motcua.people.models import Account
    from motcua.reports.keeping import runs
    from motcua.reports.models import ReportRun
    from motcua.reports.statutory import Asked, get_report

    now, account = clock.now(), Account.objects.get(username=READER)
    by = Actor("account", str(account.pk), "commune_leader", AGENCY)
    today = clock.local_day(now)
    asked = Asked(AGENCY, today - timedelta(days=900), today, now, viewer=by)
    run = runs.ask(get_report("register"), asked, format="csv", language="vi", by=by, at=now)

    def start() -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-m", "bench.kills", "make", str(run.pk)])

    wrong: Wrong = []
    kills = 0
    while kills < KILLS:
        kills += _killed(start, chance.uniform(1.5, 5))
        run.refresh_from_db()
        if run.state == ReportRun.State.DONE:
            break
        if run.file:
            wrong.append(f"after {kills} kills a report that is not done has a file")
        # five minutes later nobody has it any more
        ReportRun.objects.filter(pk=run.pk).update(leased_until=now - timedelta(seconds=1))
    start().wait()
    run.refresh_from_db()
    with default_storage.open(run.file, "rb") as file:
        lines = sum(1 for _ in file)
    if run.state != ReportRun.State.DONE or run.done != run.all or lines < run.all:
        wrong.append(f"the report is {run.state}, {run.done} of {run.all}, {lines} lines")
    return wrong, kills


def make(number: int) -> None:
    """A worker's part of it."""
    import django

    django.setup()
    from motcua.config import wiring
    from motcua.flows import report_runs
    from motcua.journal.models import Event

    wiring.wire()
    report_runs.handle(Event.objects.get(chain=f"report-run:{number}", type="report.asked"))


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        make(int(sys.argv[2]))
    else:
        sys.exit(main())
