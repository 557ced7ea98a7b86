"""Templates of results of the pack, read and judged."""

from datetime import date
from pathlib import Path

from motcua.catalogue import rules
from motcua.flows.country_pack.faults import Faults
from motcua.flows.country_pack.located import read_yaml
from motcua.flows.country_pack.pack import ResultTemplateSpec
from motcua.kernel import versions

FILE = "result_templates.yaml"
KINDS = ("approve", "reject")


def read_result_templates(root: Path, faults: Faults) -> tuple[ResultTemplateSpec, ...]:
    """result_templates.yaml, where the pack has one: general texts that every agency may use. Versions of a key stand
    in the order of their days."""
    if not (root / FILE).exists():
        return ()
    top = read_yaml(root, FILE, faults)
    found: list[ResultTemplateSpec] = []
    last: dict[str, date] = {}
    for group in top.groups("result_templates", required=True):
        key, kind = group.text("key", 60), group.choice("kind", KINDS)
        name_vi, name_en = group.pair("name", 160)
        start = group.day("valid_from", required=True) or versions.BEGINNING
        title, body = group.text("title", 300), group.text("body", 20_000)
        for error in rules.judge_result_text({"title": title, "body": body}):
            name = error.facts.get("name", "{")
            group.fault("value_unknown", error.path, key=error.path, value=name, allowed=", ".join(rules.PLACEHOLDERS))
        if key in last and start <= last[key]:
            group.fault("not_later", "valid_from", valid_from=start)
        last[key] = start
        group.finish()
        found.append(ResultTemplateSpec(key, kind, name_vi, name_en, title, body, start))
    top.finish()
    return tuple(found)
