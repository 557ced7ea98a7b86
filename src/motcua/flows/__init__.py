"""Journeys across rooms: the only place where writes to two or more rooms meet."""
