"""Reads a calendar file of the country pack into a `WorkingCalendar`; every error names file, line and reason."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from motcua.deadlines.rules import WEEKDAYS, Cause, DayOff, MakeUpDay, Spans, WorkingCalendar, WorkingHours
from motcua.kernel.errors import Invalid

ONE_DAY = timedelta(days=1)
_TOP = {"calendar", "name_vi", "name_en", "working_hours", "holidays", "proposed", "years"}
_YEAR = {"status", "days_off", "in_lieu", "swaps"}
_SWAP = {"off", "work", "holiday", "document"}


class _DaysAsText(RoundTripConstructor):
    """Leaves days to us: YAML itself would refuse 30 February without naming the line."""


_DaysAsText.add_constructor("tag:yaml.org,2002:timestamp", RoundTripConstructor.construct_scalar)


class CannotReadCalendar(Invalid):
    """A calendar file is wrong: `file`, `line` (from 1), `reason` in both languages."""

    def __init__(self, file: str, line: int, vi: str, en: str) -> None:
        super().__init__("calendar.unreadable", file=file, line=line, reason_vi=vi, reason_en=en)

    def __str__(self) -> str:
        return "{file}:{line}: {reason_vi} ({reason_en})".format(**self.facts)


def packaged_calendar(name: str = "vn") -> Path:
    """The calendar file of a country pack that comes with the product. Raises LookupError."""
    path = Path(str(files("motcua") / "data" / name / "calendar.yaml"))
    if not name.isalnum() or not path.is_file():
        raise LookupError(name)
    return path


def read_calendar(path: Path) -> WorkingCalendar:
    """The calendar that a file describes. Raises CannotReadCalendar; proposed days are checked and left out."""
    return _Reader(path).calendar()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.file = path.name if path.parent == Path() else f"{path.parent.name}/{path.name}"
        try:
            yaml = YAML(typ="rt")
            yaml.Constructor = _DaysAsText
            self.root = yaml.load(path.read_text(encoding="utf-8"))
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.stop(mark.line + 1 if mark else 1, "không đọc được YAML", f"not YAML: {error.problem}")
        except (YAMLError, UnicodeDecodeError, ValueError) as error:
            self.stop(1, "không đọc được YAML", f"not YAML: {error}".splitlines()[0])
        except OSError as error:
            self.stop(1, "không mở được tệp", f"cannot be opened: {error.strerror}")
        self.hours: list[WorkingHours] = []
        self.days_off: dict[date, DayOff] = {}
        self.make_up: dict[date, MakeUpDay] = {}

    def calendar(self) -> WorkingCalendar:
        root = self.map(self.root, 1, _TOP)
        names = {key: self.text(root, key) for key in ("calendar", "name_vi", "name_en")}
        self.read_hours(root)
        self.holidays = self.map(self.need(root, "holidays"), self.line(root, "holidays"))
        for key in self.holidays:
            holiday = self.map(self.holidays[key], self.line(self.holidays, key), {"name_vi", "name_en"})
            self.text(holiday, "name_vi"), self.text(holiday, "name_en")
        proposed = self.map(root.get("proposed") or CommentedMap(), self.line(root, "proposed"))
        for key in proposed:
            list(self.days(proposed, key, None)), self.holiday(proposed, key)
        years = self.map(self.need(root, "years"), self.line(root, "years"))
        decided = [year for year in years if self.read_year(years, year)]
        if not decided:
            self.stop(self.line(root, "years"), "chưa có năm nào đã quyết định", "no year is decided")
        for year in range(min(decided), max(decided) + 1):
            if year not in decided:
                self.stop(self.line(root, "years"), f"thiếu năm {year}", f"year {year} is missing or not decided")
        return WorkingCalendar(
            name=names["calendar"],
            hours=tuple(self.hours),
            days_off=self.days_off,
            make_up_days=self.make_up,
            decided_from=min(decided),
            decided_to=max(decided),
            name_vi=names["name_vi"],
            name_en=names["name_en"],
        )

    def read_hours(self, root: CommentedMap) -> None:
        periods = self.need(root, "working_hours")
        if not isinstance(periods, CommentedSeq) or not periods:
            self.stop(self.line(root, "working_hours"), "cần một danh sách", "a list is needed")
        for index, period in enumerate(periods):
            row = self.map(period, periods.lc.item(index)[0] + 1, {"valid_from", "valid_to", *WEEKDAYS})
            line, since, until = self.line(row, "valid_from"), self.date(row, "valid_from"), None
            if row.get("valid_to") is not None:
                until = self.date(row, "valid_to")
            if (until is not None and until <= since) or (self.hours and (self.hours[-1].valid_to or date.max) > since):
                self.stop(line, "các thời kỳ phải nối nhau, không chồng nhau", "periods must follow one another")
            week = [self.read_spans(row, weekday) for weekday in WEEKDAYS]
            if not any(week):
                self.stop(line, "cả tuần không có giờ làm việc", "a week without working hours")
            self.hours.append(WorkingHours(since, until, (*week,)))  # type: ignore[arg-type]  # seven of them

    def read_spans(self, row: CommentedMap, weekday: str) -> Spans:
        spans: list[tuple[time, time]] = []
        for text in row.get(weekday) or ():
            try:
                begins, ends = (time.fromisoformat(part) for part in str(text).split("-"))
            except ValueError:
                self.stop(self.line(row, weekday), f"giờ viết như 07:00-11:30, không phải {text}", f"not hours: {text}")
            if begins >= ends or (spans and spans[-1][1] >= begins):
                self.stop(self.line(row, weekday), f"giờ không theo thứ tự: {text}", f"hours out of order: {text}")
            spans.append((begins, ends))
        return tuple(spans)

    def read_year(self, years: CommentedMap, year: Any) -> bool:
        """Take in one year; true when it is decided."""
        line = self.line(years, year)
        if not isinstance(year, int) or not 1900 <= year <= 2199:
            self.stop(line, f"không phải năm: {year}", f"not a year: {year}")
        row = self.map(years[year], line, _YEAR)
        status = self.text(row, "status")
        if status not in ("decided", "provisional"):
            self.stop(self.line(row, "status"), "ghi decided hoặc provisional", "write decided or provisional")
        provisional = status == "provisional"
        causes: tuple[tuple[str, Cause], ...] = (("days_off", "statutory"), ("in_lieu", "compensation"))
        for section, cause in causes:
            days = self.map(row.get(section) or CommentedMap(), self.line(row, section))
            for key in days:
                names = self.holiday(days, key)
                for day in self.days(days, key, year):
                    self.add_off(day, DayOff(*names, cause, provisional=provisional), self.line(days, key))
        swaps = row.get("swaps") or CommentedSeq()
        for index, entry in enumerate(swaps):
            self.read_swap(self.map(entry, swaps.lc.item(index)[0] + 1, _SWAP), year, provisional)
        return not provisional

    def read_swap(self, swap: CommentedMap, year: int, provisional: bool) -> None:
        off, work, document = self.date(swap, "off"), self.date(swap, "work"), str(swap.get("document") or "")
        if year not in (off.year, work.year):
            self.stop(self.line(swap, "off"), f"ngày không thuộc năm {year}", f"not a day of {year}")
        names = self.holiday(swap, "holiday")
        self.add_off(off, DayOff(*names, "swap", document, provisional), self.line(swap, "off"))
        if work in self.make_up or work in self.days_off or self.usual(work):
            self.stop(self.line(swap, "work"), f"{work} không phải ngày nghỉ", f"{work} is no rest day")
        self.make_up[work] = MakeUpDay(off, document, provisional)

    def add_off(self, day: date, entry: DayOff, line: int) -> None:
        if day in self.days_off or day in self.make_up:
            self.stop(line, f"{day} đã ghi ở trên", f"{day} stands above already")
        if entry.cause != "statutory" and not self.usual(day):
            self.stop(line, f"{day} vốn đã là ngày nghỉ hằng tuần", f"{day} is a weekly rest day already")
        self.days_off[day] = entry

    def usual(self, day: date) -> Spans:
        """The hours that the week gives a day, before days off and swaps."""
        for hours in self.hours:
            if hours.valid_from <= day and (hours.valid_to is None or day < hours.valid_to):
                return hours.week[day.weekday()]
        return ()

    def days(self, row: CommentedMap, key: Any, year: int | None) -> Iterator[date]:
        """The days that a key names: 2026-01-01, or 2026-02-16..2026-02-20."""
        line, (begins, _, ends) = self.line(row, key), str(key).partition("..")
        try:
            first, last = date.fromisoformat(begins), date.fromisoformat(ends or begins)
        except ValueError:
            self.stop(line, f"không phải ngày: {key}", f"not a day: {key}")
        if last < first:
            self.stop(line, f"ngày cuối trước ngày đầu: {key}", f"ends before it begins: {key}")
        if year is not None and not first.year == last.year == year:
            self.stop(line, f"ngày không thuộc năm {year}: {key}", f"not a day of {year}: {key}")
        while first <= last:
            yield first
            first += ONE_DAY

    def holiday(self, row: CommentedMap, key: Any) -> tuple[str, str]:
        slug = self.need(row, key)
        if slug not in self.holidays:
            self.stop(self.line(row, key), f"không có ngày lễ {slug}", f"unknown holiday {slug}")
        return str(self.holidays[slug]["name_vi"]), str(self.holidays[slug]["name_en"])

    def map(self, value: Any, line: int, known: set[str] | None = None) -> CommentedMap:
        if not isinstance(value, CommentedMap):
            self.stop(line, "cần các cặp khoá: giá trị", "a mapping is needed")
        for key in value:
            if known is not None and key not in known:
                self.stop(self.line(value, key), f"không có khoá {key} ở đây", f"unknown key {key}")
        return value

    def need(self, row: CommentedMap, key: Any) -> Any:
        if row.get(key) is None:
            self.stop(self.line(row, key), f"thiếu {key}", f"{key} is missing")
        return row[key]

    def text(self, row: CommentedMap, key: str) -> str:
        value = self.need(row, key)
        if not isinstance(value, str) or not value.strip():
            self.stop(self.line(row, key), f"{key} phải là chữ", f"{key} must be text")
        return value

    def date(self, row: CommentedMap, key: str) -> date:
        value = self.need(row, key)
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.stop(self.line(row, key), f"{key}: không phải ngày: {value}", f"{key}: not a day: {value}")

    def line(self, row: CommentedMap, key: Any) -> int:
        """The line of a key, else of the mapping it is missing from."""
        found = row.lc.data or {}
        return int(found[key][0] if key in found else row.lc.line or 0) + 1

    def stop(self, line: int, vi: str, en: str) -> NoReturn:
        raise CannotReadCalendar(self.file, line, vi, en)
