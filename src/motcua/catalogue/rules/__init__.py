"""What a version of a procedure holds, which of its limits and fees count, and how procedures are found; pure."""

from motcua.catalogue.rules.choose import Owed, choose_limit, owed, version_on
from motcua.catalogue.rules.content import Change, check, content_hash, diff
from motcua.catalogue.rules.draft import EMPTY, content_of, judge_draft, spec_of_content
from motcua.catalogue.rules.fees import (
    PricedFee,
    choose_local,
    default_fees,
    local_lines,
    priced,
    sum_of,
)
from motcua.catalogue.rules.find import Rank, initials, query_words, rank, search_field
from motcua.catalogue.rules.parts import PARTS
from motcua.catalogue.rules.parts import missing as missing_parts
from motcua.catalogue.rules.result_text import ANSWER, PLACEHOLDERS, WRITTEN_BY_HAND, Filled, fill, placeholders_in
from motcua.catalogue.rules.result_text import judge as judge_result_text
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
    "ANSWER",
    "CHANNELS",
    "EMPTY",
    "LEVELS",
    "ONLINE",
    "PARTS",
    "PLACEHOLDERS",
    "UNITS",
    "WRITTEN_BY_HAND",
    "Change",
    "Fee",
    "Filled",
    "Item",
    "Limit",
    "Owed",
    "Paper",
    "PricedFee",
    "Rank",
    "VersionSpec",
    "check",
    "choose_limit",
    "choose_local",
    "content_hash",
    "content_of",
    "default_fees",
    "diff",
    "fill",
    "initials",
    "judge_draft",
    "judge_result_text",
    "local_lines",
    "missing_parts",
    "owed",
    "placeholders_in",
    "priced",
    "query_words",
    "rank",
    "search_field",
    "spec_of_content",
    "sum_of",
    "version_on",
]
