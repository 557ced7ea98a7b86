"""Every read of this room."""

from motcua.dossiers.queries.drafts import drafts_of, get_draft
from motcua.dossiers.queries.lists import Filter, brief, matching, steps_waiting, waiting_for
from motcua.dossiers.queries.papers import PaperRow, changed_since, papers_of, results_of
from motcua.dossiers.queries.story import LedgerLine, StoryLine, story, why
from motcua.dossiers.queries.tracking import Tracked, find_tracked, get_with_pin, paused_spans
from motcua.dossiers.queries.visibility import get_visible, lawful_acts, reach, visible_to

__all__ = [
    "Filter",
    "LedgerLine",
    "PaperRow",
    "StoryLine",
    "Tracked",
    "brief",
    "changed_since",
    "drafts_of",
    "find_tracked",
    "get_draft",
    "get_visible",
    "get_with_pin",
    "lawful_acts",
    "matching",
    "papers_of",
    "paused_spans",
    "reach",
    "results_of",
    "steps_waiting",
    "story",
    "visible_to",
    "waiting_for",
    "why",
]
