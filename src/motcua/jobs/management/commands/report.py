"""`report NAME --agency CODE --from D --to D [--by LINES] [--format json|csv|xlsx|pdf] [--out FILE]`.

NAME is handling, scoreboard, targets, or a report of the registry by its key or slug (II.06a, ii-06a)."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.agencies.queries import get_agency, name_of
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports import export, statutory
from motcua.reports.figures import BY, handling
from motcua.reports.figures.scoreboard import scoreboard
from motcua.reports.figures.targets import targets

NAMES = ("handling", "scoreboard", "targets")
LINES = sorted({*BY, "level"})


class Command(BaseCommand):
    help = "Figures of an agency and period as JSON, CSV, XLSX or PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", type=_known, metavar="NAME", help=", ".join((*NAMES, *statutory.reports())))
        parser.add_argument("--agency", default=None, help="code; handling alone may leave it out: all agencies")
        parser.add_argument("--from", dest="first", type=day, default=None, help="first day, 2023-01-01")
        parser.add_argument("--to", dest="last", type=day, default=None, help="last day, included; for targets the day")
        parser.add_argument("--as-of", dest="as_of", type=moment, default=None, help="later events are not seen")
        parser.add_argument("--by", choices=LINES, default=None, help="break figures down")
        parser.add_argument("--own", action="store_true", help="without the units under the agency")
        parser.add_argument("--format", choices=export.FORMATS, default="json")
        parser.add_argument("--lang", choices=("vi", "en"), default="vi")
        parser.add_argument("--out", default=None, help="file; without: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        content = export.write(self._table(options), options["format"])
        out = getattr(self.stdout, "buffer", None)
        if options["out"]:
            Path(options["out"]).write_bytes(content)
        elif options["format"] in ("xlsx", "pdf") and (out is None or self.stdout.isatty()):
            raise CommandError(f"--out: name a file for {options['format']}")
        elif out is not None:
            out.write(content)
            out.flush()
        else:
            self.stdout.write(content.decode("utf-8-sig"), ending="")

    def _table(self, options: dict[str, Any]) -> export.Table:
        name, code, lang = options["name"], options["agency"], options["lang"]
        if code is None and name != "handling":
            raise CommandError("--agency is needed")
        today = clock.local_day(clock.now())
        if name == "targets":
            on = options["last"] or today
            return export.targets_table(
                targets(code, on, as_of=options["as_of"]), agency_name=_name(code, on, lang), on=on, lang=lang
            )
        if options["first"] is None or options["last"] is None:
            raise CommandError("--from and --to are needed")
        first, last = options["first"], options["last"]
        if name not in NAMES:
            report = statutory.get_report(name)
            if options["by"] and options["by"] not in report.by:
                raise CommandError(f"--by: {name} is broken down by {', '.join(report.by)}")
            get_agency(code)
            asked = statutory.Asked(code, first, last, options["as_of"] or clock.now(), options["by"] or "")
            return statutory.table(statutory.make(report, asked), lang)
        if name == "scoreboard":
            return export.scoreboard_table(scoreboard(code, first, last, as_of=options["as_of"]), lang=lang)
        if options["by"] == "level":
            raise CommandError(f"--by: handling is broken down by {', '.join(BY)}")
        rows = handling(code, first, last, as_of=options["as_of"], own=options["own"], by=options["by"])
        return export.handling_table(rows, agency_name=_name(code, last, lang) if code else "", lang=lang)


def _known(name: str) -> str:
    """A report by its name. Raises ArgumentTypeError with all names."""
    if name in NAMES:
        return name
    try:
        return statutory.get_report(name).slug
    except NotVisible:
        known = ", ".join((*NAMES, *statutory.reports()))
        raise ArgumentTypeError(f"no report is called {name!r}: choose one of {known}") from None


def _name(code: str, on: date, lang: str) -> str:
    return name_of(get_agency(code), on, lang, short=True)


def day(text: str) -> date:
    """A local day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day like 2023-01-31") from None


def moment(text: str) -> datetime:
    """An instant; local unless it has an offset."""
    try:
        return clock.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None
