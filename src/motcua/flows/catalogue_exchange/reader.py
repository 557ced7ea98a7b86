"""A file of procedures read and judged as strictly as a country pack; what is wrong is named by its path."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from motcua.flows.catalogue_exchange.shape import FORMAT
from motcua.flows.country_pack.faults import Fault, Faults
from motcua.flows.country_pack.located import Group, Located
from motcua.flows.country_pack.pack import FieldSpec, ProcedureSpec
from motcua.flows.country_pack.procedures import Known, ProcedureReader
from motcua.kernel.errors import Cannot

MOST: Final = 64 << 20
"""Bytes of a file that is read; the whole national catalogue is smaller."""
MOST_DEPTH: Final = 40


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong: the path to it ("procedures.3.versions.0.unit") and why."""

    path: str
    reason_vi: str
    reason_en: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason_vi} / {self.reason_en}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a file says."""

    fields: tuple[FieldSpec, ...]
    procedures: tuple[ProcedureSpec, ...]


def load_json(path: Path) -> Any:
    """The file as values. Raises Cannot: catalogue.too_large, catalogue.not_json."""
    if path.stat().st_size > MOST:
        raise Cannot("catalogue.too_large", most=MOST)
    try:
        text = path.read_text(encoding="utf-8")
        if "\\u0000" in text:
            raise ValueError("a character that cannot be stored")
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Cannot("catalogue.not_json", file=path.name, why=str(error)[:200]) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number of JSON")


def read(data: Any, known: Known) -> tuple[Catalogue, list[Wrong]]:
    """Fields and procedures, and everything that is wrong with them; with anything wrong they are not to be used."""
    paths: list[str] = []
    located = _located(data, "", paths)
    if not isinstance(located.value, dict) or data.get("format") != FORMAT:
        wrong = Wrong("format", f"phải là “{FORMAT}”", f"must be “{FORMAT}”")
        return Catalogue((), ()), [wrong]
    return judge(located, paths, known)


def judge(located: Located, paths: Sequence[str], known: Known) -> tuple[Catalogue, list[Wrong]]:
    """As `read`, for values that know their place: each carries the number of it in `paths`."""
    faults = Faults()
    top = Group("", located.value, located.line, faults)
    top.text("format", 40)
    fields = tuple(_fields(top))
    slugs = {*known.fields, *(field.slug for field in fields)}
    reader = ProcedureReader(Path(), known, faults, whole=True)
    procedures = []
    for group in top.groups("procedures", required=True):
        field = group.text("field", 60)
        if field and field not in slugs:
            group.fault("reference_missing", "field", reference=f"fields: {field}")
        procedures.append(reader.procedure(group, field))
    top.finish()
    return Catalogue(fields, tuple(procedures)), [_wrong(fault, paths) for fault in faults.found]


def _fields(top: Group) -> Iterator[FieldSpec]:
    for group in top.groups("fields"):
        yield FieldSpec(
            group.text("slug", 60),
            group.text("vi", 160),
            group.text("en", 160),
            group.text("code", 20, required=False),
            group.text("department", 35, required=False),
        )
        group.finish()


def _located(value: Any, path: str, paths: list[str], depth: int = 0) -> Located:
    """Values that know their place: where the pack's reader has a line, this has the number of a path."""
    number = len(paths)
    paths.append(path)
    if depth > MOST_DEPTH:
        return Located(None, number)
    if isinstance(value, dict):
        inner: Any = {key: _located(one, f"{path}.{key}".lstrip("."), paths, depth + 1) for key, one in value.items()}
    elif isinstance(value, list):
        inner = [_located(one, f"{path}.{index}", paths, depth + 1) for index, one in enumerate(value)]
    else:
        inner = value
    return Located(inner, number)


def _wrong(fault: Fault, paths: Sequence[str]) -> Wrong:
    facts = dict(fault.facts)
    if isinstance(facts.get("line"), int):
        facts["line"] = paths[facts["line"]]
    named = Fault(fault.file, fault.line, fault.code, tuple(sorted(facts.items())))
    return Wrong(paths[fault.line] or "procedures", named.words("vi"), named.words("en"))
