"""A workbook as the same catalogue that JSON says; what is wrong is named by sheet, row and column."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from motcua.flows.catalogue_exchange.reader import MOST, Wrong
from motcua.flows.catalogue_exchange.shape import FORMAT
from motcua.flows.catalogue_exchange.sheets import FIELDS, LINES, NO, SHEETS, VERSIONS, YES, Column, Sheet
from motcua.flows.catalogue_exchange.to_excel import sheet_named
from motcua.flows.country_pack.located import Located
from motcua.kernel.errors import Cannot

MOST_ROWS = 50_000
_TRUE = {YES, "co", "x", "true", "1", "yes", "đúng"}
_FALSE = {NO, "khong", "false", "0", "no", "sai"}
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass
class Book:
    """What was read: the values that know their place, the places by number, and what is wrong already."""

    top: Located = field(default_factory=lambda: Located({}, 0))
    places: list[str] = field(default_factory=lambda: ["tệp"])
    wrong: list[Wrong] = field(default_factory=list)

    def at(self, place: str) -> int:
        self.places.append(place)
        return len(self.places) - 1

    def fault(self, place: str, vi: str, en: str) -> None:
        self.wrong.append(Wrong(place, vi, en))


def load_excel(path: Path, name: str = "") -> Book:
    """The workbook of a file. Raises Cannot: catalogue.too_large, catalogue.not_excel."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > 4 * MOST:
                raise Cannot("catalogue.too_large", most=MOST)
        workbook = load_workbook(path, read_only=True, data_only=True)
    except Cannot:
        raise
    except Exception as error:  # noqa: BLE001 — a file of somebody else's can be broken in any way
        raise Cannot("catalogue.not_excel", file=name or path.name, why=type(error).__name__) from None
    book = Book()
    rows: dict[str, list[tuple[int, dict[str, Located]]]] = {}
    for page in workbook.worksheets:
        sheet = sheet_named(page.title)
        if sheet is None:
            names = ", ".join(one.name for one in SHEETS)
            book.fault(page.title, f"không dùng trang này; các trang: {names}", f"unknown sheet; the sheets: {names}")
            continue
        rows[sheet.name] = list(_rows(book, sheet, page))
    if VERSIONS.name not in rows:
        book.fault(VERSIONS.name, "thiếu trang này", "this sheet is missing")
    workbook.close()
    book.top = _assembled(book, rows)
    return book


def _rows(book: Book, sheet: Sheet, page: Any) -> Iterator[tuple[int, dict[str, Located]]]:
    lines = page.iter_rows(values_only=True)
    columns = _columns(book, sheet, next(lines, ()))
    for number, line in enumerate(lines, 2):
        if number > MOST_ROWS:
            book.fault(f"{sheet.name}, dòng {number}", f"quá {MOST_ROWS} dòng", f"more than {MOST_ROWS} rows")
            return
        if all(value is None or str(value).strip() == "" for value in line):
            continue
        members: dict[str, Located] = {}
        for index, column in columns.items():
            place = f"{sheet.name}, dòng {number}, cột {_letter(index)} ({column.words})"
            value = line[index] if index < len(line) else None
            told = _told(book, column, value, place)
            if told is not None or (column.key == "amount" and sheet.member == "fees"):
                members[column.key] = Located(told, book.at(place))
            elif column.needed and value is None:
                book.fault(place, f"thiếu {column.words.lower()}", f"{column.key} is missing")
        yield number, members


def _columns(book: Book, sheet: Sheet, heading: tuple[Any, ...]) -> dict[int, Column]:
    """Position → column, by the key in brackets or the heading's words."""
    known = {column.key: column for column in sheet.columns}
    words = {column.words.casefold(): column for column in sheet.columns}
    found: dict[int, Column] = {}
    for index, said in enumerate(heading):
        if said is None or not str(said).strip():
            continue
        text = str(said).strip()
        key = text.rpartition("(")[2].removesuffix(")").strip() if text.endswith(")") else text
        column = known.get(key) or words.get(text.casefold())
        place = f"{sheet.name}, dòng 1, cột {_letter(index)}"
        if column is None:
            allowed = ", ".join(known)
            book.fault(place, f"không có cột “{text}”; các cột: {allowed}", f"no column “{text}”; columns: {allowed}")
        elif column in found.values():
            book.fault(place, f"cột {column.key} có hai lần", f"column {column.key} stands twice")
        else:
            found[index] = column
    for column in sheet.columns:
        if column.needed and column not in found.values():
            book.fault(f"{sheet.name}, dòng 1", f"thiếu cột {column.heading}", f"column {column.key} is missing")
    return found


def _letter(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(index + 1))


