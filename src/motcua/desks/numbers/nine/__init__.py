"""The nine indicators of agencies and officers, by quarter and year."""
