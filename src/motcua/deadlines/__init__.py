"""Arithmetic of working time; calendars, days off, make-up days."""
