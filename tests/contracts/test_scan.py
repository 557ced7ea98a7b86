"""The port `malware_scanner`: ClamAV and its simulator answer alike; whatever fails is never "clean"."""

import socket
import struct
import tempfile
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from motcua.adapters.scan.absent import AbsentScanner
from motcua.adapters.scan.clamd import ClamdScanner
from motcua.adapters.scan.simulator import EICAR, SimulatedScanner
from motcua.documents.ports import MalwareScanner, Verdict
from tests.contracts import clamav
from tests.factories import files


@pytest.fixture(scope="module")
def clamd() -> Iterator[tuple[str, str]]:
    if clamav.installed() is None:
        pytest.skip(clamav.INSTALL)
    # A folder with a short name: the path of a socket has at most 107 characters.
    with tempfile.TemporaryDirectory(prefix="clamd-") as folder, clamav.running(Path(folder)) as addresses:
        yield addresses


@pytest.fixture(params=["simulator", "clamd by socket file", "clamd by address"])
def scanner(request: pytest.FixtureRequest) -> MalwareScanner:
    if request.param == "simulator":
        return SimulatedScanner()
    by_file, by_address = request.getfixturevalue("clamd")
    return ClamdScanner(by_file if "file" in request.param else by_address)


class TestEveryScanner:
    @pytest.mark.parametrize(
        "content",
        [files.a_pdf(), files.a_picture("PNG", (800, 800)), b"a", EICAR[:-1]],
        ids=["pdf", "png", "a", "almost"],
    )
    def test_a_harmless_file_is_clean(self, scanner, content):
        verdict = scanner.scan(BytesIO(content))
        assert (verdict.state, verdict.signature, verdict.reason) == ("clean", "", "")
        assert verdict.engine

    @pytest.mark.parametrize(
        "content",
        [EICAR, files.a_pdf(EICAR.decode()), b"x" * (64 * 1024 - 30) + EICAR, b"x" * 500_000 + EICAR],
        ids=["alone", "inside a pdf", "across two pieces", "at the end"],
    )
    def test_an_infected_file_is_found_and_named(self, scanner, content):
        verdict = scanner.scan(BytesIO(content))
        assert verdict.state == "infected"
        assert "Eicar" in verdict.signature
        assert verdict.engine

    def test_it_looks_from_where_the_stream_stands(self, scanner):
        stream = BytesIO(EICAR + b"harmless")
        stream.seek(len(EICAR))
        assert scanner.scan(stream).state == "clean"

    def test_it_can_be_asked_many_times(self, scanner):
        states = [scanner.scan(BytesIO(content)).state for content in (b"a", EICAR, b"b", EICAR)]
        assert states == ["clean", "infected", "clean", "infected"]

    def test_a_stream_that_gives_little_at_a_time_is_seen_whole(self, scanner):
        assert scanner.scan(files.Dribble(b"x" * 3000 + EICAR, step=11)).state == "infected"


class TestNobody:
    @pytest.mark.parametrize("scanner", [AbsentScanner(), SimulatedScanner(answering=False)], ids=["absent", "down"])
    def test_says_of_nothing_that_it_is_clean(self, scanner):
        assert scanner.scan(BytesIO(b"a")).state == "not_scanned"


class TestRealClamd:
    def test_a_stream_longer_than_it_takes_is_not_scanned(self, clamd):
        """Its limit must be at least the upload limit; when it is not, files do not pass for clean."""
        for address in clamd:
            verdict = ClamdScanner(address).scan(BytesIO(b"0" * (clamav.LONGEST_STREAM + 500_000)))
            assert verdict.state == "not_scanned"
            assert verdict.reason

    def test_it_says_who_it_is(self, clamd):
        assert ClamdScanner(clamd[0]).scan(BytesIO(b"a")).engine.startswith("ClamAV ")
        assert ClamdScanner(clamd[0]).ping()


@pytest.fixture
def answering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[bytes | None], ClamdScanner]]:
    """A clamd that reads a stream to its end and then answers with these bytes, or is silent (None)."""
    servers: list[socket.socket] = []
    over = threading.Event()

    def start(answer: bytes | None) -> ClamdScanner:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)
        threading.Thread(target=_serve, args=(server, answer, over), daemon=True).start()
        return ClamdScanner(f"tcp://127.0.0.1:{server.getsockname()[1]}", timeout=0.5)

    yield start
    over.set()
    for server in servers:
        server.close()


def _serve(server: socket.socket, answer: bytes | None, over: threading.Event) -> None:
    while not over.is_set():
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as read:
            if read.read(len(b"zINSTREAM\0")) != b"zINSTREAM\0":
                continue
            while length := struct.unpack(">I", read.read(4))[0]:
                read.read(length)
            if answer is None:
                over.wait(5)
            else:
                connection.sendall(answer)


class TestClamdGoneWrong:
    @pytest.mark.parametrize(
        "answer",
        [
            None,
            b"",
            b"\0",
            b"stream: O",
            b"stream: OK",
            b"INSTREAM size limit exceeded. ERROR\0",
            b"stream: Can't allocate memory ERROR\0",
            b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
            b"UNKNOWN COMMAND\0",
            b"\xff" * 9000,
        ],
    )
    def test_no_answer_but_a_whole_ok_means_clean(self, answering, answer):
        verdict = answering(answer).scan(BytesIO(b"x" * 200_000))
        assert verdict.state == "not_scanned"
        assert verdict.reason

    def test_a_whole_ok_is_clean_though_it_does_not_say_who_it_is(self, answering):
        assert answering(b"stream: OK\0").scan(BytesIO(b"a")) == Verdict("clean", engine="clamd")

    def test_nobody_there(self, tmp_path):
        for address in (str(tmp_path / "clamd.sock"), "127.0.0.1:1"):
            scanner = ClamdScanner(address)
            assert scanner.scan(BytesIO(b"a")).state == "not_scanned"
            assert not scanner.ping()


@pytest.mark.parametrize(
    ("address", "parsed"),
    [
        ("/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("unix:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("tcp://10.0.0.5:3310", ("10.0.0.5", 3310)),
        ("clamav:3310", ("clamav", 3310)),
        ("[::1]:3310", ("::1", 3310)),
    ],
)
def test_an_address_is_a_socket_file_or_a_place_on_the_net(address, parsed):
    assert ClamdScanner(address)._address == parsed


@pytest.mark.parametrize("address", ["", "clamav", "clamav:", ":3310", "clamav:port"])
def test_an_odd_address_is_refused_at_start(address):
    with pytest.raises(ValueError, match="write /path"):
        ClamdScanner(address)
