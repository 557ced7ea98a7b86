"""What is owed, what was paid, the receipts that say so, money given back, and the tills it lies in."""

from motcua.payments.models.money import Charge, ChargeTakenBack, Payment, Refund
from motcua.payments.models.receipt import BookCounter, Receipt
from motcua.payments.models.till import Till, TillClosing

__all__ = ["BookCounter", "Charge", "ChargeTakenBack", "Payment", "Receipt", "Refund", "Till", "TillClosing"]
