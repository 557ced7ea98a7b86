"""A scanner that knows one signature, the harmless EICAR test file: for the demo and tests."""

from typing import BinaryIO, Final

from motcua.documents.ports import Verdict

# In two parts, so that no scanner takes this source for the test file.
EICAR: Final = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_CHUNK: Final = 64 * 1024


class SimulatedScanner:
    """Port `malware_scanner` without a scanner; `answering` False plays one that is down."""

    def __init__(self, *, answering: bool = True) -> None:
        self.answering = answering

    def scan(self, stream: BinaryIO) -> Verdict:
        """As the port says."""
        if not self.answering:
            return Verdict("not_scanned", reason="the simulated scanner is down")
        kept = b""
        while chunk := stream.read(_CHUNK):
            window = kept + chunk
            if EICAR in window:
                return Verdict("infected", signature="Eicar-Test-Signature", engine="simulator")
            kept = window[-len(EICAR) :]
        return Verdict("clean", engine="simulator")
