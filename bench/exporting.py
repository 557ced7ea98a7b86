"""What a process holds at most while it exports 400,000 dossiers, and how fast against reading the same rows of one
table."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from django.db import connection

from bench.laying import lay
from bench.protocol import Result
from motcua.dossiers.models import Dossier

AGENCY = "H44.229"
COUNT = 400_000
MOST = 100.0


def run() -> Iterator[Result]:
    """Two lines: megabytes at most against what was promised, and seconds."""
    lay(AGENCY, COUNT)
    total = Dossier.objects.count()
    connection.close()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "all.jsonl"
        began = perf_counter()
        exporting = subprocess.Popen(
            [sys.executable, "-m", "motcua.config.command", "dossiers", "export", str(file)], stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(exporting.pid, 0)
        if status:
            raise RuntimeError(f"the export ended with {status}")
        spent = perf_counter() - began
        with file.open("rb") as written:
            lines = sum(1 for _ in written)
    if lines != total:
        raise RuntimeError(f"{lines} lines of {total} dossiers were written")
    peak = used.ru_maxrss / 1024
    yield Result(f"export of {total} dossiers, at most", peak, "held while it streams", MOST, goal=1, unit="MB")
    began = perf_counter()
    read()
    yield Result(f"export of {total} dossiers", spent, "reading their rows of one table", perf_counter() - began)


def read() -> None:
    """The rows of the dossiers alone, and nothing done with them."""
    for _ in Dossier.objects.order_by("id").iterator(chunk_size=500):
        pass
