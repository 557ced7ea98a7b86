"""Steps from a BPMN 2.0 file, of the subset that `names.KNOWN` claims; pure.

What is refused: more than MOST_BYTES (before anything is parsed), a document type or an entity, what is no BPMN, an
element that is not known (by its name), an arrow to nowhere, a node that is never reached. Tasks without our members
are read all the same: what is missing is then asked in the draft.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from motcua.kernel import text
from motcua.kernel.errors import FieldError, Invalid
from motcua.workflow.bpmn.names import DC, DD, DI, GATEWAYS, KNOWN, MODEL, NODES, OURS, PLURAL, TASKS
from motcua.workflow.rules.steps import MOST_STEPS, REST

MOST_BYTES = 2_000_000
MOST_NODES = 600


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says: the name of the process and its steps as rows of a draft."""

    name: str
    rows: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class _Graph:
    kinds: dict[str, str] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    lanes: dict[str, str] = field(default_factory=dict)
    following: dict[str, list[str]] = field(default_factory=dict)
    preceding: dict[str, list[str]] = field(default_factory=dict)


def read(body: bytes) -> Read:
    """The steps of a file. Raises Invalid("bpmn.invalid") with codes bpmn.too_big, .entities, .not_xml, .not_bpmn,
    .unknown_element, .no_process, .several_processes, .flow_nowhere, .no_start, .no_tasks, .unreached, .loop."""
    if len(body) > MOST_BYTES:
        _refuse("bpmn.too_big", size=f"{len(body) / 1e6:.1f}".replace(".", ","), most=MOST_BYTES // 1_000_000)
    root = _parsed(body)
    if root.tag != f"{{{MODEL}}}definitions":
        _refuse("bpmn.not_bpmn", element=_local(root.tag))
    if unknown := list(dict.fromkeys(_unknown(root))):
        raise Invalid(
            "bpmn.invalid", [FieldError("file", "bpmn.unknown_element", element=name) for name in unknown[:20]]
        )
    processes = root.findall(f"{{{MODEL}}}process")
    if not processes:
        _refuse("bpmn.no_process")
    if len(processes) > 1:
        _refuse("bpmn.several_processes", number=len(processes))
    graph = _graph(processes[0])
    participant = root.find(f".//{{{MODEL}}}participant")
    name = processes[0].get("name") or (participant.get("name") if participant is not None else "") or ""
    return Read(text.normal(name)[:200], tuple(_rows(graph)))


def _refuse(code: str, **facts: object) -> None:
    raise Invalid("bpmn.invalid", [FieldError("file", code, **facts)])


def _parsed(body: bytes) -> Element:
    from defusedxml import DefusedXmlException  # imported on use: few processes ever read such a file
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except DefusedXmlException:
        raise Invalid("bpmn.invalid", [FieldError("file", "bpmn.entities")]) from None
    except (ParseError, ValueError, LookupError) as wrong:
        line, column = getattr(wrong, "position", (0, 0))
        raise Invalid("bpmn.invalid", [FieldError("file", "bpmn.not_xml", line=line, column=column)]) from None
    return root


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2][:60]


def _unknown(root: Element) -> Iterator[str]:
    """Names of elements that are not of the subset. Drawings are not read at all, and of extensions only ours."""
    todo = [root]
    while todo:
        for child in todo.pop():
            space, _brace, name = child.tag[1:].rpartition("}")
            if space in (DI, DC, DD):
                continue
            if space != MODEL or name not in KNOWN:
                yield name[:60]
            elif name != "extensionElements":
                todo.append(child)


def _graph(process: Element) -> _Graph:
    graph = _Graph()
    for element in process:
        name = _local(element.tag)
        if name in NODES and element.get("id"):
            id = str(element.get("id"))
            graph.kinds[id], graph.elements[id] = name, element
            graph.following[id], graph.preceding[id] = [], []
    if len(graph.kinds) > MOST_NODES or sum(kind in TASKS for kind in graph.kinds.values()) > MOST_STEPS:
        raise Invalid("bpmn.invalid", [FieldError("file", "process.too_many_steps", most=MOST_STEPS)])
    for flow in process.findall(f"{{{MODEL}}}sequenceFlow"):
        source, target = str(flow.get("sourceRef")), str(flow.get("targetRef"))
        if source not in graph.kinds or target not in graph.kinds:
            _refuse("bpmn.flow_nowhere", flow=str(flow.get("id"))[:60])
        graph.following[source].append(target)
        graph.preceding[target].append(source)
    for lane in process.iter(f"{{{MODEL}}}lane"):
        for ref in lane.findall(f"{{{MODEL}}}flowNodeRef"):
            graph.lanes[(ref.text or "").strip()] = text.normal(lane.get("name") or "")
    return graph


def _rows(graph: _Graph) -> list[dict[str, Any]]:
    starts = [id for id, kind in graph.kinds.items() if kind == "startEvent"]
    if len(starts) != 1:
        _refuse("bpmn.no_start", number=len(starts))
    tasks = [id for id, kind in graph.kinds.items() if kind in TASKS]
    if not tasks:
        _refuse("bpmn.no_tasks")
    ordered = _ordered(graph, starts[0])
    if never := [id for id in graph.kinds if id not in ordered]:
        element = graph.elements[never[0]]
        reached = _reachable(graph, starts[0])
        code = "bpmn.loop" if never[0] in reached else "bpmn.unreached"
        _refuse(code, name=(element.get("name") or never[0])[:80])
    keys = _keys(graph, [id for id in ordered if id in tasks])
    rows = {id: _row(graph, id, keys[id]) for id in keys}
    listed = [id for id in tasks if id in rows] if _is_listed(graph, tasks, keys) else list(keys)
    _say_after(graph, rows, listed, keys)
    return [rows[id] for id in listed]


