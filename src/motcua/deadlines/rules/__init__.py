"""Arithmetic of working time (contract, section 4); pure: values in, values out, no clock, no Django."""

from motcua.deadlines.rules.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    WEEKDAYS,
    Cause,
    DayOff,
    MakeUpDay,
    Spans,
    WorkingCalendar,
    WorkingHours,
    add_working_minutes,
    digest,
    subtract_working_minutes,
    working_minutes,
)
from motcua.deadlines.rules.changing import Decided, NewDayOff, Swap, changed, differences
from motcua.deadlines.rules.ledger import LedgerLine
from motcua.deadlines.rules.left import TimeLeft, time_left
from motcua.deadlines.rules.local import OwnDay, minutes_of, odd_days, read_spans, with_local, written_spans
from motcua.deadlines.rules.promise import Promise, promise
from motcua.deadlines.rules.reckoning import (
    Allowance,
    CutoffOn,
    Pause,
    Policy,
    Unit,
    due,
    hand_over_by,
    pauses_from,
    resume,
    starts_at,
)
from motcua.deadlines.rules.window import Window, tightest
from motcua.deadlines.rules.words import day_words, duration, moment_words, words

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "WEEKDAYS",
    "Allowance",
    "Cause",
    "CutoffOn",
    "DayOff",
    "Decided",
    "LedgerLine",
    "MakeUpDay",
    "NewDayOff",
    "OwnDay",
    "Pause",
    "Policy",
    "Promise",
    "Spans",
    "Swap",
    "TimeLeft",
    "Unit",
    "Window",
    "WorkingCalendar",
    "WorkingHours",
    "add_working_minutes",
    "changed",
    "day_words",
    "differences",
    "digest",
    "due",
    "duration",
    "hand_over_by",
    "minutes_of",
    "moment_words",
    "odd_days",
    "pauses_from",
    "promise",
    "read_spans",
    "resume",
    "starts_at",
    "subtract_working_minutes",
    "tightest",
    "time_left",
    "with_local",
    "words",
    "working_minutes",
    "written_spans",
]
