"""No scanner is installed: every file says so."""

from typing import BinaryIO

from motcua.documents.ports import Verdict


class AbsentScanner:
    """Port `malware_scanner` of an installation without one."""

    def scan(self, stream: BinaryIO) -> Verdict:
        """Never reads, never says `clean`; gives no reason, for a chosen absence is not worth a log line a file."""
        return Verdict("not_scanned")
