"""Targets set by decision."""
