"""Posts of a unit."""
