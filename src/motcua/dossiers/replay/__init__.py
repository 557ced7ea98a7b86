"""A dossier's life recomputed from its journal alone, and how it differs from what is stored; pure."""

from motcua.dossiers.replay.differences import Difference, Missing, Outcome, compare
from motcua.dossiers.replay.fold import Turn, replay, turns
from motcua.dossiers.replay.life import COLUMNS, ROWS, Life
from motcua.dossiers.replay.table import QUIET, TABLE
from motcua.dossiers.replay.told import Ground, Told

__all__ = [
    "COLUMNS",
    "QUIET",
    "ROWS",
    "TABLE",
    "Difference",
    "Ground",
    "Life",
    "Missing",
    "Outcome",
    "Told",
    "Turn",
    "compare",
    "replay",
    "turns",
]
