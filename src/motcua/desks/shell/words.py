"""Refusals in words. Each room and desk keeps its own `words.py` with `WORDS = {code: (Vietnamese, English)}`.

`{fact}` in a sentence is replaced by the refusal's fact of that name, written as pages write it.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.translation import get_language

from motcua.desks.shell import formats
from motcua.kernel.errors import Cannot, FieldError, Invalid, NotAllowed, NotLawfulNow, NotVisible

WORDS = {
    "page.not_open": (
        "Trang này dành cho người khác. Cần vào, nhờ quản trị viên của đơn vị giao quyền.",
        "This page is for somebody else. If you need it, ask your unit's administrator.",
    ),
    "database.full": (
        "Máy chủ hết chỗ chứa nên việc vừa làm chưa được ghi lại. Hồ sơ đã nộp không bị ảnh hưởng, thử lại sau",
        "The server has no room left, so this was not kept. What was submitted before is safe; try again later",
    ),
    "database.busy": (
        "Máy chủ đang bận nên việc vừa làm chưa được ghi lại. Thử lại sau một phút",
        "The server is busy, so this was not kept. Try again in a minute",
    ),
    "form.expired": (
        "Đã quá 30 phút không thao tác. Bài làm vẫn giữ, đăng nhập để làm tiếp",
        "Your answers are kept; sign in to go on",
    ),
    "dossier.unknown": (
        "Không có hồ sơ với mã này. Mã ghi trên giấy hẹn, dạng H44.229-261105-0034",
        "No dossier with this code. The code is on the receipt, like H44.229-261105-0034",
    ),
}
_BY_KIND: list[tuple[type[Cannot], tuple[str, str]]] = [
    (NotVisible, ("Không tìm thấy, hoặc không được xem.", "Not found, or not yours to see.")),
    (NotAllowed, ("Tài khoản này không được làm việc đó.", "This account may not do that.")),
    (
        NotLawfulNow,
        (
            "Lúc này không làm việc đó được: hồ sơ đã sang bước khác. Mở lại hồ sơ để xem.",
            "This cannot be done now: the dossier has moved on. Open it again to see.",
        ),
    ),
    (Invalid, ("Có chỗ cần sửa.", "There is something to fix.")),
    (Cannot, ("Việc này không làm được lúc này.", "This cannot be done now.")),
]
_FIELD = ("Xem lại chỗ này", "Check this answer")


@cache
def registry() -> Mapping[str, tuple[str, str]]:
    """Every sentence of every room, flow and desk; collected once. A code said twice stops the start."""
    found: dict[str, tuple[str, str]] = {}
    origin: dict[str, str] = {}
    rooms = [config.name for config in apps.get_app_configs() if config.name.startswith("motcua.")]
    for name in sorted({*rooms, "motcua.flows"}):
        module = f"{name}.words"
        if find_spec(module) is None:
            continue
        for code, sentences in getattr(import_module(module), "WORDS", {}).items():
            if found.get(code, sentences) != sentences:
                raise LookupError(f"{module} and {origin[code]} both have words for {code!r}")
            found[code] = sentences
            origin[code] = module
    return found


_WRITTEN_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return formats.MISSING


def _written(value: object, language: str) -> str:
    if value is None or value == "":
        return formats.MISSING
    if isinstance(value, datetime):
        return formats.instant(value, language)
    if isinstance(value, date):
        return formats.day(value, language)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return formats.integer(value, language)
    if isinstance(value, Decimal):
        return formats.decimal(value, language)
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(_written(one, language) for one in value)
    if language == "en" and isinstance(value, str) and (day := _WRITTEN_DAY.fullmatch(value)):
        # rules write a day as it is written here; in English 09/11/2026 would be read as a day in September
        return formats.day(date(int(day[3]), int(day[2]), int(day[1])), language)
    return str(value)


def say(code: str, facts: Mapping[str, object], fallback: tuple[str, str], language: str | None = None) -> str:
    """The sentence of a code, with its facts; `fallback` when no room has words for the code."""
    spoken = "en" if (language or get_language() or "vi").startswith("en") else "vi"
    pair = registry().get(code, fallback)
    text = pair[1 if spoken == "en" else 0]
    return text.format_map(_Facts({name: _written(value, spoken) for name, value in facts.items()}))


def sentence(cannot: Cannot, language: str | None = None) -> str:
    """A refusal as one sentence in the active (or given) language: what is wrong and the way out."""
    fallback = next(words for kind, words in _BY_KIND if isinstance(cannot, kind))
    return say(cannot.code, cannot.facts, fallback, language)


def field_sentence(error: FieldError, language: str | None = None) -> str:
    """One wrong value as a sentence in the active (or given) language."""
    return say(error.code, error.facts, _FIELD, language)
