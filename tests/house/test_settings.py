"""Every setting is read in one place and documented."""

import re

from tests.house.tree import PACKAGE, ROOT

NAME = re.compile(r"\b(?:MOTCUA_[A-Z0-9_]+|DATABASE_URL)\b")
MANUAL = ROOT / "docs" / "operations.md"
READERS = {"config/env.py", "config/command.py", "config/wsgi.py"}


def documented() -> set[str]:
    """Settings with a row of their own in the manual."""
    return {
        match
        for line in MANUAL.read_text().splitlines()
        if line.startswith("|")
        for match in NAME.findall(line.split("|")[1])
    }


def test_every_setting_is_documented():
    assert set(NAME.findall((PACKAGE / "config" / "env.py").read_text())) - documented() == set()


def test_the_manual_knows_no_setting_that_is_not_read():
    assert documented() - set(NAME.findall((PACKAGE / "config" / "env.py").read_text())) == set()


def test_the_environment_is_read_in_one_place():
    readers = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\bos\.environ\b|\bgetenv\(", path.read_text())
    }
    assert readers <= READERS
