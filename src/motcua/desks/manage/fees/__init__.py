"""Fees that a unit sets."""
