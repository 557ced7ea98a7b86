"""The paper book of a day without power: opened, printed, keyed in line by line, closed."""

from motcua.desks.counter.paper_register.pages import book, books, close, line, paper, slips

__all__ = ["book", "books", "close", "line", "paper", "slips"]
