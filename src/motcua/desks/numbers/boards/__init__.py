"""Boards: of a unit, of its communes as a map, month by month, and for a screen on the wall."""
