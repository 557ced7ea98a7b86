"""The reports, one module each: a new module with a REPORT is a new report."""
