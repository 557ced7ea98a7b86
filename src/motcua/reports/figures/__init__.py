"""Figures computed from how dossiers stood; nothing is kept, so every act already answered is in them."""

from motcua.reports.figures.behind import FIGURES, Behind, Page, rows_behind
from motcua.reports.figures.causes import ALSO, MOST_LATE, PLACES, Cause, Late, causes, late
from motcua.reports.figures.handling import BY, by_month, handling, several
from motcua.reports.figures.manners import Manners, Said, manners, said_behind
from motcua.reports.figures.pace import Pace
from motcua.reports.figures.row import Counts, Row
from motcua.reports.figures.scoreboard import Scoreboard, ScoreRow, Successor, scoreboard
from motcua.reports.figures.targets import PARTS, Aim, Digitalised, TargetRow, aims, aims_of, digitalised, targets

__all__ = [
    "ALSO",
    "BY",
    "FIGURES",
    "MOST_LATE",
    "PARTS",
    "PLACES",
    "Aim",
    "Behind",
    "Cause",
    "Counts",
    "Digitalised",
    "Late",
    "Manners",
    "Pace",
    "Page",
    "Row",
    "Said",
    "ScoreRow",
    "Scoreboard",
    "Successor",
    "TargetRow",
    "aims",
    "aims_of",
    "by_month",
    "causes",
    "digitalised",
    "handling",
    "late",
    "manners",
    "rows_behind",
    "said_behind",
    "scoreboard",
    "several",
    "targets",
]
