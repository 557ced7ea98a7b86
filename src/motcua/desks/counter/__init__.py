"""For the single-window unit."""
