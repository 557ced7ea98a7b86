"""Tables of figures as files: CSV for programs, XLSX for offices, PDF for paper, JSON as the API gives it."""

from motcua.reports.export.table import CheckLine, Column, Table, Value, handling_table, scoreboard_table, targets_table
from motcua.reports.export.written import FORMATS, MEDIA_TYPES, write

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "CheckLine",
    "Column",
    "Table",
    "Value",
    "handling_table",
    "scoreboard_table",
    "targets_table",
    "write",
]
