"""What this room needs from outside: somebody who looks for malware."""

from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

ScanState = Literal["not_scanned", "clean", "infected"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a scanner says of one file.

    `signature` names what was found (infected only); `engine` is the scanner and the age of its knowledge, as it calls
    itself; `reason` says why nothing was scanned, for the log.
    """

    state: ScanState
    signature: str = ""
    engine: str = ""
    reason: str = ""


class MalwareScanner(Protocol):
    """Port `malware_scanner`."""

    def scan(self, stream: BinaryIO) -> Verdict:
        """Look at every byte of a stream from its present position.

        Never says `clean` of anything it has not seen whole, and never raises because the scanner is absent, slow,
        overloaded or silent: all that is `not_scanned` with a reason.
        """
        ...
