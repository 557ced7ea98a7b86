"""Texts of notices, and announcements to everybody."""
