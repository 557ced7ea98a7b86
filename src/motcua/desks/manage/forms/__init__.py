"""Forms edited as data."""
