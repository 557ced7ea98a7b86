"""A linked filing at the counter: its parts, what they say differently, what can be handed over."""

from motcua.desks.counter.linked.page import linked, put_right

__all__ = ["linked", "put_right"]
