"""The unit at a glance."""
