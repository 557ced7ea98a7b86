"""What a reader should never meet in the project."""

import re

import pytest
from django.core.management import call_command

from tests.house.tree import PACKAGE, ROOT, files

LONGEST = 350
VAGUE = {"utils", "util", "helpers", "helper", "common", "core", "misc", "services", "managers"}
# In pieces, so that this file does not find itself
LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
MACHINE = re.compile(r"(?<![\w.])/(?:wor" + r"k|hom" + r"e|roo" + r"t|User" + r"s|far" + r"m)/[a-z]")
REGISTRY = re.compile(r"pypi\.or" + r"g|pythonhosted\.or" + r"g|npmjs\.or" + r"g|(?:deb|security)\.debian\.or" + r"g")
NOT_OURS = {".min.js", ".svg"}


def texts() -> list[tuple[str, str]]:
    """(name, text) of every text file that we wrote."""
    found = []
    for path in files():
        if any(path.name.endswith(ending) for ending in NOT_OURS):
            continue
        try:
            found.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


@pytest.mark.parametrize("pattern", [LATER, MACHINE, REGISTRY], ids=["put-off work", "machine paths", "registry hosts"])
def test_no_file_has(pattern):
    odd = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert odd == []


def test_modules_are_short():
    """A longer one reads better as a package of the same name."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_no_module_has_a_vague_name():
    vague = [str(path.relative_to(ROOT)) for path in PACKAGE.rglob("*") if path.stem in VAGUE]
    assert vague == []


@pytest.mark.django_db
def test_migrations_are_written():
    """makemigrations would have nothing to add."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
