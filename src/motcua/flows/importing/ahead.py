"""Judging ahead: processes that judge the next blocks of a file while this one writes those before.

Each worker reads its blocks from the file itself, so that little goes through the pipes; results come in the order of
the blocks. A worker ends with its pipe: none outlives the import, however that ends.
"""

import gc
import marshal
import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.db import connections

from motcua.flows.importing.judging import Judge, Judged, Numbered
from motcua.flows.importing.lines import Block, lines_of

AHEAD = 2
"""Blocks that a worker holds: the one it judges and the next."""


def can_judge_ahead() -> bool:
    """True where a process can be begun as a copy of this one."""
    return "fork" in multiprocessing.get_all_start_methods()


class WorkerFailed(RuntimeError):
    """A worker ended with an error of the program; what it said is the message."""


@dataclass(slots=True)
class Ahead:
    """Judges blocks of a file in `workers` processes."""

    path: Path
    at: datetime
    run_id: int | None
    workers: int
    pipes: list[Connection] = field(default_factory=list)
    processes: list[Any] = field(default_factory=list)

    def __enter__(self) -> Self:
        context = multiprocessing.get_context("fork")
        connections.close_all()  # a connection belongs to one process
        for _ in range(self.workers):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, [*self.pipes, ours], self), daemon=True)
            process.start()
            theirs.close()
            self.pipes.append(ours)
            self.processes.append(process)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pipe in self.pipes:
            pipe.close()
        for process in self.processes:
            if kind is not None:
                process.terminate()
            process.join()

    def judged(self, blocks: Iterable[Block]) -> Iterator[tuple[Block, Judged]]:
        """Every block with what was judged of it, in order. Raises WorkerFailed."""
        waiting: deque[tuple[Block, Connection]] = deque()
        for number, block in enumerate(blocks):
            if len(waiting) >= AHEAD * self.workers:
                yield _received(*waiting.popleft())
            pipe = self.pipes[number % self.workers]
            pipe.send(block)
            waiting.append((block, pipe))
        while waiting:
            yield _received(*waiting.popleft())


def _received(block: Block, pipe: Connection) -> tuple[Block, Judged]:
    try:
        judged = pipe.recv()
        if isinstance(judged, Judged) and judged.packed is not None:
            judged.packed.rows = marshal.loads(pipe.recv_bytes())  # noqa: S302 — from our own process
            judged.packed.keys = marshal.loads(pipe.recv_bytes())  # noqa: S302
    except EOFError:
        raise WorkerFailed("a process that judges lines ended; what was written stays, run the import again") from None
    if not isinstance(judged, Judged):
        raise WorkerFailed(str(judged))
    return block, judged


def _work(pipe: Connection, others: list[Connection], ahead: Ahead) -> None:
    for other in others:
        other.close()  # else a pipe would stay open after the import's own end
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the import ends its workers
    try:
        judge = Judge(ahead.at, run_id=ahead.run_id)
        gc.freeze()
        gc.set_threshold(100_000, 20, 100)  # rows are no cycles: looking for them costs a tenth
        with ahead.path.open("rb") as file:
            while True:
                block: Block = pipe.recv()
                _answer(pipe, judge.judge(_lines(file, block)))
    except (EOFError, BrokenPipeError):
        return
    except Exception:  # noqa: BLE001 — whatever it is, the import that waits for this process must hear of it
        pipe.send(traceback.format_exc())
    finally:
        connections.close_all()


def _lines(file: Any, block: Block) -> list[Numbered]:
    return [(number, raw) for number, raw, _ in lines_of(file, block)]


def _answer(pipe: Connection, judged: Judged) -> None:
    packed = judged.packed
    if packed is None:
        pipe.send(judged)
        return
    rows, keys = packed.rows, packed.keys
    packed.rows, packed.keys = {}, {}
    pipe.send(judged)
    pipe.send_bytes(marshal.dumps(rows))
    pipe.send_bytes(marshal.dumps(keys))
