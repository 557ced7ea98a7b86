"""Một Cửa: the open single window for people's administrative dossiers."""

__version__ = "0.1.0"
