"""Steps as the nodes and arrows of BPMN; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.workflow.rules.line import before
from motcua.workflow.rules.steps import Step


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `kind` is the element's name, `shape` how large it is drawn; `column` and `lane` where."""

    id: str
    kind: str
    shape: str
    name: str
    lane: int
    column: int
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Everything that a file holds. Lanes are named after the post, with the agency of a part before it."""

    lanes: tuple[str, ...]
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


class _Builder:
    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = steps
        self.lanes = list(dict.fromkeys(_lane(step) for step in steps))
        self.nodes: list[Node] = []
        self.arrows: list[Arrow] = []
        self.column: dict[str, int] = {}
        self.ends: dict[str, str] = {}  # by the key of a step: the node from which its successors go on

    def add(self, id: str, kind: str, shape: str, name: str, lane: int, column: int, step: Step | None = None) -> str:
        self.nodes.append(Node(id, kind, shape, name, lane, column, step))
        self.column[id] = column
        return id

    def link(self, source: str, target: str, name: str = "") -> None:
        self.arrows.append(Arrow(f"flow_{len(self.arrows) + 1}", source, target, name))

    def build(self) -> Flow:
        needed = before(self.steps)
        opens = {
            step.key: sum(step.key in keys for keys in needed.values()) for step in self.steps
        }  # how many steps go on from it
        start = self.add("start", "startEvent", "event", "", self._lane(self.steps[0]), 0)
        for step in self.steps:
            lane = self._lane(step)
            sources = [self.ends[key] for key in needed[step.key] if key in self.ends] or [start]
            column = max(self.column[source] for source in sources) + 1
            entry = sources[0]
            if len(sources) > 1:
                entry = self.add(f"join_{step.key}", "parallelGateway", "gateway", "", lane, column)
                for source in sources:
                    self.link(source, entry)
                column += 1
            end = self._step(step, entry, lane, column)
            if opens[step.key] > 1:
                fork = self.add(f"fork_{step.key}", "parallelGateway", "gateway", "", lane, self.column[end] + 1)
                self.link(end, fork)
                end = fork
            self.ends[step.key] = end
        last = self.steps[-1]
        finish = self.add("end", "endEvent", "event", "", self._lane(last), self.column[self.ends[last.key]] + 1)
        self.link(self.ends[last.key], finish)
        return Flow(tuple(self.lanes), tuple(self.nodes), tuple(self.arrows))

    def _step(self, step: Step, entry: str, lane: int, column: int) -> str:
        """The task, and around an optional one the gateways by which it is skipped; gives the node to go on from."""
        if not step.optional:
            task = self.add(f"step_{step.key}", "userTask", "task", step.name_vi, lane, column, step)
            self.link(entry, task)
            return task
        choice = self.add(f"may_{step.key}", "exclusiveGateway", "gateway", "", lane, column)
        task = self.add(f"step_{step.key}", "userTask", "task", step.name_vi, lane, column + 1, step)
        merge = self.add(f"done_{step.key}", "exclusiveGateway", "gateway", "", lane, column + 2)
        self.link(entry, choice)
        self.link(choice, task, "cần")
        self.link(task, merge)
        self.link(choice, merge, "bỏ qua")
        return merge

    def _lane(self, step: Step) -> int:
        return self.lanes.index(_lane(step))


def _lane(step: Step) -> str:
    return f"{step.agency}/{step.post}" if step.agency else step.post


def flow_of(steps: Sequence[Step]) -> Flow:
    """The nodes and arrows of steps in good order (`rules.read_steps`)."""
    return _Builder(steps).build()
