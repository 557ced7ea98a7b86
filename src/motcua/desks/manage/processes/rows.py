"""One step as a form: what is asked, how it is read into the draft's row, and what the buttons of the table do."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.desks.manage.inputs import Drawn, Input, Section, Typed, draw, read, typed_from
from motcua.desks.manage.processes.words import Names, Options, options
from motcua.workflow.rules import MOST_STEPS, REST

STEP = Section(
    "buoc",
    _("Các bước"),
    (
        Input("name_vi", _("Tên bước"), most=200),
        Input("name_en", _("Tên tiếng Anh"), most=200),
        Input("act", _("Việc của bước"), "select", "acts"),
        Input("post", _("Ai làm (vị trí, không phải tên người)"), "select", "posts"),
        Input("role", _("Vai trò trong phần mềm"), "select", "roles"),
        Input("timing", _("Tính giờ thế nào"), "select", "timing"),
        Input("hours", _("Giờ làm việc"), "number", width=5),
        Input("warn", _("Báo trước khi hết, giờ"), "number", width=5, hint=_("0: theo mức chung.")),
        Input("optional", _("Bước tùy chọn: được bỏ qua"), "flag"),
        Input("after", _("Chờ thêm bước nào"), "many", "steps", hint=_("Bước trước trong bảng thì luôn chờ.")),
        Input("agency", _("Cơ quan nào làm, với phần việc của cơ quan khác"), "select", "agencies"),
        Input("also", _("Được làm thêm"), "many", "also", hint=_("Không chọn: mọi việc mà luật cho ở bước này.")),
        Input("makes", _("Giấy tờ làm ra"), "lines", hint=_("Mỗi dòng một khóa, ví dụ result."), most=60),
        Input("ground", _("Căn cứ"), most=200),
        Input("key", _("Khóa"), width=20, most=60, hint=_("Chữ thường không dấu; không đổi thì lịch sử nối liền.")),
    ),
)
MORE = frozenset({"after", "agency", "also", "makes", "ground", "key"})
"""Inputs that few steps need: folded until one of them says something."""
GENERAL = Section(
    "chung",
    _("Tên, thủ tục"),
    (
        Input("name_vi", _("Tên quy trình"), most=200),
        Input("name_en", _("Tên tiếng Anh"), most=200),
        Input(
            "procedures",
            _("Thủ tục chuyển sang quy trình này"),
            "lines",
            hint=_("Mỗi dòng một mã thủ tục. Thủ tục đang theo quy trình này thì không phải ghi lại."),
            most=40,
        ),
    ),
)
BLANK: Mapping[str, Any] = {
    "act": "forward",
    "post": "specialist",
    "role": "specialist_officer",
    "name_vi": "",
    "name_en": "",
    "hours": 2,
}


def laid_out(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the draft as the inputs hold it."""
    hours = row.get("hours")
    timing = "none" if hours is None else "rest" if hours == REST else "hours"
    return {**row, "timing": timing, "hours": hours if isinstance(hours, int) else "", "warn": row.get("warn") or ""}


def folded(values: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed as a row of the draft; what has its usual value is left out."""
    hours = {"none": None, "rest": REST}.get(values["timing"], values["hours"] or 0)
    kept = {name: value for name, value in row.items() if name not in values and name != "hours"}
    made = {
        **kept,
        **{name: values[name] for name in ("key", "act", "post", "role", "name_vi", "name_en")},
        "hours": hours,
    }
    for name in ("after", "also", "makes", "agency", "ground", "optional", "warn"):
        if values[name]:
            made[name] = values[name]
    return made


def typed_of(given: QueryDict) -> Typed:
    """The step as it was typed."""
    return read(STEP, given)


def drawn_step(typed: Typed, names: Names, lang: str, rows: Sequence[Mapping[str, Any]], at: int) -> list[Drawn]:
    """The inputs of a step with what they choose from."""
    return list(draw(STEP.inputs, typed, {**options(names, lang), "steps": _others(rows, at, names)}))


def shown(row: Mapping[str, Any]) -> Typed:
    """A row of the draft as if it had just been typed."""
    return typed_from(STEP, laid_out(row))


def _others(rows: Sequence[Mapping[str, Any]], at: int, names: Names) -> Options:
    return [
        (
            str(row["key"]),
            f"{number}. {(row.get('name_en') if names.english else '') or row.get('name_vi') or row['key']}",
        )
        for number, row in enumerate(rows, 1)
        if number != at + 1 and row.get("key")
    ]


def renamed(rows: Sequence[Mapping[str, Any]], old: str, new: str) -> list[dict[str, Any]]:
    """The rows after a key was changed: who waited for it still does."""
    if not old or old == new:
        return [dict(row) for row in rows]
    return [
        {**row, "after": [new if key == old else key for key in row["after"]]} if row.get("after") else dict(row)
        for row in rows
    ]


def changed(rows: Sequence[dict[str, Any]], act: str, at: int) -> tuple[list[dict[str, Any]], int]:
    """The rows after a button of the table, and which of them is open then; nonsense changes nothing. A step that is
    taken away is waited for no longer."""
    found = list(rows)
    last = len(found) - 1
    if not 0 <= at <= max(last, 0):
        return found, 0
    if act == "add" and len(found) < MOST_STEPS:
        place = min(at + 1, len(found))
        found.insert(place, {**BLANK, "key": _free_key(found)})
        return found, place
    if act == "remove" and found:
        gone = found.pop(at).get("key", "")
        for index, row in enumerate(found):
            if gone in row.get("after", ()):
                found[index] = {**row, "after": [key for key in row["after"] if key != gone]}
        return found, min(at, max(len(found) - 1, 0))
    if act == "up" and at > 0:
        found[at - 1], found[at] = found[at], found[at - 1]
        return found, at - 1
    if act == "down" and at < last:
        found[at + 1], found[at] = found[at], found[at + 1]
        return found, at + 1
    return found, at


def _free_key(rows: Sequence[Mapping[str, Any]]) -> str:
    taken = {row.get("key") for row in rows}
    number = len(rows) + 1
    while f"step_{number}" in taken:
        number += 1
    return f"step_{number}"
