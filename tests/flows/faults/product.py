"""The real product in processes of its own: prepared once, served, killed, served again; asked over its port only."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.made_once import MadeOnce

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "motcua.config.command"]
BIRTH, LAC_THUY = "1.001193", "H44.229"
_BEGIN = """
import os, sys, json, random
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"
import django
django.setup()
from motcua.config import wiring
wiring.wire()
"""
_ACCOUNTS = """
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
from motcua.flows.demo import accounts
from motcua.flows.demo.fees import set_fees
from motcua.flows.demo.load import posts, write_accounts
from motcua.kernel import clock
posts(clock.now())
set_fees(clock.now())
write_accounts(Path(sys.argv[1]), accounts.make(random.Random(7), at=clock.now()).rows)
"""


class Product:
    """One installation; `start` serves it with its worker in a process group of its own."""

    def __init__(self, home: Path, port: int, database_url: str = "") -> None:
        self.home, self.port = home, port
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DATABASE"))}
        self.env |= {"MOTCUA_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "MOTCUA_THROTTLE": "0"}
        if database_url:
            self.env["DATABASE_URL"] = database_url
        self.process: subprocess.Popen[str] | None = None

    def run(self, *arguments: str) -> str:
        """A command of the product; what it printed. Fails with what it complained of."""
        done = subprocess.run(
            [*COMMAND, *arguments], env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=90
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def ask(self, script: str, *arguments: str) -> Any:
        """What a few lines of Python say of the stored rows, as JSON."""
        done = subprocess.run(
            [sys.executable, "-c", _BEGIN + script, *arguments],
            env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=90,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout) if done.stdout.strip() else None

    def prepare(self) -> list[dict[str, Any]]:
        """The demo's accounts beside schema and country pack; returns the accounts."""
        self.ask(_ACCOUNTS, str(self.home))
        rows: list[dict[str, Any]] = json.loads((self.home / "accounts.json").read_text())
        return rows

    def start(self) -> None:
        """Serve; returns when it says that it is ready."""
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(self.port), "--with-worker"],
            env=self.env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("ready:"):
                return
        raise AssertionError(f"the product ended with {self.process.wait()}")

    def kill(self) -> None:
        """Everything of it, at once, without a word."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None

    def call(
        self, method: str, path: str, body: Any = None, *, token: str = "", key: str = "", timeout: float = 30
    ) -> tuple[int, Any]:
        """One call of the API. Raises OSError or HTTPException when the line breaks."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if key:
            headers["Idempotency-Key"] = key
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            line.request(method, f"/api/v1{path}", None if body is None else json.dumps(body), headers)
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            line.close()

    def example(self, procedure: str = BIRTH, agency: str = LAC_THUY) -> dict[str, Any]:
        """A submission that is valid as it stands."""
        form = self.call("GET", f"/procedures/{procedure}/form")[1]
        return {"procedure": procedure, "agency": agency, "channel": "online", **form["example"]}

    def wait_until(self, script: str, seconds: float) -> Any:
        """Ask until the answer is empty or zero; returns the last answer."""
        end = time.monotonic() + seconds
        while True:
            found = self.ask(script)
            if not found or time.monotonic() > end:
                return found
            time.sleep(0.5)


@contextmanager
def a_product(made_once: MadeOnce, home: Path, port: int) -> Iterator[Product]:
    """A migrated installation on the database of this run's kind: a file, or a PostgreSQL database dropped afterwards."""
    url = os.environ.get("DATABASE_URL", "")
    name = f"motcua_{uuid.uuid4().hex[:12]}"
    parts = urllib.parse.urlsplit(url)
    product = Product(home, port, parts._replace(path=f"/{name}").geturl() if url else "")
    try:
        made_once.installation(home, product.env.get("DATABASE_URL", ""))
        yield product
    finally:
        product.kill()
        if url:
            with psycopg.connect(url, autocommit=True) as server:
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
