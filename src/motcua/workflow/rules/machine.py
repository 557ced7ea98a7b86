"""Lawful moves as a table; pure."""

from dataclasses import dataclass

from motcua.kernel.errors import NotAllowed, NotLawfulNow


@dataclass(frozen=True, slots=True)
class Move:
    """One lawful move: from a state, by an act, to a state; who may, on which legal ground."""

    source: str
    act: str
    target: str
    roles: frozenset[str]
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """A table of moves."""

    moves: tuple[Move, ...]

    def roles_of(self, act: str) -> frozenset[str]:
        """Every role that may ever do this act."""
        return frozenset().union(*(move.roles for move in self.moves if move.act == act))

    def acts(self, state: str, role: str) -> list[str]:
        """Acts that are lawful now for this role, in the table's order, each once."""
        return list(dict.fromkeys(m.act for m in self.moves if m.source == state and role in m.roles))

    def find(self, state: str, act: str, role: str, target: str = "") -> Move:
        """The move, or a refusal: NotAllowed when the role never may, NotLawfulNow when not from this state.

        `target` chooses between moves of the same act (approving finishes or, at an earlier step, goes on).
        """
        if role not in self.roles_of(act):
            raise NotAllowed("act.not_allowed", act=act, role=role)
        for move in self.moves:
            if move.source == state and move.act == act and role in move.roles and target in ("", move.target):
                return move
        raise NotLawfulNow("act.not_lawful_now", act=act, state=state)
