"""What was corrected after intake, old beside new, for those inside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.dossiers.models import Correction, Dossier
from motcua.dossiers.words import written
from motcua.eforms import queries as eforms
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that differs; an empty value is shown as "–"."""

    label_vi: str
    label_en: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction in words."""

    number: int
    event: int
    at: datetime
    reason: str
    what: tuple[str, ...]
    changes: tuple[Changed, ...]


_PARTY = {
    "kind": ("Loại", "Kind"),
    "full_name": ("Họ, tên", "Name"),
    "personal_id": ("Số định danh", "Identity number"),
    "birth_date": ("Ngày sinh", "Birth date"),
    "phone": ("Điện thoại", "Phone"),
    "email": ("Thư điện tử", "E-mail"),
    "address": ("Nơi ở", "Address"),
    "place_code": ("Mã địa bàn", "Place code"),
    "tax_code": ("Mã số thuế", "Tax code"),
}


def corrections_of(dossier: Dossier) -> list[CorrectionRow]:
    """Every correction, oldest first."""
    rows = list(Correction.objects.filter(dossier=dossier).order_by("number"))
    if not rows:
        return []
    names = {row.key: (row.name_vi, row.name_en or row.name_vi) for row in dossier.procedure_version.papers.all()}
    labels = eforms.field_labels(dossier.form) if dossier.form else {}
    return [
        CorrectionRow(
            row.number,
            row.event_id,
            row.at,
            row.reason,
            tuple(row.what),
            tuple(_changes(row, names, labels)),
        )
        for row in rows
    ]


def count_corrections(dossier: Dossier) -> int:
    """How often it was corrected: the number on a slip that is printed again."""
    return Correction.objects.filter(dossier=dossier).count()


def _changes(
    row: Correction, names: Mapping[str, tuple[str, str]], labels: Mapping[str, tuple[str, str]]
) -> Iterator[Changed]:
    for kind in row.what:
        before, after = row.before.get(kind, {}), row.after.get(kind, {})
        for key in dict.fromkeys([*before, *after]):
            vi, en = _label(kind, key, names, labels)
            if vi:
                yield Changed(vi, en, _value(kind, key, before.get(key)), _value(kind, key, after.get(key)))


def _label(
    kind: str, key: str, names: Mapping[str, tuple[str, str]], labels: Mapping[str, tuple[str, str]]
) -> tuple[str, str]:
    if kind in ("applicant", "submitter"):
        vi, en = _PARTY.get(key, (key, key))
        return (vi, en) if kind == "applicant" else (f"Người nộp, {vi.lower()}", f"Submitter, {en.lower()}")
    if kind == "papers":
        return names.get(key, (key, key))
    if kind == "answers":
        return labels.get(key, (key, key))
    if kind == "procedure":
        return ("Thủ tục", "Procedure") if key == "name" else ("", "")
    return ("Hẹn trả", "Promise")


def _value(kind: str, key: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return "–"
    if kind == "papers" and isinstance(value, Mapping):
        counts = [value.get(name, 0) for name in ("originals", "certified", "copies") if name in value]
        if any(counts):
            return " + ".join(str(one) for one in counts)
        return "✓" if value.get("seen") else "–"
    if kind == "promise":
        return written(clock.parse(str(value)), "vi")
    if key.endswith("birth_date") and len(str(value)) == 10:
        year, month, day = str(value).split("-")
        return f"{day}/{month}/{year}"
    if isinstance(value, Mapping):
        return ", ".join(str(part) for part in value.values() if part)
    if isinstance(value, (list, tuple)):
        return ", ".join(_value(kind, key, part) for part in value)
    return str(value)
