"""Accounts, appointments, parties, tokens and the access table."""
