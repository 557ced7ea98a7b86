"""What belongs to the project: its files and the floors of the house, read from where they are written down."""

import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "motcua"


def files() -> list[Path]:
    """Every file that is, or is about to be, in version control."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    found = [ROOT / name for name in listed.decode().split("\0") if name]
    return sorted(path for path in found if path.is_file())


def floors() -> dict[str, int]:
    """Package → its floor; 0 is the kernel, packages on one floor are strangers (pyproject.toml, importlinter)."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return {name.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for name in layer.split("|")}
