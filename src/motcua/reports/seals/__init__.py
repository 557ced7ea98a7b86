"""Periods whose figures are sealed with a hash; a correction is a visible new version (ADR 23)."""
