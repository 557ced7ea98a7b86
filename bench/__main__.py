"""`./run bench [NAME]`: the benches, all or one; `--list` names them. They run on a demo of their own in var/bench."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

NAMES = {
    "submit": "a submission through the API against bare inserts of the same rows",
    "track": "tracking by code against a bare view with two reads",
    "figures": "the figures of a period against reading the rows",
    "due": "a promise against stepping over weekends",
}


def prepare() -> None:
    """A demo of the benches' own, loaded once; DATABASE_URL is left alone."""
    home = Path("var/bench").resolve()
    os.environ.update(MOTCUA_HOME=str(home), MOTCUA_MODE="demo", MOTCUA_THROTTLE="0")
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"
    subprocess.run([sys.executable, "-m", "motcua.config.command", "demo", "--load-only"], check=True)
    import django

    django.setup()

    from motcua.config import wiring

    wiring.wire()


def main(arguments: list[str]) -> int:
    """Run what is named, print one table."""
    if arguments == ["--list"]:
        print("\n".join(f"  {name} {what}" for name, what in NAMES.items()))
        return 0
    if unknown := [name for name in arguments if name not in NAMES]:
        print(f"there is no bench {unknown[0]!r}: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    if os.environ.get("DATABASE_URL"):
        print("benches with DATABASE_URL empty that database into a demo: set it only to one that is thrown away.")
    prepare()
    from bench.protocol import HEADER

    print(HEADER)
    for name in arguments or NAMES:
        for result in import_module(f"bench.{name}").run():
            print(result.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
