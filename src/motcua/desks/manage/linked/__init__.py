"""Linked services for the control office: what each consists of, version after version."""
