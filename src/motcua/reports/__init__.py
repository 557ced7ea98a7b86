"""Figures computed from dossiers."""
