"""People, accounts and appointments."""
