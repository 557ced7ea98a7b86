"""What everybody may know of the index: counts by agency are public, what tells of ratings is protected."""

from dataclasses import replace

from motcua.reports.protection import FEWEST, is_few
from motcua.reports.scorecard import grain
from motcua.reports.scorecard.card import Card, Reckoned


def told(card: Card, *, answers: bool = True) -> Card:
    """The card for the public. A protected line (satisfaction, feedback) is told only for a whole month, quarter or
    year for which the agency's answers are told at all (`answers`, see `reports.published`), and where fewer than
    five said something, or fewer did not, it is left out; the sums leave it out too, so that nobody computes it from
    them."""
    fixed = answers and grain.of(card.first, card.last) is not None
    return replace(card, lines=tuple(one if _may_be_told(one, fixed) else _kept_back(one) for one in card.lines))


def _may_be_told(one: Reckoned, fixed: bool) -> bool:
    if not one.line.protected:
        return True
    if not fixed:
        return False
    closed = [count for part, count in zip(one.line.parts, one.parts, strict=False) if part.closed]
    whole = one.whole or 0
    return all(not is_few(count) and whole - count >= FEWEST for count in closed)


def _kept_back(one: Reckoned) -> Reckoned:
    return Reckoned(one.line)
