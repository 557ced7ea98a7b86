"""The content of one version as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

CHANNELS = ("online", "direct", "post")
LEVELS = ("commune", "district", "province", "department")
ONLINE = ("full", "partial", "none")
UNITS = ("hours", "working_days", "calendar_days", "months", "same_day", "none")
POLICIES = ("hour_exact", "end_of_day")
AFTER_SUPPLEMENT = ("pause", "restart")
CUTOFF_ON = ("start", "hand_over")
STARTS = ("reception", "competent")
NEEDS = ("required", "conditional", "shown", "online")
FEE_KINDS = ("phi", "le_phi", "other")


@dataclass(frozen=True, slots=True)
class Limit:
    """A statutory limit; empty channel and case: the general one. `none` means that the law states no time.

    `case_when` ("field=value|value") names the answers that make the case; without it the counter says which it is.
    `cutoff` acts on the start of the clock or on the hand-over to the deciding unit (Circular 01/2018, article 6:
    received after 15:00 is passed on at the start of the next working day). `starts`: at reception, or when the
    competent agency has the full dossier (Decree 118/2025, filing that does not depend on the place).
    """

    value: int
    unit: str
    channel: str = ""
    case: str = ""
    policy: str = "hour_exact"
    cutoff: time | None = None
    roll: bool = False
    after_supplement: str = "pause"
    case_when: str = ""
    cutoff_on: str = "start"
    starts: str = "reception"
    note_vi: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A required paper; `is_form`: the declaration itself, filled in on the page."""

    key: str
    name_vi: str
    name_en: str = ""
    originals: int = 1
    copies: int = 0
    need: str = "required"
    is_form: bool = False
    scan_accepted: bool = True
    fetch_from: tuple[str, ...] = ()
    condition_vi: str = ""
    condition_en: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """What may be owed, in whole đồng; None: set by the provincial council and not known here."""

    kind: str
    amount: int | None
    per_vi: str = ""
    per_en: str = ""
    channel: str = ""
    condition_vi: str = ""
    condition_en: str = ""
    is_default: bool = False
    tiers: tuple[tuple[int, int], ...] = ()
    """(from which unit on, đồng a unit) after the first: pages from the third on cost less."""
    most: int | None = None
    """The most for one thing (a copy), in đồng."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a code list."""

    code: str
    name_vi: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class VersionSpec:
    """Everything that a decision publishes of a procedure. `sheet` holds what no rule reads: notes, extensions."""

    name_vi: str
    process_key: str
    levels: tuple[str, ...]
    limits: tuple[Limit, ...]
    name_en: str = ""
    official_name_vi: str = ""
    who_vi: str = ""
    who_en: str = ""
    departments: tuple[str, ...] = ()
    handled_by: str = ""
    online: str = "none"
    online_reason_vi: str = ""
    online_reason_en: str = ""
    form_key: str = ""
    result_name_vi: str = ""
    result_name_en: str = ""
    result_code: str = ""
    pause_on_payment: bool = False
    decision_no: str = ""
    papers: tuple[Paper, ...] = ()
    fees: tuple[Fee, ...] = ()
    legal_bases: tuple[str, ...] = ()
    sheet: Mapping[str, Any] = field(default_factory=dict)
