"""Files, versions, scans; opened only for a room that has already decided."""
