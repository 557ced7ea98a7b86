"""Statutory reports: pages, files, comparison, saved and scheduled reports, large ones as tasks."""
