"""Signals: questions about how figures came about, each explained and opened to its dossiers, never an accusation."""
