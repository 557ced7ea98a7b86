"""Signals: questions about how figures came about, with their dossiers and what the unit says."""
