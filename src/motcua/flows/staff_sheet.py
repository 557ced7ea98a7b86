"""Colleagues from a table (Excel or CSV): every row is judged first, and only a table without fault is written."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency, Position
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, FieldError, Invalid
from motcua.people import access, accounts
from motcua.people.models import Account
from motcua.people.posts import likely_role

COLUMNS = (
    "ho_ten",
    "ten_dang_nhap",
    "thu_dien_tu",
    "dien_thoai",
    "vi_tri",
    "quyen",
    "tu_ngay",
    "den_ngay",
    "quyet_dinh",
)
NEEDED = ("ho_ten",)
_CALLED = {
    "ho_ten": ("ho ten", "ho va ten", "ho, chu dem, ten", "full name", "full_name", "name"),
    "ten_dang_nhap": ("ten dang nhap", "username", "user name"),
    "thu_dien_tu": ("thu dien tu", "email", "e-mail"),
    "dien_thoai": ("dien thoai", "so dien thoai", "phone"),
    "vi_tri": ("vi tri", "chuc danh", "post", "position"),
    "quyen": ("quyen", "vai tro", "role"),
    "tu_ngay": ("tu ngay", "from", "first day"),
    "den_ngay": ("den ngay", "den het ngay", "to", "last day"),
    "quyet_dinh": ("quyet dinh", "so quyet dinh", "decision"),
}
MOST_ROWS = 300


@dataclass
class Line:
    """One row of the table as it was read, and what is wrong with it. `number` is the row in the sheet."""

    number: int
    values: dict[str, str]
    errors: list[FieldError] = field(default_factory=list)
    title: str = ""
    role: str = ""


def read_table(name: str, content: bytes) -> list[dict[str, str]]:
    """Rows of an .xlsx or .csv file by our column names. Raises Invalid at `file` (sheet.unreadable, .column_unknown,
    .column_missing, .too_long, .empty)."""
    rows = _xlsx(content) if name.lower().endswith(".xlsx") else _csv(content)
    table = [row for row in rows if any(cell.strip() for cell in row)]
    if not table:
        raise _wrong("sheet.empty")
    known = {called: column for column, names in _CALLED.items() for called in (column, *names)}
    heads: list[str] = []
    for cell in table[0]:
        called = text.fold(text.normal(cell)).strip()
        if not called:
            heads.append("")
        elif called in known:
            heads.append(known[called])
        else:
            raise _wrong("sheet.column_unknown", column=text.normal(cell)[:60], known=", ".join(COLUMNS))
    for column in NEEDED:
        if column not in heads:
            raise _wrong("sheet.column_missing", column=column)
    if len(table) == 1:
        raise _wrong("sheet.empty")
    if len(table) - 1 > MOST_ROWS:
        raise _wrong("sheet.too_long", most=MOST_ROWS)
    return [
        {column: text.normal(cell) for column, cell in zip(heads, row, strict=False) if column} for row in table[1:]
    ]


def _wrong(code: str, **facts: object) -> Invalid:
    return Invalid("sheet.invalid", [FieldError("file", code, **facts)])


def _csv(content: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "utf-16"):
        try:
            written = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in written:
            continue
        head = written.split("\n", 1)[0]
        mark = max(",;\t", key=head.count)
        return list(csv.reader(io.StringIO(written), delimiter=mark))
    raise _wrong("sheet.unreadable")


def _xlsx(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [
            [_cell(value) for value in row]
            for row in sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 50, max_col=30)
        ]
    except Exception as error:  # whatever a broken file raises in the reader
        raise _wrong("sheet.unreadable") from error
    return rows


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def judge(table: Sequence[dict[str, str]], *, agency: Agency, by: Actor, at: datetime) -> list[Line]:
    """What would happen with each row: the dry run does everything and takes it back. Writes nothing."""
    lines = _lines(table, agency, clock.local_day(at))
    try:
        with transaction.atomic():
            _write(lines, agency=agency, reason="", by=by, at=at)
            raise _TakeBack
    except _TakeBack:
        return lines


def bring_in(
    table: Sequence[dict[str, str]], *, agency: Agency, reason: str, by: Actor, at: datetime
) -> tuple[list[Line], list[Account]]:
    """Open all accounts, or none: with a fault in any row nothing is written and the lines say why."""
    lines = _lines(table, agency, clock.local_day(at))
    try:
        with transaction.atomic(durable=True):
            made = _write(lines, agency=agency, reason=reason, by=by, at=at)
            if any(line.errors for line in lines):
                raise _TakeBack
    except _TakeBack:
        return lines, []
    return lines, made


class _TakeBack(Exception):
    """Rolls the trial back."""


def _lines(table: Sequence[dict[str, str]], agency: Agency, today: date) -> list[Line]:
    posts = agencies.positions(agency, today)
    lines = [Line(number, dict(row)) for number, row in enumerate(table, start=2)]
    seen: dict[str, int] = {}
    for line in lines:
        username = line.values.get("ten_dang_nhap", "").lower()
        if username and username in seen:
            line.errors.append(FieldError("ten_dang_nhap", "sheet.twice", username=username, row=seen[username]))
        seen.setdefault(username, line.number)
        _find_post(line, posts, agency.kind)
    return lines


def _find_post(line: Line, posts: Iterable[Position], kind: str) -> Position | None:
    wanted = line.values.get("vi_tri", "")
    if not wanted:
        return None
    folded = text.fold(wanted)
    found = next((one for one in posts if folded in (one.slug, text.fold(one.title_vi), text.fold(one.title_en))), None)
    if found is None:
        line.errors.append(FieldError("vi_tri", "sheet.post_unknown", post=wanted))
        return None
    said = line.values.get("quyen", "")
    roles = {text.fold(name): role for role, names in access.ROLE_NAMES.items() for name in (role, *names)}
    role = roles.get(text.fold(said), "") if said else likely_role(found.slug, kind)
    if not role:
        line.errors.append(FieldError("quyen", "sheet.role_unknown", role=said))
    line.title, line.role = found.title_vi, role
    return found


def _write(lines: list[Line], *, agency: Agency, reason: str, by: Actor, at: datetime) -> list[Account]:
    posts = agencies.positions(agency, clock.local_day(at))
    made = []
    for line in lines:
        if line.errors:
            continue
        post = _first_post(line, posts, agency, clock.local_day(at))
        if line.errors:
            continue
        try:
            with transaction.atomic():
                made.append(
                    accounts.add_colleague(
                        line.values.get("ten_dang_nhap", ""),
                        full_name=line.values.get("ho_ten", ""),
                        email=line.values.get("thu_dien_tu", ""),
                        phone=line.values.get("dien_thoai", ""),
                        agency=agency,
                        post=post,
                        reason=reason,
                        by=by,
                        at=at,
                    )
                )
                line.values["ten_dang_nhap"] = made[-1].username
        except Invalid as invalid:
            line.errors += [FieldError(_PATHS.get(one.path, one.path), one.code, **one.facts) for one in invalid.errors]
        except Cannot as cannot:
            line.errors.append(FieldError("", cannot.code, **cannot.facts))
    return made


_PATHS = {
    "full_name": "ho_ten",
    "username": "ten_dang_nhap",
    "email": "thu_dien_tu",
    "phone": "dien_thoai",
    "role": "quyen",
    "first_day": "tu_ngay",
    "last_day": "den_ngay",
}


def _first_post(line: Line, posts: Iterable[Position], agency: Agency, today: date) -> accounts.FirstPost | None:
    position = _find_post(line, posts, agency.kind)
    if position is None or line.errors:
        return None
    days: dict[str, date | None] = {}
    for name in ("tu_ngay", "den_ngay"):
        days[name] = _day(line, name)
    if line.errors:
        return None
    decision = line.values.get("quyet_dinh", "")[:120]
    return accounts.FirstPost(position, line.role, days["tu_ngay"] or today, days["den_ngay"], decision)


def _day(line: Line, name: str) -> date | None:
    written = line.values.get(name, "")
    if not written:
        return None
    parts = written.replace("-", "/").replace(".", "/").split("/")
    if len(parts) == 3 and len(parts[2]) == 4:
        parts.reverse()
    try:
        found = date(*(int(part) for part in parts)) if len(parts) == 3 else None
    except ValueError:
        found = None
    if found is None:
        line.errors.append(FieldError(name, "given.day_wrong"))
    return found


def blank_table() -> bytes:
    """The empty table to be filled in, as .xlsx, with one row that shows how."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "nhan su"
    sheet.append(list(COLUMNS))
    sheet.append(["Nguyễn Thị Mai", "", "mai@xa.vn", "0912000345", "single_window_officer", "", "", "", ""])
    for letter, width in zip("ABCDEFGHI", (26, 18, 24, 14, 30, 22, 12, 12, 18), strict=True):
        sheet.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
