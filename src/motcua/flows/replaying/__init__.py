"""`motcua dossiers replay`: every dossier, its clock, its money and the figures recomputed from the journal."""

from motcua.flows.replaying.nightly import JOBS, Night, last_night, nightly, signs
from motcua.flows.replaying.run import Replayed, Story, count_dossiers, replay_all, replay_one
from motcua.flows.replaying.tally import SINCE, Tally, replay_and_count, written
from motcua.journal.sight import one_sight

__all__ = [
    "JOBS",
    "SINCE",
    "Night",
    "Replayed",
    "Story",
    "Tally",
    "count_dossiers",
    "last_night",
    "nightly",
    "one_sight",
    "replay_all",
    "replay_and_count",
    "replay_one",
    "signs",
    "written",
]
