"""Charging a dossier, confirming that it was paid, giving money back, closing the till."""

from motcua.payments.actions.charging import owe, subject_of, take_back
from motcua.payments.actions.closing import close_till
from motcua.payments.actions.paying import confirm
from motcua.payments.actions.refunding import refund, void

__all__ = ["close_till", "confirm", "owe", "refund", "subject_of", "take_back", "void"]
