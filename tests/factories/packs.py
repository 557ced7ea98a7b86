"""The country pack, read once in a process, and as much of it as a test needs."""

from dataclasses import replace
from datetime import datetime
from functools import cache

from motcua.flows.country_pack import packaged
from motcua.flows.country_pack.load import load
from motcua.flows.country_pack.pack import Pack
from motcua.flows.country_pack.reader import read
from motcua.kernel.actor import SYSTEM
from tests.factories.laid import lay


@cache
def the_pack() -> Pack:
    """The whole pack: reading it takes seconds."""
    return read(packaged())


@cache
def with_procedures(*codes: str) -> Pack:
    """The pack with these procedures alone."""
    few = tuple(spec for spec in the_pack().procedures if spec.code in codes)
    return replace(the_pack(), procedures=few, content=f"procedures {' '.join(codes)}")


def load_procedures(*codes: str, at: datetime) -> None:
    """An installation with these procedures of the pack."""
    lay(f"pack {' '.join(codes)}", lambda: load(with_procedures(*codes), by=SYSTEM, at=at))
