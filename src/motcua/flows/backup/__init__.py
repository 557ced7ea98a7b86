"""One file for a whole installation, and back."""

from motcua.flows.backup.bring_back import Restored, restore
from motcua.flows.backup.keeping import Kept, back_up_into, last, note_last
from motcua.flows.backup.make import Made, back_up, refuse_other_stores

__all__ = [
    "Kept",
    "Made",
    "Restored",
    "back_up",
    "back_up_into",
    "last",
    "note_last",
    "refuse_other_stores",
    "restore",
]
