"""One file for a whole installation, and back."""

from motcua.flows.backup.bring_back import Restored, restore
from motcua.flows.backup.make import Made, back_up

__all__ = ["Made", "Restored", "back_up", "restore"]
