"""The machine: lawful moves as a table, and the steps of an internal process; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.kernel.errors import FieldError, Invalid, NotAllowed, NotLawfulNow


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


@dataclass(frozen=True, slots=True)
class Step:
    """One step: which act it waits for, which kind of post does it, hours of eight-hour days (None: not counted)."""

    key: str
    act: str
    post: str
    role: str
    name_vi: str
    name_en: str
    hours: int | None = None

    def as_data(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


ACTS = ("receive", "forward", "propose", "approve", "deliver")


def read_steps(rows: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Steps from data. Raises Invalid with the path of whatever is wrong."""
    errors: list[FieldError] = []
    steps: list[Step] = []
    for index, row in enumerate(rows):
        path = f"steps.{index}"
        unknown = set(row) - set(Step.__slots__)
        errors += [FieldError(f"{path}.{name}", "process.unknown_field") for name in sorted(unknown)]
        missing = [name for name in ("key", "act", "post", "role", "name_vi") if not row.get(name)]
        errors += [FieldError(f"{path}.{name}", "process.missing_field") for name in missing]
        if unknown or missing:
            continue
        hours = row.get("hours")
        if hours is not None and (not isinstance(hours, int) or isinstance(hours, bool) or hours < 0):
            errors.append(FieldError(f"{path}.hours", "process.hours_wrong"))
            continue
        if row["act"] not in ACTS:
            errors.append(FieldError(f"{path}.act", "process.unknown_act"))
            continue
        steps.append(Step(**{name: row.get(name, "") for name in Step.__slots__} | {"hours": hours}))
    if not errors:
        errors += _order_errors(steps)
    if errors:
        raise Invalid("process.invalid", errors)
    return tuple(steps)


def _order_errors(steps: Sequence[Step]) -> Iterable[FieldError]:
    keys = [step.key for step in steps]
    for key in {key for key in keys if keys.count(key) > 1}:
        yield FieldError("steps", "process.duplicate_key", key=key)
    acts = [step.act for step in steps]
    if not acts or acts[0] != "receive":
        yield FieldError("steps", "process.must_begin_with_receive")
    if not acts or acts[-1] != "deliver":
        yield FieldError("steps", "process.must_end_with_deliver")
    if ("propose" in acts) != ("approve" in acts):
        yield FieldError("steps", "process.propose_needs_approve")
    if "propose" in acts and "approve" in acts and acts.index("approve") < acts.index("propose"):
        yield FieldError("steps", "process.approve_before_propose")


def step_of(steps: Sequence[Step], key: str) -> Step:
    """The step of that key. Raises LookupError."""
    for step in steps:
        if step.key == key:
            return step
    raise LookupError(key)


def following(steps: Sequence[Step], key: str) -> Step | None:
    """The step after the one of that key; None after the last."""
    keys = [step.key for step in steps]
    index = keys.index(key) + 1
    return steps[index] if index < len(steps) else None


def is_one_step(steps: Sequence[Step]) -> bool:
    """True for the process of one step: what is received is finished by the same hand (certified copies)."""
    return [step.act for step in steps] == ["receive", "deliver"]
