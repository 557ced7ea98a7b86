"""`targets judge | alerts | check`: judge what has closed, see who fell behind, compare judgements with today."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.kernel import clock
from motcua.reports.aims.checking import check
from motcua.reports.aims.falls import watch
from motcua.reports.aims.judging import judge_closed


class Command(BaseCommand):
    """The worker does the first two every night; running them again changes nothing."""

    help = "Judge closed targets, see who fell behind, check the judgements."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("judge", help="judge every target whose period has ended and that was not judged yet")
        acts.add_parser("alerts", help="see which units fell behind the path of their target, or caught up")
        acts.add_parser("check", help="hashes of all judgements against the journal, and their figures against today's")

    def handle(self, *args: Any, **options: Any) -> None:
        {"judge": self._judge, "alerts": self._alerts, "check": self._check}[options["act"]]()

    def _judge(self) -> None:
        made = judge_closed(clock.now())
        for one in made:
            target = one.target
            said = "nothing to compare" if one.is_met is None else "met" if one.is_met else "missed"
            self.stdout.write(
                f"{target.agency.code:<16} {target.indicator:<24} {target.period_from}..{target.period_to} "
                f"target {one.value} actual {one.actual} {said} {one.hash[:12]}"
            )
        self.stdout.write(f"judged {len(made)} targets")

    def _alerts(self) -> None:
        found = watch(clock.now())
        for word, falls in (("behind", found.fallen), ("caught up or ended", found.ended)):
            for one in falls:
                target = one.target
                self.stdout.write(
                    f"{target.agency.code:<16} {target.indicator:<24} {word}: {one.actual}, path {one.path}"
                )
        fallen, ended = len(found.fallen), len(found.ended)
        self.stdout.write(f"looked at {found.looked_at} targets: {fallen} fell behind, {ended} caught up or ended")

    def _check(self) -> None:
        found = check(clock.now())
        for target, was, now in found.moved:
            self.stdout.write(f"target {target}: judged {was}, today's figure is {now}")
        self.stdout.write(f"{found.count} judgements, {len(found.moved)} with another figure today")
        if found.broken:
            raise CommandError(f"not as they were judged: targets {', '.join(map(str, found.broken))}")
