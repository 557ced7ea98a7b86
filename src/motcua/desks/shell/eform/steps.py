"""The questions of a form in order, as the wizard counts them ("câu 4/9")."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.eforms import rules
from motcua.eforms.definition import Definition, Field, Group


@dataclass(frozen=True, slots=True)
class Step:
    """One page: the group's key and title, and the fields that are asked on it."""

    key: str
    title: str
    fields: tuple[Field, ...]


def steps(
    definition: Definition, answers: Mapping[str, Any] | None = None, *, today: date | None = None, lang: str = "vi"
) -> list[Step]:
    """Pages in order. With answers (and `today`) pages that they make needless are left out."""
    groups: tuple[Group, ...] = definition.groups
    if answers is not None and today is not None:
        groups = rules.visible_groups(definition, answers, today=today)
    return [step for group in groups if not group.closing and (step := _step(definition, group, lang)).fields]


def closing(definition: Definition, lang: str = "vi") -> Step | None:
    """What is asked on the check page beside the button that submits (the vow); None when the form has none."""
    group = next((group for group in definition.groups if group.closing), None)
    return _step(definition, group, lang) if group else None


def _step(definition: Definition, group: Group, lang: str) -> Step:
    asked = tuple(field for field in definition.in_group(group.key) if field.asked)
    return Step(group.key, group.title(lang), asked)
