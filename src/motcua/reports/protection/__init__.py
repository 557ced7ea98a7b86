"""What everybody may know: counts of dossiers by agency, field and channel always; what tells of few people never.

Satisfaction, feedback and times are told for whole months, quarters and years that are over, where at least `FEWEST`
people stand behind them, and only so that nobody computes a group of fewer from what else is told: not as the rest of
a table, not as the rest between a month, its quarter and its year. Pure; ADR 24 says why it holds.
"""

from motcua.reports.protection.crossed import kept_back_crossed
from motcua.reports.protection.lattice import ROOT, Lattice, Node
from motcua.reports.protection.table import FEWEST, is_few, kept_back

__all__ = ["FEWEST", "ROOT", "Lattice", "Node", "is_few", "kept_back", "kept_back_crossed"]
