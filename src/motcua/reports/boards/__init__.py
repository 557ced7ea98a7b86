"""What boards draw: indicators with fixed steps of colour, units by area, coverage of procedures by field."""

from motcua.reports.boards.indicators import BY_KEY, INDICATORS, STEPS, Indicator, Measured, measure
from motcua.reports.boards.places import Area, Map, Place, places

__all__ = ["BY_KEY", "INDICATORS", "STEPS", "Area", "Indicator", "Map", "Measured", "Place", "measure", "places"]
