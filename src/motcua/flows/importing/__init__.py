"""Dossiers from the files of earlier systems (contract section 7).

The one writer besides the actions: set-based, so that a province's year comes in within minutes; a test proves that it
leaves the rows that the actions leave.
"""

from motcua.flows.importing.ahead import WorkerFailed
from motcua.flows.importing.bulk import import_dossiers, import_file
from motcua.flows.importing.lines import numbered_lines
from motcua.flows.importing.outcome import Outcome, Problem
from motcua.flows.importing.refused import Report
from motcua.flows.importing.runs import CannotImport, has_begun
from motcua.flows.importing.words import sentence

__all__ = [
    "CannotImport",
    "Outcome",
    "Problem",
    "Report",
    "WorkerFailed",
    "has_begun",
    "import_dossiers",
    "import_file",
    "numbered_lines",
    "sentence",
]
