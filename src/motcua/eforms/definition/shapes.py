"""The values that a loaded definition consists of."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Logic = Any  # JsonLogic: JSON, any shape

DATES = frozenset({"date", "datetime", "month", "date_or_year"})
NUMBERS = frozenset({"integer", "decimal", "money"})
WRITTEN = frozenset({"text", "textarea"})
CHOICES = frozenset({"select", "multiselect"})
COMPOSITES = frozenset({"table", "person"})
TYPES = (
    DATES
    | NUMBERS
    | WRITTEN
    | CHOICES
    | COMPOSITES
    | {"boolean", "accept", "person_id", "phone", "email", "address", "unit", "agency", "file"}
)
LEVELS = {"commune": 5, "district": 3, "province": 2}
"""Kinds of place a `unit` may ask for, with the number of digits of their statistical code."""

RULES = frozenset({"date_in_words", "number_in_words"})
"""Named rules for computed values."""

PREFILLS = frozenset(
    {
        "identity.full_name",
        "identity.birth_date",
        "identity.gender",
        "identity.personal_id",
        "identity.ethnicity",
        "identity.nationality",
        "residence",
        "contact.phone",
        "contact.email",
        "agency",
    }
)
"""What a caller may know already; `agency` is the code of the agency the dossier goes to."""

DEFAULT_LENGTH = {"text": 300, "textarea": 5000}

PERSON_PARTS: dict[str, dict[str, Any]] = {
    "full_name": {
        "type": "text",
        "format": "name",
        "max_length": 100,
        "label_vi": "Họ, chữ đệm, tên",
        "label_en": "Full name",
    },
    "personal_id": {"type": "person_id", "label_vi": "Số định danh cá nhân", "label_en": "Personal identity number"},
    "birth_date": {
        "type": "date_or_year",
        "not_after": "today",
        "label_vi": "Ngày sinh hoặc năm sinh",
        "label_en": "Date or year of birth",
    },
    "gender": {"type": "select", "list": "gender", "label_vi": "Giới tính", "label_en": "Gender"},
    "ethnicity": {"type": "select", "list": "ethnicity", "label_vi": "Dân tộc", "label_en": "Ethnicity"},
    "nationality": {
        "type": "select",
        "list": "nationality",
        "default": "VN",
        "label_vi": "Quốc tịch",
        "label_en": "Nationality",
    },
    "residence": {"type": "address", "label_vi": "Nơi cư trú", "label_en": "Residence"},
    "phone": {"type": "phone", "label_vi": "Số điện thoại", "label_en": "Phone number"},
    "relation": {"type": "text", "max_length": 60, "label_vi": "Quan hệ", "label_en": "Relation"},
}
"""Parts that a `person` may ask for, as the columns they become."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list."""

    code: str
    label_vi: str
    label_en: str

    def label(self, lang: str) -> str:
        return self.label_en if lang == "en" else self.label_vi


@dataclass(frozen=True, slots=True)
class PatternIf:
    """A pattern that counts while a condition holds."""

    condition: Logic
    pattern: str


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows a table takes; `preset` names the rows themselves."""

    min: int = 0
    max: int = 20
    preset: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field, or one column of a table, or one part of a person (then `group` is empty)."""

    key: str
    type: str
    label_vi: str
    label_en: str
    group: str = ""
    help_vi: str = ""
    help_en: str = ""
    suffix: str = ""
    required: bool = False
    required_if: Logic = None
    show_if: Logic = None
    ask: bool = True
    default: Any = None
    prefill: str = ""
    example: Any = None
    computed: Logic = None
    max_length: int = 0
    pattern: str = ""
    pattern_if: tuple[PatternIf, ...] = ()
    case: str = ""
    format: str = ""
    min: float | int | None = None
    max: float | int | None = None
    not_after: str = ""
    not_before: str = ""
    list: str = ""
    level: str = ""
    as_of: str = ""
    born: str = ""
    gender: str = ""
    landline: bool = False
    media_types: tuple[str, ...] = ()
    max_mb: int = 10
    rows: Rows = Rows()
    columns: tuple["Field", ...] = ()

    def label(self, lang: str) -> str:
        return self.label_en if lang == "en" else self.label_vi

    def help(self, lang: str) -> str:
        return self.help_en if lang == "en" else self.help_vi

    @property
    def asked(self) -> bool:
        """True when a person answers it on a page."""
        return self.ask and self.computed is None


@dataclass(frozen=True, slots=True)
class Group:
    """One page of questions; a closing group belongs to the check page instead."""

    key: str
    title_vi: str
    title_en: str
    intro_vi: str = ""
    intro_en: str = ""
    show_if: Logic = None
    closing: bool = False

    def title(self, lang: str) -> str:
        return self.title_en if lang == "en" else self.title_vi

    def intro(self, lang: str) -> str:
        return self.intro_en if lang == "en" else self.intro_vi


@dataclass(frozen=True, slots=True)
class Check:
    """A rule across fields; its words stand at `field`."""

    key: str
    check: Logic
    field: str
    words_vi: str
    words_en: str
    severity: str = "refuse"


@dataclass(frozen=True)
class Definition:
    """A form as loaded. `source` is the JSON it came from; in `order`, what a field needs comes before it."""

    key: str
    version: int
    name_vi: str
    name_en: str
    intro_vi: str
    intro_en: str
    legal: tuple[str, ...]
    groups: tuple[Group, ...]
    fields: tuple[Field, ...]
    checks: tuple[Check, ...]
    lists: Mapping[str, tuple[Option, ...]]
    order: tuple[str, ...]
    source: Mapping[str, Any]

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """Fields by key."""
        return {field.key: field for field in self.fields}

    @cached_property
    def group_by_key(self) -> dict[str, Group]:
        """Groups by key."""
        return {group.key: group for group in self.groups}

    def in_group(self, key: str) -> tuple[Field, ...]:
        """Fields of one group, in order."""
        return tuple(field for field in self.fields if field.group == key)

    def options(self, field: Field) -> tuple[Option, ...]:
        """Choices of a select, multiselect, or of a column."""
        return self.lists[field.list]

    def option_label(self, field: Field, code: str, lang: str) -> str:
        """The words of a code; the code itself when the list does not have it."""
        return next((option.label(lang) for option in self.options(field) if option.code == code), code)

    def name(self, lang: str) -> str:
        return self.name_en if lang == "en" else self.name_vi

    def intro(self, lang: str) -> str:
        return self.intro_en if lang == "en" else self.intro_vi


def canonical(source: Mapping[str, Any]) -> str:
    """One spelling of a definition's JSON."""
    return json.dumps(source, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(source: Mapping[str, Any]) -> str:
    """SHA-256 of a definition's canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(source).encode()).hexdigest()
