"""Applying: where, for whom, one question a page, papers, how the result is wanted, the check, submitted."""
