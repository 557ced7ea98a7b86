"""Statutory reports: the registry and each report, computed from `reports.figures`."""

from motcua.reports.statutory.behind import dossiers, opens, places
from motcua.reports.statutory.making import make
from motcua.reports.statutory.registry import get_report, reports
from motcua.reports.statutory.report import Asked, Beside, Check, Checked, Column, Line, Made, Report
from motcua.reports.statutory.table import BY_NAMES, agency_name, facts, table, told

__all__ = [
    "BY_NAMES",
    "Asked",
    "Beside",
    "Check",
    "Checked",
    "Column",
    "Line",
    "Made",
    "Report",
    "agency_name",
    "dossiers",
    "facts",
    "get_report",
    "make",
    "opens",
    "places",
    "reports",
    "table",
    "told",
]
