"""A file of lines, cut into blocks by bytes: an import that was cut off goes on at a block."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from motcua.flows.importing import shapes

BOM = b"\xef\xbb\xbf"
Cut = tuple[int, bytes | None, int]
"""A line's number from 1, the line (None: too long to be one), the byte after it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together: bytes [begin, end) of the file, `line` the number of the line before them, `last` that
    of the last of them, `count` how many are not empty."""

    begin: int
    end: int
    line: int
    last: int
    count: int


def read_lines(file: IO[bytes], line: int = 0, at: int = 0) -> Iterator[Cut]:
    """Lines from where the file stands, without empty ones; `line` and `at`: the line before it, and the byte."""
    while raw := file.readline(shapes.MOST_BYTES + 1):
        line += 1
        at += len(raw)
        if len(raw) > shapes.MOST_BYTES and not raw.endswith(b"\n"):
            while rest := file.readline(shapes.MOST_BYTES):
                at += len(rest)
                if rest.endswith(b"\n"):
                    break
            yield line, None, at
            continue
        if line == 1:
            raw = raw.removeprefix(BOM)
        if raw.strip():
            yield line, raw, at


def numbered_lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers, without empty ones."""
    for number, raw, _ in read_lines(file):
        yield number, raw


def blocks(file: IO[bytes], size: int, *, line: int = 0, at: int = 0) -> Iterator[Block]:
    """The file in blocks of `size` lines, from byte `at` on."""
    file.seek(at)
    begin, first, count, last, end = at, line, 0, line, at
    for number, _, after in read_lines(file, line, at):
        count, last, end = count + 1, number, after
        if count == size:
            yield Block(begin, end, first, last, count)
            begin, first, count = end, last, 0
    if count:
        yield Block(begin, end, first, last, count)


def lines_of(file: IO[bytes], block: Block) -> Iterator[Cut]:
    """The lines of a block."""
    file.seek(block.begin)
    for cut in read_lines(file, block.line, block.begin):
        yield cut
        if cut[2] >= block.end:
            return
