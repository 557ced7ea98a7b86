"""The province-year: a made-up year of a province with every figure that follows from it (contract, section 6).

`write` makes it, `expected` counts it by plain code that an outsider can run alone, `check` compares an installation
into which it was imported with what was counted. docs/province-year.md explains it as an open benchmark.
"""

from motcua.flows.province_year.checking import Compared, Difference, check
from motcua.flows.province_year.preparing import prepare
from motcua.flows.province_year.words import Refused
from motcua.flows.province_year.writing import FILES, Asked, write

__all__ = ["FILES", "Asked", "Compared", "Difference", "Refused", "check", "prepare", "write"]
