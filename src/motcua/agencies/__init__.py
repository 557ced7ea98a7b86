"""The dated tree of agencies and places, positions, succession."""
