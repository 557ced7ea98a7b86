"""`serve`: pages and API by granian; with --with-worker also the task worker, in one process group."""

import contextlib
import gc
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.urls import get_resolver
from django.utils.module_loading import import_string

from motcua.flows.running import processes, schema
from motcua.journal import guards

RESPAWN_SECONDS = 2.0


class Worker:
    """The task worker as a child process: started again when it dies, gone when we go."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="worker-watch", daemon=True)

    def start(self) -> None:
        """Start the child and a thread that watches it."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the child to end after its present task; kill it when it takes more than ten seconds."""
        self._stopping.set()
        child = self._child
        if child is not None and child.poll() is None:
            child.terminate()
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._child = subprocess.Popen(
                [sys.executable, "-m", "motcua.config.command", "worker"],
                preexec_fn=_end_with_parent,  # noqa: PLW1509 — takes no lock
            )
            self._child.wait()
            self._stopping.wait(RESPAWN_SECONDS)


def _end_with_parent() -> None:
    """On Linux the child gets SIGTERM when its parent is killed without warning: no orphan keeps the port."""
    if sys.platform == "linux":
        import ctypes
        import signal

        pr_set_pdeathsig = 1
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _application(_target: str) -> Any:
    """The WSGI application, loaded in each web process."""
    _end_with_parent()
    return import_string(settings.WSGI_APPLICATION)


def assert_ready() -> None:
    """Raises CommandError when this database must not be served: migrations outstanding or guards missing."""
    schema.refuse_newer()
    if schema.pending():
        raise CommandError("the database is not of this version: run motcua upgrade (or motcua init) first.")
    if gone := guards.missing():
        raise CommandError(f"guards of append-only tables are missing ({', '.join(gone)}): run motcua migrate.")


def assert_free(host: str, port: int) -> None:
    """Raises CommandError when something else already listens on the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"port {port} of {host} cannot be used: {error.strerror}. Choose another: --port."
            ) from None


def answers(url: str) -> bool:
    """True when the web process behind the address takes requests; a refusal is an answer, a fault is not."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2):  # noqa: S310 — our own http address
            return True
    except urllib.error.HTTPError as refusal:
        return refusal.code < 500
    except OSError:
        return False


def announce(url: str, seconds: float = 60.0) -> None:
    """Print `ready: URL` once the health page answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answers(url):
            print(f"ready: {url}", flush=True)
            return
        time.sleep(0.1)
    print(f"{url}/healthz does not answer after {seconds:.0f} s", file=sys.stderr, flush=True)


def collect_static() -> None:
    """Put static files, with compressed copies, where whitenoise serves them from; unchanged ones are left."""
    if Path(settings.STATIC_ROOT).is_relative_to(settings.ENV.home):
        call_command("collectstatic", interactive=False, verbosity=0)


def sweep_counts() -> None:
    """What earlier web processes counted is let go with them; those that live keep theirs."""
    folder = processes.folder() / "metrics"
    for path in folder.glob("*_*.db"):
        pid = path.stem.rpartition("_")[2]
        if not (pid.isdigit() and Path(f"/proc/{pid}").exists()):
            path.unlink(missing_ok=True)


def warm() -> None:
    """Load the application before the web processes are forked: they share what they do not change (on two processes
    some 40 MB)."""
    import_string(settings.WSGI_APPLICATION)
    import_module(settings.ROOT_URLCONF)
    get_resolver().url_patterns  # noqa: B018 — loads the desks
    gc.collect()
    gc.freeze()


class Command(BaseCommand):
    """Serves until Ctrl-C or SIGTERM."""

    help = "Serve pages and API."
    requires_system_checks = ()  # CI runs them; here `assert_ready` says what matters

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=settings.ENV.web_workers)
        parser.add_argument("--with-worker", action="store_true", help="also run the task worker")

    def handle(self, *args: Any, **options: Any) -> None:
        from granian.constants import Interfaces
        from granian.log import LogLevels
        from granian.server import Server

        host, port = options["host"], options["port"]
        assert_ready()
        assert_free(host, port)
        collect_static()
        sweep_counts()
        warm()
        connection.close()
        worker = Worker() if options["with_worker"] else None
        server = Server(
            settings.WSGI_APPLICATION,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=1,  # Python holds one lock: a second thread halves the throughput
            respawn_failed_workers=True,
            workers_kill_timeout=10,
            websockets=False,
            log_level=LogLevels.warning,
        )
        near = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 — compared, not bound
        shown = f"[{near}]" if ":" in near else near
        announcer = threading.Thread(target=announce, args=(f"http://{shown}:{port}",), daemon=True)

        @server.on_startup
        def _start() -> None:
            announcer.start()
            if worker:
                worker.start()

        try:
            with processes.mark("serve"):
                server.serve(target_loader=_application)
        finally:
            if worker:
                worker.stop()