def _reachable(graph: _Graph, start: str) -> set[str]:
    seen, todo = set[str](), [start]
    while todo:
        id = todo.pop()
        if id not in seen:
            seen.add(id)
            todo += graph.following[id]
    return seen


def _ordered(graph: _Graph, start: str) -> list[str]:
    """The nodes so that each comes after all that lead to it; those behind a loop are missing."""
    reached = _reachable(graph, start)
    placed: dict[str, None] = {}
    left = [id for id in graph.kinds if id in reached]
    while ready := [id for id in left if set(graph.preceding[id]) & reached <= set(placed)]:
        placed |= dict.fromkeys(ready)
        left = [id for id in left if id not in placed]
    return list(placed)


def _is_listed(graph: _Graph, tasks: Sequence[str], keys: dict[str, str]) -> bool:
    """True for a file of ours: its tasks stand in the order of the list already."""
    order = {id: at for at, id in enumerate(keys)}
    own = all(graph.elements[id].find(f".//{{{OURS}}}step") is not None for id in tasks)
    return own and all(_tasks_before(graph, id) <= set(tasks[: tasks.index(id)]) for id in tasks if id in order)


def _tasks_before(graph: _Graph, id: str) -> set[str]:
    """The tasks that lead to a node directly, through gateways."""
    found, seen, todo = set[str](), set[str](), list(graph.preceding[id])
    while todo:
        one = todo.pop()
        if one in seen:
            continue
        seen.add(one)
        if graph.kinds[one] in TASKS:
            found.add(one)
            if not _is_optional(graph, one):
                continue
        todo += graph.preceding[one]
    return found


def _is_optional(graph: _Graph, id: str) -> bool:
    """Skipped where an exclusive gateway before it leads straight to what comes after it; or because ours says so."""
    own = graph.elements[id].find(f".//{{{OURS}}}step")
    if own is not None:
        return own.get("optional") == "true"
    after = set(graph.following[id])
    return any(
        graph.kinds[one] == "exclusiveGateway" and set(graph.following[one]) & after for one in graph.preceding[id]
    )


def _keys(graph: _Graph, tasks: Iterable[str]) -> dict[str, str]:
    keys: dict[str, str] = {}
    for id in tasks:
        own = graph.elements[id].find(f".//{{{OURS}}}step")
        said = (own.get("key") if own is not None else "") or re.sub(r"[^a-z0-9_]", "_", text.fold(id))[:40]
        stem = said if re.match(r"[a-z]", said) else f"step_{said}"
        key, number = stem, 2
        while key in keys.values():
            key, number = f"{stem}_{number}", number + 1
        keys[id] = key
    return keys


def _row(graph: _Graph, id: str, key: str) -> dict[str, Any]:
    element = graph.elements[id]
    own = element.find(f".//{{{OURS}}}step")
    ground = element.find(f"{{{MODEL}}}documentation")
    told = dict(own.attrib) if own is not None else {}
    agency, _slash, post = graph.lanes.get(id, "").rpartition("/")
    row: dict[str, Any] = {
        "key": key,
        "act": told.get("act", "forward"),
        "post": told.get("post", post),
        "role": told.get("role", "specialist_officer" if own is None else ""),
        "name_vi": text.normal(element.get("name") or "")[:200],
        "name_en": text.normal(told.get("nameEn", ""))[:200],
        "hours": _hours(told.get("hours", "")),
    }
    members: dict[str, Any] = {name: _texts(own, tag) for name, tag in PLURAL.items()}
    members |= {"agency": told.get("agency", agency if own is None else ""), "optional": _is_optional(graph, id)}
    members["warn"] = _hours(told.get("warn", "")) or None
    members["ground"] = text.normal(ground.text or "")[:200] if ground is not None else ""
    return row | {name: value for name, value in members.items() if value}


def _hours(said: str) -> int | str | None:
    return REST if said == REST else int(said) if said.isascii() and said.isdigit() and len(said) < 7 else None


def _texts(own: Element | None, tag: str) -> list[str]:
    if own is None:
        return []
    return [value for row in own.findall(f"{{{OURS}}}{tag}") if (value := (row.text or "").strip()[:60])]


def _say_after(graph: _Graph, rows: dict[str, dict[str, Any]], listed: Sequence[str], keys: dict[str, str]) -> None:
    """What a step waits for beside the one before it: in the list for a part, on the main line for the others."""
    last = ""
    for at, id in enumerate(listed):
        is_part = rows[id]["act"] == "part"
        usual = (keys[listed[at - 1]] if at else "") if is_part else last
        direct = [keys[one] for one in listed if one in _direct(graph, id)]
        after = [key for key in direct if key != usual] if not is_part else direct
        if is_part and after == [usual]:
            after = []
        if after:
            rows[id]["after"] = after
        if not is_part:
            last = keys[id]


def _direct(graph: _Graph, id: str) -> set[str]:
    """The tasks right before a node; one that may be skipped hides what stands before it."""
    found, seen, todo = set[str](), set[str](), list(graph.preceding[id])
    while todo:
        one = todo.pop()
        if one in seen:
            continue
        seen.add(one)
        if graph.kinds[one] in TASKS:
            found.add(one)
        elif graph.kinds[one] in GATEWAYS:
            skipped = [
                task for task in graph.preceding[one] if graph.kinds[task] in TASKS and _is_optional(graph, task)
            ]
            todo += skipped or graph.preceding[one]
    return found
