"""Scorecards whose formulas are dated data: the index of 100 points and the nine indicators. See docs/adr/0021."""
