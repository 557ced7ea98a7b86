"""Each dependency has a reason and is locked with hashes."""

import re
import tomllib

from tests.house.tree import ROOT

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
LOCKS = ("requirements.txt", "requirements-dev.txt")


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted() -> dict[str, str]:
    """Name → requirement, as pyproject.toml asks for it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    requirements = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    return {normal(NAME.match(one)[0]): one for one in requirements}


def test_each_has_a_reason():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    silent = [
        requirement
        for requirement in wanted().values()
        for number, line in enumerate(lines)
        if line.strip().startswith(f'"{requirement}"')
        and "#" not in line
        and not lines[number - 1].strip().startswith("#")
    ]
    assert silent == []


def test_each_is_locked():
    locked = {
        normal(line.split("==")[0].split("[")[0])
        for lock in LOCKS
        for line in (ROOT / lock).read_text().splitlines()
        if "==" in line
    }
    assert set(wanted()) - locked == set(), "./run lock"


def test_each_lock_has_hashes():
    for lock in (*LOCKS, "requirements-uv.txt"):
        text = (ROOT / lock).read_text()
        for pinned in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in pinned, f"{lock}: {pinned[:60]}"
