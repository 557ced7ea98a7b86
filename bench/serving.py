"""The product's server and, beside it, a bare one of the same make: each in a process of its own, asked over one
connection that stays open."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

PRODUCT = ("motcua.config.command", "serve", "--workers", "1")
BARE = ("bench.bare",)


@contextmanager
def served(module: str, *arguments: str) -> Iterator[int]:
    """Run `python -m module arguments --port P` until the block ends; gives the port. Raises RuntimeError."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = Path(settings.HOME) / f"{module}.log"
    with log.open("wb") as out:
        child = subprocess.Popen(
            [sys.executable, "-m", module, *arguments, "--port", str(port)],
            stdout=out,
            stderr=out,
            env={**os.environ, "MOTCUA_THROTTLE": "0"},
        )
        try:
            _wait(child, port, log)
            yield port
        finally:
            child.terminate()
            child.wait(20)


def _wait(child: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and child.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-800:]}")


def asking(
    port: int,
    path: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: Callable[[], object] | None = None,
    expect: int = 200,
) -> Callable[[], bytes]:
    """A call that asks once and reads the whole answer; with `body` it posts what that gives as JSON."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    sent = {"Host": "localhost", **(headers or {})}

    def ask() -> bytes:
        if body is None:
            try:
                line.request("GET", path, headers=sent)
                answer = line.getresponse()
            except http.client.RemoteDisconnected:  # the server closed a line that was quiet for long
                line.request("GET", path, headers=sent)
                answer = line.getresponse()
        else:
            line.request("POST", path, json.dumps(body()), {**sent, "Content-Type": "application/json"})
            answer = line.getresponse()
        text = answer.read()
        if answer.status != expect:
            raise RuntimeError(f"{path}: {answer.status} {text[:500].decode(errors='replace')}")
        return text

    return ask
