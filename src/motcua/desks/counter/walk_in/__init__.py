"""Somebody stands at the counter: one page by keyboard, kept on the server at every step, one press receives.

`begin` is the empty page; the first thing that is sent begins a draft and `work` shows it, before a procedure is chosen
and after. What cannot be accepted ends on `incomplete` (form 02) or `turn_away` (form 03).
"""

from motcua.desks.counter.walk_in.outcome import incomplete, turn_away
from motcua.desks.counter.walk_in.page import begin, discard, work
from motcua.desks.counter.walk_in.start import procedures

__all__ = ["begin", "discard", "incomplete", "procedures", "turn_away", "work"]
