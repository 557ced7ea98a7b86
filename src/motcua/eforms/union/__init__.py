"""One form out of several: what several procedures ask is asked once; pure.

The first member's questions keep their keys, those of the others begin with the member's slug and `_`. A question that
another member's question fills is not asked; conditions are spoken in the new keys. `judge` gives each member's answers
back in its own shape.
"""

from motcua.eforms.union.build import Member, Union, faults, unite
from motcua.eforms.union.judge import AGENCY, Judged, judge, split
from motcua.eforms.union.values import converted, convertible

__all__ = [
    "AGENCY",
    "Judged",
    "Member",
    "Union",
    "converted",
    "convertible",
    "faults",
    "judge",
    "split",
    "unite",
]
