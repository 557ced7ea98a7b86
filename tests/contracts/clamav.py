"""A real clamd of our own: one signature, nothing downloaded."""

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from motcua.adapters.scan.clamd import ClamdScanner
from motcua.adapters.scan.simulator import EICAR

LONGEST_STREAM = 1024 * 1024
INSTALL = "clamd is not installed; `apt-get install -y clamav-daemon` brings it"
_SETTINGS = """
Foreground yes
DatabaseDirectory {folder}/signatures
LocalSocket {folder}/clamd.sock
TCPSocket {port}
TCPAddr 127.0.0.1
LogFile {folder}/clamd.log
StreamMaxLength {longest}
AlertExceedsMax yes
MaxThreads 2
"""


def installed() -> str | None:
    """Where clamd is, or None."""
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")


@contextlib.contextmanager
def running(folder: Path) -> Iterator[tuple[str, str]]:
    """Start clamd in a folder; gives its addresses (socket file, host:port) once it answers, and ends it."""
    program = installed()
    assert program is not None, INSTALL
    (folder / "signatures").mkdir()
    (folder / "signatures" / "own.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = folder / "clamd.conf"
    settings.write_text(_SETTINGS.format(folder=folder, port=port, longest=LONGEST_STREAM))
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen([program, "-c", str(settings)], stdout=out, stderr=out)
    try:
        address = str(folder / "clamd.sock")
        end = time.monotonic() + 60
        while not ClamdScanner(address).ping():
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"clamd did not start: {(folder / 'out').read_text()}")
            time.sleep(0.1)
        yield address, f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
