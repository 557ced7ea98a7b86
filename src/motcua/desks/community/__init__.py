"""For community digital technology groups."""
