"""ClamAV's daemon over its socket: INSTREAM.

clamd must take streams as long as the upload limit: `StreamMaxLength`, and `MaxFileSize` and `MaxScanSize`, beyond
which it does not look (with `AlertExceedsMax yes` it says so). A stream that it cuts off counts as not scanned.
"""

import contextlib
import socket
import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

from motcua.documents.ports import Verdict

_CHUNK: Final = 64 * 1024
_LONGEST_ANSWER: Final = 4096
# Found things that mean "I did not look at all of it".
_NOT_WHOLE: Final = "Heuristics.Limits.Exceeded"


class ClamdScanner:
    """Port `malware_scanner` on a clamd at `/path/of/socket`, `unix:/path`, `host:port` or `tcp://host:port`."""

    def __init__(self, address: str, *, timeout: float = 20) -> None:
        """`timeout` in seconds, for connecting and for each read and write. Raises ValueError for an odd address."""
        self._address = _parsed(address)
        self._timeout = timeout

    def scan(self, stream: BinaryIO) -> Verdict:
        """As the port says."""
        try:
            answer = self._answer_to_stream(stream)
            if answer.endswith(" FOUND"):
                signature = answer.removeprefix("stream: ").removesuffix(" FOUND")
                if signature.startswith(_NOT_WHOLE):
                    return Verdict("not_scanned", reason=f"clamd: {signature}")
                return Verdict("infected", signature=signature, engine=self._version())
            if answer == "stream: OK":
                return Verdict("clean", engine=self._version())
            return Verdict("not_scanned", reason=f"clamd answered {answer!r}")
        except OSError as error:
            return Verdict("not_scanned", reason=f"clamd cannot be asked: {error!r}")

    def ping(self) -> bool:
        """True when clamd answers (for `motcua doctor`)."""
        try:
            return self._ask(b"zPING\0") == "PONG"
        except OSError:
            return False

    def _answer_to_stream(self, stream: BinaryIO) -> str:
        with self._connected() as connection:
            # clamd that has had enough closes its side in the middle; its answer says why and is still to be read.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(b"zINSTREAM\0")
                while chunk := stream.read(_CHUNK):
                    connection.sendall(struct.pack(">I", len(chunk)) + chunk)
                connection.sendall(struct.pack(">I", 0))
            return _read_answer(connection)

    def _version(self) -> str:
        try:
            return self._ask(b"zVERSION\0")
        except OSError:
            return "clamd"

    def _ask(self, command: bytes) -> str:
        with self._connected() as connection:
            connection.sendall(command)
            return _read_answer(connection)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        if isinstance(self._address, str):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(self._timeout)
        else:
            connection = socket.create_connection(self._address, timeout=self._timeout)
        with connection:
            if isinstance(self._address, str):
                connection.connect(self._address)
            yield connection


def _parsed(address: str) -> str | tuple[str, int]:
    if address.startswith(("/", "unix:")):
        return "/" + address.removeprefix("unix:").lstrip("/")
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    if not host or not port.isdigit():
        raise ValueError(f"clamd address {address!r}: write /path/of/the/socket or host:port")
    return host.strip("[]"), int(port)


def _read_answer(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        part = connection.recv(_LONGEST_ANSWER)
        if not part:
            break
        answer += part
    if not answer.endswith(b"\0"):
        raise ConnectionError(f"clamd broke off after {answer!r}")
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
