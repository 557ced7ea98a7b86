"""`./run bench province [--sizes 20000,100000,400000] [--engine postgresql|sqlite]`: the three seeds of the
province-year, on both databases: written, imported into an empty installation, every figure compared with plain code;
then past dossiers move on and all is compared again. Beside them a year with communes merged in August, and 2025 with
the reform of 1 July, at the first size. Ends with 1 when a figure differs."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

SEEDS = {20_000: 20, 100_000: 100, 400_000: 400}
MOST_MOVED = 600
HEADER = f"{'data set':<26}{'':<12}{'written':>9}{'import':>9}{'a second':>10}{'check':>8}{'figures':>10}{'differ':>8}"
Environment = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Set:
    """One data set: its name in the table and the arguments that make it."""

    name: str
    size: int
    arguments: tuple[str, ...]


def sets(sizes: list[int]) -> Iterator[Set]:
    """The seeds, then the two with mergers at the first size."""
    for size in sizes:
        seed = SEEDS.get(size, size)
        yield Set(f"{size}", size, ("--seed", str(seed), "--year", "2026"))
    first = sizes[0]
    yield Set(f"{first}, merged in August", first, ("--seed", "8", "--year", "2026", "--merger", "2026-08-15"))
    yield Set(f"{first}, reform of 2025", first, ("--seed", "25", "--year", "2025"))


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="./run bench province")
    asked.add_argument("--sizes", default="20000,100000,400000", help="how many dossiers, with commas")
    asked.add_argument("--engine", choices=("postgresql", "sqlite"), default=None)
    options = asked.parse_args(arguments)
    engines = [options.engine] if options.engine else ["postgresql", "sqlite"]
    if "DATABASE_URL" not in os.environ:
        engines = [one for one in engines if one == "sqlite"]
    failed = 0
    print(HEADER, flush=True)
    for one in sets([int(size) for size in options.sizes.split(",")]):
        with tempfile.TemporaryDirectory() as folder:
            failed += run(one, Path(folder), engines)
    return 1 if failed else 0


def run(one: Set, folder: Path, engines: list[str]) -> int:
    """Write once, then import and compare on each database. Returns how many comparisons found a difference."""
    target, failed = folder / "year", 0
    size = ("--communes", "148", "--dossiers", str(one.size), "--out", str(target))
    writing, _ = motcua(environment(folder, "sqlite", one), "province-year", *one.arguments, *size)
    for engine in engines:
        env = environment(folder, engine, one)
        motcua(env, "migrate")
        motcua(env, "province-year", "prepare", str(target))
        importing, _ = motcua(env, "dossiers", "import", str(target / "dossiers.jsonl"))
        for moved in (False, True):
            if moved:
                subprocess.run([sys.executable, "-m", "bench.province_moving", str(MOST_MOVED)], env=env, check=True)
            checking, said = motcua(env, "province-year", "check", str(target), fails=True)
            found = re.search(r"(\d+) figures in (\d+) rows compared, (\d+) differ", said)
            if found is None:
                raise RuntimeError(f"the comparison did not end:\n{said[-2000:]}")
            failed += found[3] != "0"
            name = f"  {MOST_MOVED} moved on" if moved else one.name
            times = (
                f"{'':>9}{'':>9}{'':>10}"
                if moved
                else f"{writing:>7.1f} s{importing:>7.1f} s{one.size / importing:>10.0f}"
            )
            print(f"{name:<26}{engine:<12}{times}{checking:>6.1f} s{found[1]:>10}{found[3]:>8}", flush=True)
            if found[3] != "0":
                print("\n".join(line for line in said.splitlines() if " expected " in line)[:3000], file=sys.stderr)
    return failed


def environment(folder: Path, engine: str, one: Set) -> dict[str, str]:
    """An empty installation of its own: a folder, and on PostgreSQL a database."""
    home = folder / engine
    home.mkdir(exist_ok=True)
    env = {**os.environ, "MOTCUA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}
    url = env.pop("DATABASE_URL", "")
    if engine == "postgresql":
        name = f"province_{re.sub('[^0-9a-z]', '_', one.name.lower())}"
        if not (home / name).exists():
            (home / name).touch()
            make_database(url, name)
        env["DATABASE_URL"] = f"{url.rsplit('/', 1)[0]}/{name}"
    return env


def make_database(url: str, name: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')


def motcua(env: Environment, *arguments: str, fails: bool = False) -> tuple[float, str]:
    """Run a command of the product; seconds and what it said. Raises CalledProcessError unless it may fail."""
    began = perf_counter()
    answer = subprocess.run(
        [sys.executable, "-m", "motcua.config.command", *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode and not fails:
        sys.stderr.write(answer.stderr[-3000:])
        answer.check_returncode()
    return perf_counter() - began, answer.stdout + answer.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
