"""Fields and code lists of the pack, read and judged."""

from collections.abc import Iterator
from pathlib import Path

from motcua.catalogue import rules
from motcua.flows.country_pack.faults import Faults
from motcua.flows.country_pack.located import Group, read_csv, read_yaml
from motcua.flows.country_pack.pack import FieldSpec


def read_fields(root: Path, faults: Faults) -> tuple[FieldSpec, ...]:
    """fields.yaml, in the order in which pages show them."""
    top = read_yaml(root, "fields.yaml", faults)
    found: dict[str, FieldSpec] = {}
    lines: dict[str, int] = {}
    for group in top.groups("fields", required=True):
        slug = group.text("slug", 60)
        field = FieldSpec(
            slug,
            group.text("vi", 160),
            group.text("en", 160),
            group.text("code", 20, required=False),
            group.text("department", 35, required=False),
        )
        group.finish()
        if slug in found:
            group.fault("twice", "slug", value=slug, line=lines[slug])
        found.setdefault(slug, field)
        lines.setdefault(slug, group.line)
    top.finish()
    return tuple(found.values())


def read_lists(root: Path, faults: Faults) -> dict[str, tuple[rules.Item, ...]]:
    """Code lists: lists/*.csv, and those that forms share (forms/_lists.yaml)."""
    found: dict[str, tuple[rules.Item, ...]] = {}
    for path in sorted((root / "lists").glob("*.csv")):
        name = f"lists/{path.name}"
        found[path.stem] = tuple(_items(read_csv(root, name, ("code", "label_vi", "label_en"), faults)))
    if (root / "forms" / "_lists.yaml").exists():
        shared = read_yaml(root, "forms/_lists.yaml", faults)
        for name in shared.members:
            if name in found:
                shared.fault("twice", name, value=name, line=1)
            found[name] = tuple(_items(iter(shared.groups(name))))
    return found


def _items(groups: Iterator[Group]) -> Iterator[rules.Item]:
    lines: dict[str, int] = {}
    for group in groups:
        item = rules.Item(group.text("code", 40), group.text("label_vi", 200), group.text("label_en", 200))
        if item.code in lines:
            group.fault("twice", "code", value=item.code, line=lines[item.code])
        lines.setdefault(item.code, group.line)
        group.finish()
        yield item
