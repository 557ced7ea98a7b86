"""Procedures and their versions."""
