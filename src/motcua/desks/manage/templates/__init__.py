"""Templates of results."""
