"""The machine in a folder, and the guide's chapters as commands."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
GUIDE = ROOT / "docs" / "guides" / "install.md"
STEP = re.compile(r"<!-- step: ([a-z-]+) -->\n```sh\n(.*?)```", re.DOTALL)
PLACES = ("/opt/motcua", "/etc/motcua", "/etc/systemd/system", "/etc/caddy", "/usr/local/bin/motcua", "/var/lib/motcua",
          "/var/backups/motcua")  # fmt: skip

STAND_INS = {
    "apt-get": 'echo "apt-get $*" >> "$GUIDE_ROOT/root.log"',
    "useradd": 'echo "useradd $*" >> "$GUIDE_ROOT/root.log"',
    # sudo -u USER [--] COMMAND …: as whoever runs the test
    "sudo": '[ "$1" = -u ] && shift 2; [ "$1" = -- ] && shift; exec "$@"',
    "id": '[ "$*" = -un ] && echo motcua || exec /usr/bin/id "$@"',
    # install without giving files to other users
    "install": (
        'args=; while [ $# -gt 0 ]; do case "$1" in -o|-g) shift 2;; *) args="$args \\"$1\\""; shift;; esac; done; '
        "eval exec /usr/bin/install $args"
    ),
    # the program is this very environment; the wheel is tried by a test of its own
    "python3": (
        'mkdir -p "$3/bin"; printf \'#!/bin/sh\\nexec "$GUIDE_PYTHON" -m motcua.config.command "$@"\\n\' > "$3/bin/motcua"; '
        'printf \'#!/bin/sh\\nfor last; do :; done; test -f "$last"\\n\' > "$3/bin/pip"; chmod 755 "$3/bin/"*'
    ),
    "systemctl": 'exec "$GUIDE_PYTHON" "$GUIDE_SYSTEMCTL" "$@"',
}


def steps() -> dict[str, str]:
    """The guide's commands by the name of their step, in the guide's order."""
    return dict(STEP.findall(GUIDE.read_text()))


def fences() -> int:
    """How many blocks of commands the guide has, named or not."""
    return GUIDE.read_text().count("```sh\n")


class Machine:
    """A root folder with the places of the guide in it, and a release to install from."""

    def __init__(self, root: Path, port: int, database_url: str = "") -> None:
        self.root, self.port, self.database_url = root, port, database_url
        for place in ("usr/local/bin", "etc/systemd/system", "etc/caddy", "var/lib", "var/backups", "bin", "release"):
            (root / place).mkdir(parents=True)
        for name, text in STAND_INS.items():
            path = root / "bin" / name
            path.write_text(f"#!/bin/sh\n{text}\n")
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
        release = root / "release"
        shutil.copy(ROOT / "requirements.txt", release)
        (release / "motcua-0.0.0-py3-none-any.whl").touch()
        (release / "deploy").mkdir()
        for file in (ROOT / "deploy").iterdir():
            (release / "deploy" / file.name).write_text(self.moved(file.read_text()))
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DATABASE_URL"))},
            "PATH": f"{root}/bin:{root}/usr/local/bin:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "GUIDE_ROOT": str(root),
            "GUIDE_PYTHON": sys.executable,
            "GUIDE_SYSTEMCTL": str(Path(__file__).with_name("systemctl.py")),
        }

    def moved(self, text: str) -> str:
        """The same text with every place inside this machine's root."""
        for place in PLACES:
            text = re.sub(rf"(?<![\w.]){re.escape(place)}(?![\w])", f"{self.root}{place}", text)
        text = text.replace(f"{self.root}/var/lib/motcua-trial", f"{self.root}/var/lib/motcua-trial")
        return text.replace("--port 8000", f"--port {self.port}").replace("127.0.0.1:8000", f"127.0.0.1:{self.port}")

    def run(self, commands: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run commands of the guide as one shell script that ends at the first failure."""
        return subprocess.run(
            ["sh", "-euc", self.moved(commands)],
            cwd=self.root / "release",
            env={**self.environment, **settings},
            capture_output=True,
            text=True,
            timeout=300,
        )

    def path(self, place: str) -> Path:
        """A place of the guide inside this machine."""
        return Path(f"{self.root}{place}")

    def close(self) -> None:
        """Stop what still runs."""
        for note in self.root.glob("*.pid"):
            self.run(f"systemctl stop {note.stem}")