def _told(book: Book, column: Column, value: Any, place: str) -> Any:
    """A cell as JSON says it; None for an empty one and for one that cannot be read (which is noted)."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    wanted = {
        "whole": ("một số nguyên", "a whole number"),
        "flag": (f"{YES} hoặc {NO}", "có or không"),
        "day": ("một ngày, 2026-11-23 hoặc 23/11/2026", "a day such as 2026-11-23"),
        "clock": ("một giờ, 15:00", "a time such as 15:00"),
        "tiers": ("các bậc, 3: 1000; 10: 500", "steps such as 3: 1000; 10: 500"),
    }
    try:
        return _READ.get(column.kind, _text)(value)
    except (ValueError, TypeError):
        vi, en = wanted[column.kind]
        book.fault(place, f"“{value}” không phải {vi}", f"“{value}” is not {en}")
        return None


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def _code(value: Any) -> str:
    # A national code that the spreadsheet took for a number: it has six decimals.
    return f"{value:.6f}" if isinstance(value, float) else str(value).strip()


def _whole(value: Any) -> int:
    if isinstance(value, bool):
        raise ValueError
    if isinstance(value, str):
        value = value.replace(".", "").replace(" ", "")
    number = int(value)
    if number != float(value) or number < 0:
        raise ValueError
    return number


def _flag(value: Any) -> bool:
    said = str(value).strip().casefold()
    if said not in _TRUE | _FALSE:
        raise ValueError
    return said in _TRUE


def _day(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    said = str(value).strip()
    if found := _DAY.fullmatch(said):
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    return date.fromisoformat(said).isoformat()


def _clock(value: Any) -> str:
    return (
        value.strftime("%H:%M")
        if isinstance(value, time)
        else time.fromisoformat(str(value).strip()).isoformat("minutes")
    )


def _list(value: Any) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", str(value)) if part.strip()]


def _tiers(value: Any) -> list[dict[str, int]]:
    found = []
    for part in _list(value):
        start, _colon, amount = part.partition(":")
        found.append({"from": _whole(start.strip()), "amount": _whole(amount.strip())})
    return found


_READ: dict[str, Any] = {
    "code": _code,
    "whole": _whole,
    "flag": _flag,
    "day": _day,
    "clock": _clock,
    "list": _list,
    "tiers": _tiers,
}


def _assembled(book: Book, rows: dict[str, list[tuple[int, dict[str, Located]]]]) -> Located:
    """The file as a tree: procedures with their versions, each with its lines."""
    procedures: dict[str, tuple[dict[str, Located], list[Located]]] = {}
    versions: dict[tuple[str, str], dict[str, Located]] = {}
    for number, members in rows.get(VERSIONS.name, ()):
        code, start = _said(members, "code"), _said(members, "valid_from")
        place = book.at(f"{VERSIONS.name}, dòng {number}")
        if (code, start) in versions:
            vi = f"phiên bản {code} từ {start} có hai dòng"
            book.fault(book.places[place], vi, f"version {code} of {start} stands twice")
            continue
        own: dict[str, Located] = {name: members[name] for name in ("code", "id", "field") if name in members}
        _own, listed = procedures.setdefault(code, (own, []))
        rest = {name: value for name, value in members.items() if name not in own}
        versions[code, start] = _nested(rest)
        listed.append(Located(versions[code, start], place))
    for sheet in LINES:
        for number, members in rows.get(sheet.name, ()):
            of = _said(members, "code"), _said(members, "valid_from")
            place = book.at(f"{sheet.name}, dòng {number}")
            if of not in versions:
                vi = f"trang {VERSIONS.name} không có phiên bản {of[0]} từ {of[1]}"
                book.fault(book.places[place], vi, f"sheet {VERSIONS.name} has no version {of[0]} of {of[1]}")
                continue
            lines = versions[of].setdefault(sheet.member, Located([], place))
            rest = {name: value for name, value in members.items() if name not in ("code", "valid_from")}
            lines.value.append(Located(_nested(rest), place))
    listed_fields = [
        Located(_nested(members), book.at(f"{FIELDS.name}, dòng {number}"))
        for number, members in rows.get(FIELDS.name, ())
    ]
    made = [
        Located({**own, "versions": Located(listed, listed[0].line)}, listed[0].line)
        for own, listed in procedures.values()
    ]
    for one in made:
        one.value["versions"].value.sort(key=lambda row: _said(row.value, "valid_from"))
    return Located(
        {"format": Located(FORMAT, 0), "fields": Located(listed_fields, 0), "procedures": Located(made, 0)}, 0
    )


def _said(members: dict[str, Located], key: str) -> str:
    return str(members[key].value) if key in members else ""


def _nested(members: dict[str, Located]) -> dict[str, Located]:
    """ "name.vi" and "name.en" as one member "name"; lists as lists of values that know their place."""
    made: dict[str, Located] = {}
    for key, one in members.items():
        head, _dot, inner = key.partition(".")
        value = one
        if isinstance(one.value, list):
            value = Located([_within(row, one.line) for row in one.value], one.line)
        if inner:
            made.setdefault(head, Located({}, one.line)).value[inner] = value
        else:
            made[head] = value
    return made


def _within(row: Any, line: int) -> Located:
    if isinstance(row, dict):
        return Located({name: Located(value, line) for name, value in row.items()}, line)
    return Located(row, line)


def plain(located: Located) -> Any:
    """The values without their places: what JSON would have said."""
    if isinstance(located.value, dict):
        return {key: plain(one) for key, one in located.value.items()}
    if isinstance(located.value, list):
        return [plain(one) for one in located.value]
    return located.value
