"""`calendar change FILE --decision NO [--dry-run]`: a calendar changed by a decision, and every promise it moves.
`calendar show [YEAR]`: the calendar in force."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.deadlines import queries, reader
from motcua.deadlines.rules import day_words, moment_words
from motcua.deadlines.rules.changing import differences
from motcua.deadlines.words import both
from motcua.flows import calendar_change
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Cannot, Invalid


class Command(BaseCommand):
    help = "Show the working calendar, or change it by a decision: first what it moves, then the change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        change = acts.add_parser("change", help="put a calendar file in force by a decision and move open promises")
        change.add_argument("file", metavar="FILE", help="a calendar file like data/vn/calendar.yaml")
        change.add_argument(
            "--decision", required=True, metavar="NO", help="number of the decision; it is the evidence"
        )
        change.add_argument("--note", default="", help="why, in words")
        change.add_argument("--dry-run", action="store_true", help="tell every dossier and figure, write nothing")
        show = acts.add_parser("show", help="days off and make-up days of a year, as in force")
        show.add_argument("year", nargs="?", type=int, metavar="YEAR")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["act"] == "show":
                self._show(options["year"] or clock.local_day(clock.now()).year)
            else:
                self._change(Path(options["file"]), options["decision"], options["note"], dry_run=options["dry_run"])
        except Cannot as cannot:
            raise CommandError(both(cannot)) from cannot

    def _show(self, year: int) -> None:
        calendar = queries.get_calendar()
        if not 1900 <= year <= 2199:
            raise Invalid("deadlines.out_of_range", first="1900", last="2199")
        decided = "đã quyết định / decided" if calendar.is_decided(year) else "chưa có quyết định / not decided"
        self.stdout.write(f"{calendar.name_vi}, bản {calendar.version}; năm {year}: {decided}")
        for day, off in sorted(calendar.days_off.items()):
            if day.year == year:
                self.stdout.write(
                    f"  nghỉ  {day_words(day)}  {off.name_vi}{f' ({off.document})' if off.document else ''}"
                )
        for day, made in sorted(calendar.make_up_days.items()):
            if day.year == year:
                self.stdout.write(f"  làm   {day_words(day)}  bù cho {day_words(made.replaces)}")

    def _change(self, path: Path, decision: str, note: str, *, dry_run: bool) -> None:
        calendar, at = reader.read_calendar(path), clock.now()
        if dry_run:
            was = queries.get_calendar(calendar.name)
            for one in differences(was, calendar):
                self.stdout.write(
                    f"{day_words(one.day)}: {one.before or 'nghỉ'} → {one.after or 'nghỉ'}  {one.name_vi}"
                )
            self._tell(calendar_change.impact(was, calendar, at), at.date())
            self.stdout.write("Chưa ghi gì / nothing was written.")
            return
        change = calendar_change.prepare(calendar, decision_no=decision, note=note, by=SYSTEM, at=at)
        done = calendar_change.apply(change.number, by=SYSTEM, at=at, name=calendar.name)
        self.stdout.write(
            f"Thay đổi số {change.number} ({change.decision_no}): "
            f"lịch bản {queries.get_calendar_version(calendar.name)}, "
            f"{done.moved} hẹn đã chuyển / promises moved: {done.moved}"
        )
        if done.skipped:
            self.stdout.write(f"Để nguyên vì có việc ghi sau lúc này / left, acts lie ahead: {', '.join(done.skipped)}")

    def _tell(self, found: calendar_change.Impact, today: date) -> None:
        for one in found.touched:
            self.stdout.write(f"{one.code}  {moment_words(one.due_before)} → {moment_words(one.due_after)}")
        ids = {figure.agency_id for figure in found.figures}
        codes = dict(Agency.objects.filter(pk__in=ids).values_list("pk", "code"))
        names = agencies.names_of(ids, today)
        for figure in found.figures:
            self.stdout.write(
                f"{codes[figure.agency_id]} {names.get(figure.agency_id, '')} {figure.month:%m/%Y}: "
                f"đến hạn / due {figure.due_before} → {figure.due_after}, "
                f"đang trễ / pending late {figure.late_before} → {figure.late_after}"
            )
        self.stdout.write(
            f"{len(found.touched)} trong {found.open} hẹn đang mở sẽ chuyển, {found.given} hẹn người đặt giữ nguyên, "
            f"{found.closed} hồ sơ đã xong giữ như đã tính / of {found.open} open promises {len(found.touched)} move, "
            f"{found.given} set by hand stay, {found.closed} closed dossiers stand as judged"
        )
