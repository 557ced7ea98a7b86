"""From when on a dossier is shown under a signal: dated data (`data/vn/signals.yaml`); pure but for
reading the file."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from motcua.kernel.errors import Invalid

UNITS = ("hours", "minutes", "days", "requests", "answers", "dossiers")


@dataclass(frozen=True, slots=True)
class Threshold:
    """The value of a signal with its unit, since when, by what and how sure."""

    signal: str
    value: int
    unit: str
    valid_from: date
    confidence: str
    source_vi: str
    source_en: str


class CannotReadSignals(Invalid):
    """The file of thresholds is wrong: `line` (from 1), `reason` in both languages."""

    def __init__(self, line: int, vi: str, en: str) -> None:
        super().__init__("signals.unreadable", file="signals.yaml", line=line, reason_vi=vi, reason_en=en)

    def __str__(self) -> str:
        return "{file}:{line}: {reason_vi} ({reason_en})".format(**self.facts)


def read(text: str) -> tuple[Threshold, ...]:
    """The thresholds that a file tells. Raises CannotReadSignals."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        root = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CannotReadSignals(line, "tệp sai cú pháp YAML", "not YAML") from None
    if not isinstance(root, dict) or not isinstance(root.get("signals"), list):
        raise CannotReadSignals(1, "thiếu danh sách signals", "no list `signals`")
    return tuple(_one(one, root["signals"].lc.item(index)[0] + 1) for index, one in enumerate(root["signals"]))


def _one(one: Any, line: int) -> Threshold:
    if not isinstance(one, dict) or not one.get("signal"):
        raise CannotReadSignals(line, "thiếu signal", "no `signal`")
    value = one.get("value")
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise CannotReadSignals(line, "value là số nguyên từ 1", "value is a whole number from 1")
    if one.get("unit") not in UNITS:
        raise CannotReadSignals(line, f"unit là một trong: {', '.join(UNITS)}", f"unit is one of: {', '.join(UNITS)}")
    if not isinstance(one.get("valid_from"), date):
        raise CannotReadSignals(line, "valid_from không phải ngày", "valid_from is no day")
    if one.get("confidence") not in ("high", "medium", "low"):
        raise CannotReadSignals(line, "confidence là high, medium, low", "confidence is high, medium, low")
    return Threshold(
        signal=str(one["signal"]),
        value=value,
        unit=one["unit"],
        valid_from=one["valid_from"],
        confidence=one["confidence"],
        source_vi=str(one.get("source_vi", "")),
        source_en=str(one.get("source_en", "")),
    )


@cache
def known() -> tuple[Threshold, ...]:
    """Those of the country pack."""
    return read((files("motcua") / "data" / "vn" / "signals.yaml").read_text(encoding="utf-8"))


def threshold(signal: str, on: date, among: tuple[Threshold, ...] | None = None) -> Threshold:
    """The one in force on a day, or the first there is for days before it. Raises LookupError."""
    mine = sorted(
        (one for one in (known() if among is None else among) if one.signal == signal), key=lambda one: one.valid_from
    )
    if not mine:
        raise LookupError(f"signals.yaml has no {signal!r}")
    return next((one for one in reversed(mine) if one.valid_from <= on), mine[0])
