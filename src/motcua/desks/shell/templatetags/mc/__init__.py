"""The component tags and the filters for times and numbers; loaded everywhere (settings: builtins)."""

from motcua.desks.shell.templatetags.mc import (
    announcing,
    blocks,
    boards,
    charts,
    elsewhere,
    fields,
    linking,
    marks,
    printing,
    promises,
    undoing,
    written,
)
from motcua.desks.shell.templatetags.mc.library import register

__all__ = [
    "announcing",
    "blocks",
    "boards",
    "charts",
    "elsewhere",
    "fields",
    "linking",
    "marks",
    "printing",
    "promises",
    "register",
    "undoing",
    "written",
]
