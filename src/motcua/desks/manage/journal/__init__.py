"""The journal of a unit."""
