"""Dossiers from the files of earlier systems (contract section 7).

The one writer besides the actions: set-based, so that a province's year comes in within minutes; a test proves that it
leaves the rows that the actions leave.
"""

from motcua.flows.importing.bulk import Outcome, Problem, import_dossiers, numbered_lines
from motcua.flows.importing.words import sentence

__all__ = ["Outcome", "Problem", "import_dossiers", "numbered_lines", "sentence"]
