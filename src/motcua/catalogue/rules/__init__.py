"""What a version of a procedure holds, which of its limits and fees count, and how procedures are found; pure."""

from motcua.catalogue.rules.choose import Owed, choose_limit, owed, version_on
from motcua.catalogue.rules.content import Change, check, content_hash, diff
from motcua.catalogue.rules.find import Rank, initials, query_words, rank, search_field
from motcua.catalogue.rules.spec import (
    CHANNELS,
    LEVELS,
    ONLINE,
    UNITS,
    Fee,
    Item,
    Limit,
    Paper,
    VersionSpec,
)

__all__ = [
    "CHANNELS",
    "LEVELS",
    "ONLINE",
    "UNITS",
    "Change",
    "Fee",
    "Item",
    "Limit",
    "Owed",
    "Paper",
    "Rank",
    "VersionSpec",
    "check",
    "choose_limit",
    "content_hash",
    "diff",
    "initials",
    "owed",
    "query_words",
    "rank",
    "search_field",
    "version_on",
]
