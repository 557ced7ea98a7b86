"""Notices, deliveries, preferences."""
