"""Vendors plugged into the ports that rooms declare."""
