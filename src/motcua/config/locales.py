"""Compiled translations: every .po file has a .mo beside it that is not older.

The .mo files are not in version control; a wheel carries them (`hatch_build.py`), a checkout makes them at first use.
Imports nothing of Django, so that the build can load this file alone.
"""

import os
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def translations(package: Path = PACKAGE) -> list[Path]:
    """Every `locale/<language>/LC_MESSAGES/django.po` of the project, in a stable order."""
    return sorted(package.glob("**/locale/*/LC_MESSAGES/django.po"))


def is_stale(po: Path) -> bool:
    """True when the compiled file is missing or older than its source."""
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def compile_one(po: Path) -> None:
    """Write the .mo beside a .po file. Raises ValueError naming file and line when the .po is not well formed.

    The file is replaced in one step: two processes that start together never read half a catalogue.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    with po.open("rb") as source:
        try:
            catalog = read_po(source, locale=po.parents[1].name, abort_invalid=True)
        except PoFileError as error:
            raise ValueError(f"{po}:{error.lineno}: {error}") from error
    number, name = tempfile.mkstemp(dir=po.parent, suffix=".mo.part")
    with os.fdopen(number, "wb") as target:
        write_mo(target, catalog, use_fuzzy=False)
    part = Path(name)
    part.chmod(0o644)
    part.replace(po.with_suffix(".mo"))


def compile_stale(package: Path = PACKAGE) -> list[Path]:
    """Compile what is stale; returns the .po files that were compiled.

    An installed package may lie where nobody may write: its wheel brought the .mo files, and they stay as they are.
    """
    compiled = []
    for po in translations(package):
        if not is_stale(po):
            continue
        try:
            compile_one(po)
        except PermissionError:
            if po.with_suffix(".mo").exists():
                continue
            raise
        compiled.append(po)
    return compiled


if __name__ == "__main__":
    for path in compile_stale():
        print(f"compiled {path.relative_to(PACKAGE)}", file=sys.stderr)
