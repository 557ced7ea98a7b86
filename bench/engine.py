"""The benches on one database, as the environment names it: a JSON line for each result, read by `python -m bench`."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path


def prepare() -> None:
    """A demo of the benches' own, loaded once."""
    home = Path("var/bench-postgresql" if os.environ.get("DATABASE_URL") else "var/bench").resolve()
    if os.environ.get("DATABASE_URL"):
        (home / "accounts.json").unlink(missing_ok=True)  # that database is new and empty with every run
    os.environ.update(MOTCUA_HOME=str(home), MOTCUA_MODE="demo", MOTCUA_THROTTLE="0")
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"
    subprocess.run(
        [sys.executable, "-m", "motcua.config.command", "demo", "--load-only"], check=True, stdout=sys.stderr
    )
    import django

    django.setup()

    from motcua.config import wiring

    wiring.wire()


def main(names: list[str]) -> None:
    """Run what is named."""
    prepare()
    for name in names:
        for result in import_module(f"bench.{name}").run():
            print(json.dumps({"bench": name, **asdict(result)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
