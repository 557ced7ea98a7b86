"""One table whose sum is told: which of its parts must not be."""

from collections.abc import Mapping
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Any)
FEWEST = 5
"""Groups of fewer people are not told: who knows the people would know who said what."""


def is_few(people: int) -> bool:
    """True for 1 to 4; nobody is no group."""
    return 0 < people < FEWEST


def kept_back(counts: Mapping[Key, int]) -> frozenset[Key]:
    """The parts that are not told beside their told sum: those of few people, and where these together are few again,
    the smallest of the others, so that the rest is never a group of few."""
    hidden = {key for key, people in counts.items() if is_few(people)}
    if is_few(sum(counts[key] for key in hidden)):
        others = sorted((people, str(key), key) for key, people in counts.items() if people >= FEWEST)
        hidden.update(key for _people, _name, key in others[:1])
    return frozenset(hidden)
