"""`motcua dossiers replay`: every dossier, its clock, its money and the figures recomputed from the journal."""

from motcua.flows.replaying.run import Replayed, Story, count_dossiers, one_sight, replay_all, replay_one

__all__ = ["Replayed", "Story", "count_dossiers", "one_sight", "replay_all", "replay_one"]
