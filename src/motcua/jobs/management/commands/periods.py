"""`periods seal [--on DAY | --since DAY] [--agency CODE] | check [--agency CODE]`: periods sealed with a hash, and how
they are proved."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.agencies.queries import get_agency
from motcua.flows import period_seals
from motcua.kernel import clock
from motcua.kernel.errors import NotVisible
from motcua.reports.models import PeriodSeal
from motcua.reports.seals.checking import check


class Command(BaseCommand):
    """Seals what has closed; recomputes every hash and names what is counted differently now."""

    help = "Periods whose figures are sealed with a hash."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        seal = acts.add_parser("seal", help="seal what has closed and is not sealed yet (the worker does it by itself)")
        seal.add_argument("--on", type=_day, default=None, help="as if it were that day: 2026-04-15 seals March")
        seal.add_argument("--since", type=_day, default=None, help="all that has closed from that day to today")
        checked = acts.add_parser("check", help="recompute every hash; exit 1 when one does not hold")
        for one in (seal, checked):
            one.add_argument("--agency", default="", help="one agency alone; without: all that counted a dossier")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = options["agency"]
        if agency:
            try:
                agency = get_agency(agency).code
            except NotVisible:
                raise CommandError(f"--agency: no agency has the code {options['agency']}") from None
        if options["act"] == "seal":
            self._seal(agency, options["on"], options["since"])
        else:
            self._check(agency)

    def _seal(self, agency: str, on: date | None, since: date | None) -> None:
        now, count = clock.now(), 0
        if on is not None and on > clock.local_day(now):
            raise CommandError(f"--on: {on} is still to come; a period is sealed when it is over")
        if on is not None and since is not None:
            raise CommandError("--on and --since: name one of them")
        today = clock.local_day(now)
        for day in _ends(since, today) if since is not None else [on or today]:
            for made in period_seals.seal_ended(now, on=day, agency=agency):
                count += 1
                self.stdout.write(f"{_named(made)} {made.digest}")
        self.stdout.write(f"sealed {count} periods" if count else "nothing to seal: what has closed is sealed")

    def _check(self, agency: str) -> None:
        faults, changed = 0, 0
        for one in check(clock.now(), agency=agency):
            if one.fault:
                faults += 1
                self.stdout.write(f"{_named(one.seal)} {one.fault}")
            if one.differences:
                changed += 1
            for found in one.differences:
                line = f"{found.part} {found.line}".strip()
                self.stdout.write(
                    f"{_named(one.seal)} {line} {found.figure}: sealed {found.sealed}, counted now {found.now}"
                )
        said = f"{PeriodSeal.objects.count()} seals" if not agency else f"seals of {agency}"
        if faults:
            raise CommandError(f"{faults} seals do not hold ({said} read)")
        self.stdout.write(f"every hash holds: {said}")
        if changed:
            self.stdout.write(f"{changed} periods are counted differently now: the control office may correct them")


def _named(seal: PeriodSeal) -> str:
    return f"{seal.agency.code} {seal.first}–{seal.last} v{seal.version}"


def _ends(since: date, today: date) -> list[date]:
    """A day late in every month from one on, and today: what has closed is seen from them."""
    found = []
    while since < today:
        found.append(min(since.replace(day=28), today))
        since = (since.replace(day=28) + timedelta(days=4)).replace(day=1)
    return [*found, today]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text}: a day is written 2026-04-15") from None
