"""For everybody, without an account."""
