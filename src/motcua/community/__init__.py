"""Digital technology groups, members, territory."""
