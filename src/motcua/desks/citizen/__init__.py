"""For applicants and submitters."""
