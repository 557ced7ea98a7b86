"""Internal processes of the pack, read and judged; and how a rule's refusal finds its line."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from motcua.flows.country_pack.faults import Faults
from motcua.flows.country_pack.located import Group, Located, read_yaml
from motcua.flows.country_pack.pack import ProcessSpec
from motcua.kernel import versions
from motcua.kernel.errors import FieldError, Invalid
from motcua.workflow import rules as workflow
from motcua.workflow.words import WORDS as PROCESS


def read_processes(root: Path, faults: Faults) -> tuple[ProcessSpec, ...]:
    """processes.yaml: versions of internal processes, judged by `workflow.rules`."""
    top = read_yaml(root, "processes.yaml", faults)
    found: list[ProcessSpec] = []
    lines: dict[tuple[str, date], int] = {}
    for group in top.groups("processes", required=True):
        key, (vi, en) = group.text("key", 60), group.pair("name", 200)
        start = group.day("valid_from", required=True) or versions.BEGINNING
        steps = [_step(step) for step in group.groups("steps", required=True)]
        group.finish()
        try:
            workflow.read_steps(steps)
        except Invalid as refused:
            for error in refused.errors:
                content_fault(group, error, PROCESS)
        if (key, start) in lines:
            group.fault("twice", "key", value=key, line=lines[key, start])
        lines[key, start] = group.line
        found.append(ProcessSpec(key, vi, en, start, tuple(steps)))
    top.finish()
    return tuple(found)


def _step(group: Group) -> dict[str, Any]:
    step: dict[str, Any] = {name: group.text(name, 60) for name in ("key", "act", "post", "role")}
    step |= {"name_vi": group.text("vi", 200), "name_en": group.text("en", 200)}
    if "hours" in group.members:
        rests = group.members["hours"].value == workflow.REST
        step["hours"] = group.text("hours", 4) if rests else group.number("hours")
    if "warn" in group.members:
        step["warn"] = group.number("warn")
    step |= {name: list(group.texts(name, 60)) for name in ("after", "also", "makes")}
    step |= {"agency": group.text("agency", 40, required=False), "optional": group.flag("optional")}
    step["ground"] = group.text("ground", 200, required=False)
    group.finish()
    return step


def content_fault(group: Group, error: FieldError, words: Mapping[str, tuple[str, str]]) -> None:
    """A refusal of a rule, put on the line of what it names ("limits.1.unit")."""
    line, here = group.line, Located(group.members, group.line)
    for part in error.path.split("."):
        inner = here.value
        if isinstance(inner, list) and part.isdigit() and int(part) < len(inner):
            here = inner[int(part)]
        elif isinstance(inner, dict) and part in inner:
            here = inner[part]
        else:
            break
        line = here.line
    vi, en = words.get(error.code, (error.code, error.code))
    facts = {name: str(value) for name, value in error.facts.items()}
    group.faults.add(
        group.file,
        line,
        "content",
        reason_vi=f"{error.path}: {vi.format(**facts)}",
        reason_en=f"{error.path}: {en.format(**facts)}",
    )
