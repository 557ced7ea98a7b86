"""Targets set from above."""
