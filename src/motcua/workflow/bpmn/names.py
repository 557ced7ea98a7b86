"""Names of the subset of BPMN 2.0 that is written and read here (ISO/IEC 19510:2013)."""

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
OURS = "https://motcua.example/bpmn/1"
"""Namespace of what BPMN has no word for: act, post, role, agency, hours, acts allowed, papers, ground."""

PREFIXES = {"bpmn": MODEL, "bpmndi": DI, "dc": DC, "di": DD, "motcua": OURS}
TASKS = frozenset({"task", "userTask", "manualTask"})
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway"})
NODES = TASKS | GATEWAYS | {"startEvent", "endEvent"}
KNOWN = NODES | {
    "definitions",
    "collaboration",
    "participant",
    "process",
    "laneSet",
    "lane",
    "flowNodeRef",
    "sequenceFlow",
    "documentation",
    "extensionElements",
    "incoming",
    "outgoing",
    "conditionExpression",
    "textAnnotation",
    "text",
    "association",
}
"""Elements that are read; every other one is refused by its name, because leaving it out would change the process."""

PLURAL = {"also": "allows", "makes": "makes"}
