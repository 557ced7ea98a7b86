"""`motcua`: the product's command line, a thin wrapper over Django's.

Adds what an administrator expects: a short list of commands, hyphens in their names, one clear line for what is
refused or missing (exit 1), and no traceback unless `--traceback` is given.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from motcua.kernel.errors import Cannot

COMMANDS = {
    "init": "an installation of one's own: schema, country pack, first administrator with a one-time link",
    "user": "create, disable or reset an account",
    "serve": "serve pages and API; --with-worker also runs the task worker",
    "worker": "work off what events have set going: notices, exchange, folding of figures",
    "upgrade": "back up, then bring the database up to this version; refuses what is unsafe",
    "migrate": "what upgrade does to the database, without backup and questions",
    "doctor": "what is installed, reachable and safe; exit 1 when something needed is not",
    "catalogue": "import or export procedures as JSON",
    "dossiers": "import dossiers from FILE.jsonl",
    "report": "a report for an agency and a period, as json, csv, xlsx or pdf",
    "province-year": "a made-up year of a province with all its figures; check compares an installation with them",
    "due": "reckon a due time and explain it",
    "calendar": "show the working calendar, or change it by a decision and move open promises",
    "journal": "verify the chain of events",
    "cube": "the summary of figures: status, fold, check it against the journal",
    "open-data": "write the files of open data and the copy for free questions now; when they were written",
    "ask": "a free question in SQL on that copy, answered as CSV",
    "backup": "write the whole installation into one file",
    "restore": "bring an installation back from such a file",
    "token": "create or revoke a token for the API",
    "demo": "load the demo and serve it",
}


PRIVATE = ("init", "serve", "worker", "upgrade", "migrate", "backup", "restore", "demo")
"""Commands whose files are for the installation's own user alone."""

SERVING = ("serve", "demo")

BEGINNINGS = ("init", "restore")
"""Commands that begin an installation: production starts without key files of its own only here."""


def home_folder() -> Path:
    """The installation's folder, before the settings are read."""
    return Path(os.environ.get("MOTCUA_HOME") or "var/home").resolve()


def share_counts() -> None:
    """Web processes add their counts up in files of this folder; it must be known before prometheus_client is read."""
    folder = home_folder() / "run" / "metrics"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def make_keys() -> None:
    """Make the key files that the environment does not stand in for, before the settings ask for them."""
    from motcua.config import keys

    home = home_folder()
    for name, variable in keys.NAMES.items():
        if not os.environ.get(variable):
            keys.make(home, name)


def module_of(name: str) -> str:
    """The module of a command as it is written on the command line."""
    return name.replace("-", "_")


def usage() -> str:
    """The list of commands, one a line."""
    width = max(map(len, COMMANDS)) + 2
    lines = [f"  {name:<{width}}{what}" for name, what in COMMANDS.items()]
    return "\n".join(
        [
            "usage: motcua COMMAND …",
            "",
            *lines,
            "",
            "MOTCUA_HOME names the installation (default var/home). motcua COMMAND --help tells more.",
        ]
    )


def fail(sentence: str, code: int = 1) -> NoReturn:
    """Say why on standard error, as one line, and end."""
    print(f"motcua: {sentence}", file=sys.stderr)
    sys.exit(code)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command. Ends with SystemExit where the command refuses or fails."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in ("help", "--help", "-h"):
        print(usage())
        return
    if given[0] in ("version", "--version"):
        from motcua import __version__

        print(__version__)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    if given[0] in PRIVATE:
        os.umask(0o077)
    if given[0] in SERVING:
        share_counts()
    if given[0] in BEGINNINGS:
        make_keys()
    try:
        _run(module_of(given[0]), given)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # the reader has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


def _run(name: str, given: list[str]) -> None:
    import django

    from motcua.config import locales

    locales.compile_stale()
    django.setup()  # reads the settings: a missing one ends here with its sentence

    from django.core.management import CommandError, ManagementUtility, get_commands
    from django.core.management.base import SystemCheckError
    from django.db import Error as DatabaseError

    from motcua.config import wiring
    from motcua.kernel.errors import Cannot

    wiring.wire()
    if name not in get_commands():
        fail(f"there is no command {given[0]!r}; motcua alone lists them.", 2)
    command = ManagementUtility(["motcua", name]).fetch_command(name)
    command._called_from_command_line = True  # type: ignore[attr-defined]  # noqa: SLF001 — as Django's own runner does
    options = vars(command.create_parser("motcua", given[0]).parse_args(given[1:]))
    positional = options.pop("args", ())
    if options.get("traceback"):
        command.execute(*positional, **options)
        return
    try:
        command.execute(*positional, **options)
    except Cannot as refusal:
        fail(words(refusal))
    except SystemCheckError as error:
        fail(str(error), error.returncode)
    except CommandError as error:
        fail(str(error), error.returncode)
    except DatabaseError as error:
        fail(database_words(error))
    except OSError as error:
        if error.filename is None:
            raise
        fail(f"{error.filename}: {error.strerror}")


def words(refusal: "Cannot") -> str:
    """A refusal as one line in both languages, with its stable code and each wrong value."""
    from motcua.desks.shell.words import field_sentence, sentence

    line = f"{sentence(refusal, 'vi')} / {sentence(refusal, 'en')} [{refusal.code}]"
    wrong = [f"{one.path}: {field_sentence(one, 'vi')} [{one.code}]" for one in getattr(refusal, "errors", ())]
    return "; ".join([line, *wrong])


def database_words(error: Exception) -> str:
    """Why the database did not answer, and what to do."""
    first = str(error).strip().split("\n", 1)[0]
    if "no such table" in first or "no such column" in first or "does not exist" in first:
        return f"the database is not of this version ({first}): run motcua migrate."
    return f"the database did not answer: {first}"


if __name__ == "__main__":
    main()
