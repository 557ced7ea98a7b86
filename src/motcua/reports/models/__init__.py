"""What reports keep: a summary of figures, and what people made of them."""

from motcua.reports.models.aims import Fall, Judgement
from motcua.reports.models.asked import ReportLetter, ReportRecipient, ReportRun, SavedReport
from motcua.reports.models.cube import CubeCell, CubeDelta, CubeShift, CubeState
from motcua.reports.models.integrity import PeriodSeal, SignalNote
from motcua.reports.models.outside import OutsideValue

__all__ = [
    "CubeCell",
    "CubeDelta",
    "CubeShift",
    "CubeState",
    "Fall",
    "Judgement",
    "OutsideValue",
    "PeriodSeal",
    "ReportLetter",
    "ReportRecipient",
    "ReportRun",
    "SavedReport",
    "SignalNote",
]
