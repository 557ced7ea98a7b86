"""Figures computed from how dossiers stood; nothing is kept, so every act already answered is in them."""

from motcua.reports.figures.behind import FIGURES, Behind, Page, rows_behind
from motcua.reports.figures.handling import BY, handling
from motcua.reports.figures.row import Counts, Row

__all__ = ["BY", "FIGURES", "Behind", "Counts", "Page", "Row", "handling", "rows_behind"]
