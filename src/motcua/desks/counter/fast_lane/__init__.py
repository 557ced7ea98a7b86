"""Certified copies: one page by keyboard, and the register of the year."""

from motcua.desks.counter.fast_lane.page import cancel_certified, fast_lane, fast_lane_sum
from motcua.desks.counter.fast_lane.register import register, register_csv, register_paper

__all__ = ["cancel_certified", "fast_lane", "fast_lane_sum", "register", "register_csv", "register_paper"]
