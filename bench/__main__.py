"""`./run bench [NAME]`: the benches, all or one, on PostgreSQL and beside it on SQLite; `--list` names them.

Each database gets a demo of the benches' own: SQLite in var/bench (loaded once), PostgreSQL in one that is thrown away.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from bench.protocol import Result, spoken

NAMES = {
    "submit": "a submission through the API against bare inserts of the same rows",
    "track": "tracking by code against a bare view with two reads",
    "queue": "the officer's queue against the same bare view, and at 500,000 dossiers against 5,000",
    "memory": "what the processes hold after a thousand requests",
    "figures": "the figures of a period against reading the rows",
    "replay": "20,000 imported dossiers and their figures replayed from the journal against reading the same rows",
    "cube": "the board from the cube against GROUP BY over 400,000 dossiers; what an act pays for it; folding; rebuild",
    "importing": "an import of 20,000 dossiers against a bare COPY (executemany) of the same rows; killed at random",
    "exporting": "what a process holds while it exports 400,000 dossiers",
    "due": "a promise against stepping over weekends, and a million of them against numpy's busday_offset",
}
STRESS = {
    "cube-writers": "forty writers with random acts while folders are killed fifty times: exact or exit 1",
    "kills": "an export and a large report killed twenty times each: whole in the end, nothing half written before",
    "province": "20,000, 100,000, 400,000 dossiers of a province-year: every figure as plain code counts it, or exit 1",
}
ENGINES = ("PostgreSQL", "SQLite")
HEADER = f"{'':<36}{'':<12}{'ours':>10}{'bare':>11}{'ratio':>8}{'goal':>7}  against"


def results(engine: str, names: list[str]) -> Iterator[Result]:
    """The results of one database, as they come. Raises CalledProcessError."""
    env = dict(os.environ)
    if engine == "SQLite":
        env.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "bench.engine", *names]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout or ():
            row = json.loads(line)
            row.pop("bench")
            yield Result(**row)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)


def line(engine: str, result: Result) -> str:
    """A line of the table; the goal is promised on PostgreSQL and only compared on SQLite."""
    goal = f"≤ {result.goal:g}" if result.goal else f"≤{result.most:g} s" if result.most else ""
    met = "" if not result.goal or engine != "PostgreSQL" else "  ✓" if result.ratio <= result.goal else "  ✗"
    if result.most:  # no database takes part
        met = "  ✓" if result.ours <= result.most else "  ✗"
    return (
        f"{result.what:<36}{engine:<12}{spoken(result.ours, result.unit):>10}{spoken(result.bare, result.unit):>11}"
        f"{result.ratio:>8.2f}{goal:>7}  {result.against}{met}"
    )


def main(arguments: list[str]) -> int:
    """Run what is named, print one table."""
    if arguments == ["--list"]:
        print("\n".join(f"  {name} {what}" for name, what in {**NAMES, **STRESS}.items()))
        return 0
    if arguments and arguments[0] in STRESS:  # asked for by name, with options of its own; an installation of its own
        module = f"bench.{arguments[0].replace('-', '_')}"
        return subprocess.run([sys.executable, "-m", module, *arguments[1:]], check=False).returncode
    if unknown := [name for name in arguments if name not in NAMES]:
        print(f"there is no bench {unknown[0]!r}: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    print(HEADER)
    for engine in ENGINES if os.environ.get("DATABASE_URL") else ENGINES[1:]:
        for result in results(engine, arguments or list(NAMES)):
            print(line(engine, result), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
