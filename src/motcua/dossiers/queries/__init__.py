"""Every read of this room."""

from motcua.dossiers.queries.consultations import (
    asked_by,
    asked_of,
    consultations_of,
    is_asked,
    last_hand_over,
    unit_of,
)
from motcua.dossiers.queries.corrections import Changed, CorrectionRow, corrections_of, count_corrections
from motcua.dossiers.queries.drafts import drafts_of, get_draft
from motcua.dossiers.queries.lists import Filter, brief, waiting_for
from motcua.dossiers.queries.neighbours import Known, known_people, likely_duplicates
from motcua.dossiers.queries.papers import PaperRow, changed_since, papers_of, results_of
from motcua.dossiers.queries.processes import all_steps, steps_waiting
from motcua.dossiers.queries.story import LedgerLine, StoryLine, story, why
from motcua.dossiers.queries.tasks import (
    MOST_COUNTED,
    Choice,
    Counted,
    Place,
    Tasks,
    codes_among,
    count,
    count_tasks,
    count_todo,
    light,
    place_in,
    tasks,
)
from motcua.dossiers.queries.tracking import Tracked, find_tracked, get_with_pin, paused_spans
from motcua.dossiers.queries.undoing import Undoable, held_until, is_undone, lived, undoable
from motcua.dossiers.queries.visibility import get_visible, lawful_acts, reach, visible_to
from motcua.dossiers.queries.words import matching

__all__ = [
    "MOST_COUNTED",
    "Changed",
    "Choice",
    "CorrectionRow",
    "Counted",
    "Filter",
    "Known",
    "LedgerLine",
    "PaperRow",
    "Place",
    "StoryLine",
    "Tasks",
    "Tracked",
    "Undoable",
    "all_steps",
    "asked_by",
    "asked_of",
    "brief",
    "changed_since",
    "codes_among",
    "consultations_of",
    "corrections_of",
    "count",
    "count_corrections",
    "count_tasks",
    "count_todo",
    "drafts_of",
    "find_tracked",
    "get_draft",
    "get_visible",
    "get_with_pin",
    "held_until",
    "is_asked",
    "is_undone",
    "known_people",
    "last_hand_over",
    "lawful_acts",
    "light",
    "likely_duplicates",
    "lived",
    "matching",
    "papers_of",
    "paused_spans",
    "place_in",
    "reach",
    "results_of",
    "steps_waiting",
    "story",
    "tasks",
    "undoable",
    "unit_of",
    "visible_to",
    "waiting_for",
    "why",
]
