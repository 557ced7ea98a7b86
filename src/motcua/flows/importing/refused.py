"""The report of refused lines: each with what is wrong, in both languages, and the line itself, so that it can be
mended there and brought in again (`dossiers import` reads such a report as it reads any file of lines)."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from motcua.flows.importing.outcome import Problem
from motcua.flows.importing.words import sentence


class Report:
    """A file of JSON lines that holds personal data: readable by who ran the import alone."""

    def __init__(self, path: Path, *, after_line: int = 0) -> None:
        """`after_line`: where an import goes on that was cut off, what it reported of the lines up to this one stays;
        0: the report begins anew."""
        kept = _kept(path, after_line)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.fchmod(descriptor, 0o600)
        self.file = os.fdopen(descriptor, "w", encoding="utf-8", errors="replace")
        self.file.writelines(kept)
        self.file.flush()

    def add(self, refused: Sequence[tuple[Problem, bytes | None]]) -> None:
        """Lines that were refused; they stand in the file before the batch that they belong to is written."""
        for problem, raw in refused:
            self.file.write(json.dumps(_told(problem, raw), ensure_ascii=False) + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()


def _told(problem: Problem, raw: bytes | None) -> dict[str, Any]:
    told = {
        "line": problem.line,
        "code": problem.code,
        "dossier": problem.dossier,
        "path": problem.path or problem.facts.get("member", ""),
        "vi": sentence(problem.code, problem.facts, "vi"),
        "en": sentence(problem.code, problem.facts, "en"),
    }
    return {"refused": told, "original": None if raw is None else _original(raw)}


def _original(raw: bytes) -> Any:
    """The line as JSON where it is, else as text."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return raw.decode("utf-8", "replace").strip()
    return found["original"] if isinstance(found, dict) and {"refused", "original"} <= found.keys() else found


def _kept(path: Path, after_line: int) -> list[str]:
    if not after_line or not path.exists():
        return []
    kept = []
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                if json.loads(line)["refused"]["line"] <= after_line:
                    kept.append(line)
            except (ValueError, LookupError, TypeError):
                continue  # the last line of a report that was cut off
    return kept
