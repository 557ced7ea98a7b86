"""Figures computed from how dossiers stood; nothing is kept, so every act already answered is in them."""

from motcua.reports.figures.behind import FIGURES, Behind, Page, rows_behind
from motcua.reports.figures.handling import BY, handling
from motcua.reports.figures.row import Counts, Row
from motcua.reports.figures.scoreboard import Scoreboard, ScoreRow, Successor, scoreboard
from motcua.reports.figures.targets import Digitalised, TargetRow, digitalised, targets

__all__ = [
    "BY",
    "FIGURES",
    "Behind",
    "Counts",
    "Digitalised",
    "Page",
    "Row",
    "ScoreRow",
    "Scoreboard",
    "Successor",
    "TargetRow",
    "digitalised",
    "handling",
    "rows_behind",
    "scoreboard",
    "targets",
]
