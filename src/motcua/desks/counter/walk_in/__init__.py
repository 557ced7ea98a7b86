"""Somebody stands at the counter: one page by keyboard, kept on the server at every step, one press receives.

`begin` is the page before a procedure is chosen; from then on everything lives in a draft and `work` shows it.
"""

from motcua.desks.counter.walk_in.page import discard, work
from motcua.desks.counter.walk_in.start import begin, procedures

__all__ = ["begin", "discard", "procedures", "work"]
