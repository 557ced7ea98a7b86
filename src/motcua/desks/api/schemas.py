"""Shapes of requests and answers (contract, section 8)."""

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field


class DossierIn(Schema):
    """`POST /dossiers`."""

    model_config = ConfigDict(extra="forbid")

    procedure: str = Field(max_length=60)
    agency: str = Field(max_length=40)
    channel: Literal["online", "direct", "post"]
    applicant: dict[str, Any]
    submitter: dict[str, Any] | None = None
    answers: dict[str, Any] = Field(default_factory=dict)
    papers: list[dict[str, Any]] = Field(default_factory=list)
    note: str = Field(default="", max_length=5000)
    wishes: dict[str, Any] = Field(default_factory=dict)
    left_out: dict[str, str] = Field(
        default_factory=dict, description="of a linked service: optional member that is not wanted → why, in a word"
    )


class MemberOut(Schema):
    """One dossier of a linked filing."""

    key: str
    name_vi: str
    name_en: str
    code: str
    procedure: str
    agency: str
    state: str
    after: list[str] = Field(description="codes of the dossiers whose results it waits for, or waited for")
    waits: bool
    received_at: str | None
    due_at: str | None
    expected_at: str | None = Field(description="the promise, else an estimate from what it waits for")


class BundleOut(Schema):
    """A linked filing: one code, one receipt, a dossier for each member."""

    code: str = Field(description="of the leading dossier, and of the whole filing")
    procedure: str = Field(description="the linked service")
    ends_at: str | None
    members: list[MemberOut]


class Submitted(Schema):
    code: str
    state: str
    submitted_at: str
    received_at: str | None
    due_at: str | None
    pin: str
    members: list[MemberOut] | None = Field(None, description="of a linked filing: its dossiers in order")


class ChargeOut(Schema):
    line: int | None = Field(None, description="position of the fee line of the procedure's version")
    kind: str
    name_vi: str
    name_en: str
    quantity: int
    amount: int
    exemption: str = Field("", description="ground on which nothing is paid, in words")
    waived: int = 0


class PaymentOut(Schema):
    number: int
    amount: int
    way: str
    at: str
    receipt: str | None = Field(None, description="series and number, where an officer took the money")
    given_back: int
    voided: bool


class MoneyOut(Schema):
    """Whole đồng: charged − paid = outstanding; below zero, so much too much was paid."""

    charged: int
    paid: int
    outstanding: int
    charges: list[ChargeOut]
    payments: list[PaymentOut]


class DossierOut(Schema):
    code: str
    state: str
    procedure: str
    procedure_name_vi: str
    procedure_name_en: str
    agency: str
    reception_agency: str
    channel: str
    entered_by: str
    submitted_at: str
    received_at: str | None
    due_at: str | None
    original_due_at: str | None
    paused_since: str | None
    finished_at: str | None
    delivered_at: str | None
    result: str | None
    step: str | None
    acts: list[str]
    applicant: dict[str, Any]
    submitter: dict[str, Any] | None
    answers: dict[str, Any]
    note: str
    money: MoneyOut
    bundle: BundleOut | None = Field(None, description="the linked filing that it is part of")
    wishes: dict[str, Any] = Field(default_factory=dict, description="how and at which counter the result is wanted")
    parts: list[dict[str, Any]] = Field(
        default_factory=list,
        description="what other agencies do: number, kind work|opinion, agency, state handed|accepted|done|returned|"
        "cancelled, opened_at, due_at, accepted_at, ended_at; to staff also question, opinion, answer, reason, papers",
    )
    transfer: dict[str, Any] | None = Field(
        None,
        description="the hand-over between agencies that it is in: number, kind dossier|result, from, to, "
        "handed_at, answer_until",
    )


class DossierBrief(Schema):
    code: str
    state: str
    procedure: str
    procedure_name_vi: str
    agency: str
    channel: str
    submitted_at: str
    received_at: str | None
    due_at: str | None
    paused_since: str | None
    applicant_name: str


class DossierList(Schema):
    items: list[DossierBrief]
    next: str | None


class EventOut(Schema):
    at: str
    type: str
    by: str
    words_vi: str
    words_en: str
    due_at: str | None = None
    text: str | None = None
    ground: str | None = None
    due_before: str | None = None
    evidence: dict[str, Any] | None = None
    because: list[dict[str, str]] | None = None


class EventList(Schema):
    items: list[EventOut]


class PaperOut(Schema):
    key: str
    name_vi: str
    name_en: str
    need: str
    given: bool
    declared: bool
    file_id: str | None = None
    media_type: str | None = None
    size: int | None = None
    scan_state: str | None = None
    versions: int


class PaperList(Schema):
    items: list[PaperOut]


class FileOut(Schema):
    file_id: str
    sha256: str
    media_type: str
    size: int


class Tracked(Schema):
    code: str
    percent: int
    procedure: str | None = None
    procedure_name_vi: str | None = None
    procedure_name_en: str | None = None
    state: str | None = None
    due_at: str | None = None
    original_due_at: str | None = None
    steps: list[EventOut] | None = None


class ProcedureBrief(Schema):
    code: str
    name_vi: str
    name_en: str
    field: str
    online: str


class ProcedureList(Schema):
    items: list[ProcedureBrief]
    next: str | None


class FormOut(Schema):
    schema_: dict[str, Any] = Field(alias="schema", serialization_alias="schema")
    ui: dict[str, Any]
    papers: list[dict[str, Any]]
    example: dict[str, Any]
    general: bool
    members: list[dict[str, Any]] | None = Field(None, description="of a linked service: its procedures in order")


class HandlingList(Schema):
    items: list[dict[str, Any]]
    protected: str | None = Field(None, description="why some numbers are not told to everybody")


class IndexCard(Schema):
    agency: str
    from_: date = Field(alias="from", serialization_alias="from")
    to: date
    as_of: str
    version: str = Field(description="key of the formulas that were used")
    reached: float
    reckoned: float = Field(description="worth of the lines that could be reckoned")
    unknown: float = Field(description="worth of the lines without data, counted nowhere")
    lines: list[dict[str, Any]]


class TargetList(Schema):
    items: list[dict[str, Any]]
