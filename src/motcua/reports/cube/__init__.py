"""The cube: a summary of the figures of contract section 5 and a tail of what acts changed since (ADR 17).

`Keeper` is told by the rooms below, in their own transactions, `imported` by the import; `fold` adds the tail to the
summary; `reading.read` answers from both in one statement; `checking` computes it from the journal.
"""

from motcua.reports.cube.folding import fold, fold_all
from motcua.reports.cube.writing import Keeper, imported, lay_all

__all__ = ["Keeper", "fold", "fold_all", "imported", "lay_all"]
