"""Judging lines: each for itself, against what is here already, and its rows made ready."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.dossiers.models import Dossier
from motcua.flows.importing.held import NEWS, differs
from motcua.flows.importing.outcome import Problem
from motcua.flows.importing.packing import Counters, Ready, counters, pack
from motcua.flows.importing.reading import parse, read
from motcua.flows.importing.references import References, read_references
from motcua.flows.importing.replay import replay
from motcua.flows.importing.shapes import MOST_BYTES, Bad
from motcua.flows.importing.tables import Packed, Speller
from motcua.kernel.errors import FieldError

Numbered = tuple[int, bytes | None]
"""A line with its number from 1; None for one that is too long to be one."""
Before = dict[str, tuple[int, Mapping[str, Any] | str]]
"""Codes of the lines before, each with the line's number and what it said (its digest where many are kept)."""
_SPELL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(slots=True)
class Judged:
    """What some lines come to. `refused` and `warnings` in the order of the lines; `packed` is None where nothing is to
    be written."""

    lines: int = 0
    fresh: int = 0
    present: int = 0
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    packed: Packed | None = None
    counters: Counters = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    """Codes of the dossiers that are to be written."""


@dataclass(slots=True)
class Judge:
    """Judges lines after one another; what they refer to is read once. `at`: when this import happens."""

    at: datetime
    run_id: int | None = None
    dry_run: bool = False
    references: References = field(default_factory=read_references)
    speller: Speller = field(default_factory=lambda: Speller(connection.vendor))
    seen: "Before" = field(default_factory=dict)
    """Of a dry run, which leaves nothing in the database: every code of the file."""

    def judge(self, lines: Sequence[Numbered]) -> Judged:
        """Lines that stand together in a file."""
        judged = Judged(lines=len(lines))
        parsed = [(number, raw, *self._parse(number, raw, judged)) for number, raw in lines]
        here = _here([code for _, _, code, given in parsed if given is not None])
        ready: list[Ready] = []
        before: Before = self.seen if self.dry_run else {}
        for number, raw, code, given in parsed:
            if raw is None or given is None or here.get(code) == (digest := digest_of(raw)):
                judged.present += given is not None
                continue
            try:
                found = self._judge(number, code, given, digest, here, before, judged)
            except Bad as bad:
                judged.refused.append(Problem(number, code[:60], bad.code, bad.facts))
                continue
            if found is None:
                judged.present += 1
                continue
            before[code] = (number, _spelled(given) if self.dry_run else given)
            ready.append(found)
            judged.warnings += [
                Problem(number, code, warned.code, warned.facts, warned.path) for warned in found.line.warnings
            ]
        judged.refused.sort(key=lambda problem: problem.line)
        judged.fresh = len(ready)
        if ready and not self.dry_run:
            judged.codes = [one.line.code for one in ready]
            judged.counters = counters(judged.codes)
            judged.packed = pack(ready, self.speller, recorded_at=self.at, run_id=self.run_id)
        return judged

    def _parse(self, number: int, raw: bytes | None, judged: Judged) -> tuple[str, Mapping[str, Any] | None]:
        """The code as far as it can be read, and the line's members."""
        try:
            if raw is None:
                raise Bad("import.too_long", most=MOST_BYTES)
            given = parse(raw)
        except Bad as bad:
            judged.refused.append(Problem(number, "", bad.code, bad.facts))
            return "", None
        code = given.get("code")
        return (code if isinstance(code, str) else ""), given

    def _judge(
        self,
        number: int,
        code: str,
        given: Mapping[str, Any],
        digest: str,
        here: Mapping[str, str],
        before: Before,
        judged: Judged,
    ) -> Ready | None:
        """What is to be written of a line; None where it is here. Raises Bad."""
        line = read(given)
        if code in here:
            member = differs(line)
            if member == NEWS:
                judged.warnings.append(Problem(number, code, "import.news"))
            elif member:
                raise Bad("import.differs", member=member)
            return None
        if code in before:
            first, known = before[code]
            if known != (_spelled(given) if isinstance(known, str) else given):
                raise Bad("import.code_twice", line=first)
            return None
        referred = self.references.refer(line)
        life = replay(line.events, referred.ground)
        if line.satisfaction and life.finished_at is None:
            line.warnings.append(FieldError("satisfaction", "import.rated_without_result"))
        return Ready(number, line, referred, life, self.references.charges(referred.held, line), digest)


def digest_of(raw: bytes) -> str:
    """By what a line is known again, without reading what it says."""
    return hashlib.blake2b(raw.strip(), digest_size=16).hexdigest()


def _spelled(given: Mapping[str, Any]) -> str:
    """Equal for lines that say the same, however their members are ordered."""
    return hashlib.blake2b(_SPELL.encode(given).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _here(codes: Sequence[str]) -> dict[str, str]:
    """Codes of dossiers that are here, each with the digest of the line that it came from; empty where it came from
    none."""
    rows = Dossier.objects.filter(code__in=codes).values_list("code", "imported_line__digest")
    return {code: digest or "" for code, digest in rows}
