"""A process as BPMN 2.0: lanes by post, tasks, gateways, and where everything is drawn; pure.

The main line is a sequence flow; an optional step stands between two exclusive gateways; what waits for several things
(a part of another agency) stands behind a parallel gateway that joins, and what opens several behind one that forks.
The members of a step that BPMN does not know stand in `extensionElements` of a namespace of our own, and are enough to
read the same steps back.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from motcua.workflow.bpmn.flow import Flow, Node, flow_of
from motcua.workflow.bpmn.names import DC, DD, DI, MODEL, OURS, PLURAL, PREFIXES
from motcua.workflow.rules.steps import Step

COLUMN, LANE, LEFT = 150, 120, 30
SIZES = {"task": (110, 70), "gateway": (50, 50), "event": (36, 36)}


def write(key: str, name: str, steps: Sequence[Step]) -> bytes:
    """The file, UTF-8. `name` is the process's own, in Vietnamese."""
    for prefix, uri in PREFIXES.items():
        register_namespace(prefix, uri)
    flow = flow_of(steps)
    root = Element(f"{{{MODEL}}}definitions", {"id": "definitions", "targetNamespace": OURS, "exporter": "motcua"})
    collaboration = SubElement(root, f"{{{MODEL}}}collaboration", {"id": "collaboration"})
    SubElement(
        collaboration,
        f"{{{MODEL}}}participant",
        {"id": "participant", "name": name, "processRef": f"process_{key}"},
    )
    process = SubElement(root, f"{{{MODEL}}}process", {"id": f"process_{key}", "name": name, "isExecutable": "false"})
    _lanes(process, flow)
    for node in flow.nodes:
        _node(process, node)
    for arrow in flow.arrows:
        SubElement(
            process,
            f"{{{MODEL}}}sequenceFlow",
            {"id": arrow.id, "sourceRef": arrow.source, "targetRef": arrow.target}
            | ({"name": arrow.name} if arrow.name else {}),
        )
    _diagram(root, flow)
    indent(root)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _lanes(process: Element, flow: Flow) -> None:
    lanes = SubElement(process, f"{{{MODEL}}}laneSet", {"id": "lanes"})
    for at, lane in enumerate(flow.lanes):
        row = SubElement(lanes, f"{{{MODEL}}}lane", {"id": f"lane_{at}", "name": lane})
        for node in flow.nodes:
            if node.lane == at:
                SubElement(row, f"{{{MODEL}}}flowNodeRef").text = node.id


def _node(process: Element, node: Node) -> None:
    row = SubElement(process, f"{{{MODEL}}}{node.kind}", {"id": node.id} | ({"name": node.name} if node.name else {}))
    step = node.step
    if step is None:
        return
    if step.ground:
        SubElement(row, f"{{{MODEL}}}documentation").text = step.ground
    extension = SubElement(row, f"{{{MODEL}}}extensionElements")
    told = {"key": step.key, "act": step.act, "post": step.post, "role": step.role}
    told |= {
        name: str(getattr(step, name)) for name in ("agency", "hours", "warn") if getattr(step, name) not in ("", None)
    }
    told |= {"nameEn": step.name_en} if step.name_en else {}
    told |= {"optional": "true"} if step.optional else {}
    own = SubElement(extension, f"{{{OURS}}}step", told)
    for member, tag in PLURAL.items():
        for value in getattr(step, member):
            SubElement(own, f"{{{OURS}}}{tag}").text = value


def _diagram(root: Element, flow: Flow) -> None:
    diagram = SubElement(root, f"{{{DI}}}BPMNDiagram", {"id": "diagram"})
    plane = SubElement(diagram, f"{{{DI}}}BPMNPlane", {"id": "plane", "bpmnElement": "collaboration"})
    width = LEFT + COLUMN * (max((node.column for node in flow.nodes), default=0) + 1) + 40
    _shape(plane, "participant", (0, 0, width, LANE * len(flow.lanes)), horizontal=True)
    for at in range(len(flow.lanes)):
        _shape(plane, f"lane_{at}", (LEFT, LANE * at, width - LEFT, LANE), horizontal=True)
    for node in flow.nodes:
        _shape(plane, node.id, _bounds(node))
    named = {node.id: node for node in flow.nodes}
    for arrow in flow.arrows:
        edge = SubElement(plane, f"{{{DI}}}BPMNEdge", {"id": f"{arrow.id}_di", "bpmnElement": arrow.id})
        for x, y in _way(named[arrow.source], named[arrow.target]):
            SubElement(edge, f"{{{DD}}}waypoint", {"x": str(x), "y": str(y)})


def _shape(plane: Element, of: str, bounds: tuple[int, int, int, int], *, horizontal: bool = False) -> None:
    shape = SubElement(plane, f"{{{DI}}}BPMNShape", {"id": f"{of}_di", "bpmnElement": of})
    if horizontal:
        shape.set("isHorizontal", "true")
    names = zip(("x", "y", "width", "height"), map(str, bounds), strict=True)
    SubElement(shape, f"{{{DC}}}Bounds", dict(names))


def _bounds(node: Node) -> tuple[int, int, int, int]:
    width, height = SIZES[node.shape]
    x = LEFT + 30 + COLUMN * node.column + (110 - width) // 2
    return x, LANE * node.lane + (LANE - height) // 2, width, height


def _way(source: Node, target: Node) -> list[tuple[int, int]]:
    (x, y, width, height), (to_x, to_y, _width, to_height) = _bounds(source), _bounds(target)
    start, end = (x + width, y + height // 2), (to_x, to_y + to_height // 2)
    if start[1] == end[1]:
        return [start, end]
    bend = end[0] - 12
    return [start, (bend, start[1]), (bend, end[1]), end]
