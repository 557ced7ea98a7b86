"""`motcua due`: reckon a due time and say why (contract, section 4). Needs no database."""

import json
from argparse import ArgumentTypeError
from datetime import datetime, time
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.deadlines import reader, rules
from motcua.deadlines.words import both
from motcua.kernel import clock
from motcua.kernel.errors import Invalid

UNITS = ("hours", "working_days", "calendar_days", "months", "same_day")


class OneLineParser(CommandParser):
    """Wrong arguments are told in one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        if self.called_from_command_line:
            self.exit(2, f"motcua: due: {message}\n")
        raise CommandError(f"due: {message}", returncode=2)


class Command(BaseCommand):
    help = "Reckon a due time and explain it: start, days not counted, pauses, promise."
    requires_system_checks: Any = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = OneLineParser(
            prog=f"{prog_name} {subcommand}",
            description=self.help,
            called_from_command_line=getattr(self, "_called_from_command_line", None),
            **kwargs,
        )
        self.add_base_argument(parser, "--traceback", action="store_true", help="raise instead of one line")
        for name in ("--settings", "--pythonpath"):
            self.add_base_argument(parser, name, help="")
        self.add_base_argument(parser, "--no-color", action="store_true", help="")
        self.add_base_argument(parser, "--force-color", action="store_true", help="")
        self.add_arguments(parser)
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--received", required=True, type=moment, metavar="TIME", help="ISO 8601, local unless it has an offset"
        )
        parser.add_argument("--limit", type=int, metavar="N", help="number of units; not needed for same_day")
        parser.add_argument("--unit", required=True, choices=UNITS)
        parser.add_argument("--policy", choices=("hour_exact", "end_of_day"), default="hour_exact")
        parser.add_argument(
            "--cutoff", type=time_of_day, metavar="HH:MM", help="a later reception counts as the next working day's"
        )
        parser.add_argument(
            "--calendar-roll", action="store_true", help="an end on a day off moves to the next working day"
        )
        parser.add_argument(
            "--pause", action="append", default=[], type=pause, metavar="A..B", help="may be given again"
        )
        parser.add_argument("--calendar", default="vn", type=calendar, metavar="PACK", help="country pack, default vn")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["limit"] is None and options["unit"] != "same_day":
            raise CommandError("due: --limit is needed with this unit / cần --limit với đơn vị này", returncode=2)
        try:
            allowance = rules.Allowance(
                options["limit"] or 0,
                options["unit"],
                policy=options["policy"],
                cutoff=options["cutoff"],
                roll=options["calendar_roll"],
            )
            found = rules.promise(options["received"], allowance, options["pause"], options["calendar"])
        except Invalid as refusal:
            raise CommandError(f"due: {both(refusal)}", returncode=2) from refusal
        self.stdout.write(as_json(found) if options["json"] else as_text(found))


def as_json(found: rules.Promise) -> str:
    """The answer with the contract's keys."""
    answer = {
        "received_at": found.received_at.isoformat(),
        "start_at": found.start_at.isoformat(),
        "due_at": found.due_at.isoformat() if found.due_at else None,
        "working_minutes": found.working_minutes,
        "ledger": [
            {
                "at": line.at.isoformat(),
                "rule": line.rule,
                "effect": line.effect,
                "words_vi": line.words_vi,
                "words_en": line.words_en,
            }
            for line in found.ledger
        ],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def as_text(found: rules.Promise) -> str:
    """The answer for people, in Vietnamese."""
    lines = [
        f"Tiếp nhận:    {rules.moment_words(found.received_at)}",
        f"Tính giờ từ:  {rules.moment_words(found.start_at)}",
        f"Hẹn trả:      {rules.moment_words(found.due_at)}" if found.due_at else "Hẹn trả:      không có hạn",
        f"Giờ làm việc: {rules.duration(found.working_minutes) or '0 phút'}",
        "",
        "Vì sao là ngày này?",
    ]
    lines += [f"  {line.at:%H:%M %d/%m}  {line.words_vi}" for line in found.ledger]
    return "\n".join(lines)


def moment(text: str) -> datetime:
    """An ISO 8601 time with a time of day, or a refusal."""
    if len(text.strip()) <= len("2026-08-27"):
        wrong(f"thời điểm viết như 2026-08-27T09:00 / write the time like 2026-08-27T09:00: {text!r}")
    try:
        return clock.parse(text)
    except (ValueError, OverflowError):
        wrong(f"thời điểm viết như 2026-08-27T09:00 / write the time like 2026-08-27T09:00: {text!r}")


def time_of_day(text: str) -> time:
    """A local time of day, or a refusal."""
    try:
        found = time.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        wrong(f"giờ viết như 15:00 / write the time of day like 15:00: {text!r}")
    return found


def pause(text: str) -> rules.Pause:
    """Two times with .. between, or a refusal."""
    start, dots, end = text.partition("..")
    if not dots:
        wrong(f"lần dừng viết A..B, hai thời điểm / write a pause as A..B, two times: {text!r}")
    if not start.strip():
        wrong(
            f"không có lần dừng nào để kết thúc, ghi lúc dừng trước .. / no pause to end, write when it began: {text!r}"
        )
    return rules.Pause(moment(start), moment(end))


def calendar(name: str) -> rules.WorkingCalendar:
    """The calendar of a country pack that comes with the product, or a refusal."""
    try:
        return reader.read_calendar(reader.packaged_calendar(name))
    except LookupError:
        wrong(f"không có lịch / there is no calendar: {name!r}")


def wrong(sentence: str) -> NoReturn:
    """Refuse an argument in one line."""
    raise ArgumentTypeError(sentence)
