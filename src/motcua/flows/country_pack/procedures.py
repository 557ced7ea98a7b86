"""Procedures of the pack, read and judged."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from motcua.catalogue import rules
from motcua.catalogue.rules import spec as shapes
from motcua.catalogue.words import WORDS as CATALOGUE
from motcua.flows.country_pack.faults import Faults
from motcua.flows.country_pack.located import Group, Located, read_yaml
from motcua.flows.country_pack.pack import DatedVersion, ProcedureSpec
from motcua.flows.country_pack.processes import content_fault
from motcua.kernel import codes, versions

NATIONAL = "X."  # before the id of a procedure without a national code
_VERSION_KEYS = ("valid_from", "valid_to", "assumed")


@dataclass(frozen=True, slots=True)
class Known:
    """What procedures may name."""

    fields: Collection[str]
    processes: Mapping[str, date]
    forms: Collection[str]
    departments: Collection[str]
    posts: Collection[str]
    sources: Collection[str]


class ProcedureReader:
    """Reads procedures/*.yaml. A version after the first states only what it changes, unless `whole`."""

    def __init__(self, root: Path, known: Known, faults: Faults, *, whole: bool = False) -> None:
        self.root, self.known, self.faults, self.whole = root, known, faults, whole
        self.seen: dict[str, tuple[str, int]] = {}

    def read(self) -> tuple[ProcedureSpec, ...]:
        found: list[ProcedureSpec] = []
        for path in sorted((self.root / "procedures").glob("*.yaml")):
            top = read_yaml(self.root, f"procedures/{path.name}", self.faults)
            field = top.text("field", 60)
            if field and field not in self.known.fields:
                top.fault("reference_missing", "field", reference=f"fields.yaml: {field}")
            found += [self.procedure(group, field) for group in top.groups("procedures", required=True)]
            top.finish()
        return tuple(found)

    def procedure(self, group: Group, field: str) -> ProcedureSpec:
        """One procedure of a field; what is wrong is noted."""
        slug = group.text("id", 60)
        if slug and not codes.SLUG.match(slug):
            group.fault("value_unknown", "id", key="id", value=slug, allowed="a-z, 0-9, _")
        code = group.text("code", 40, required=False) or f"{NATIONAL}{slug}"
        for name, key in ((slug, "id"), (code, "code")):
            if name in self.seen:
                file, line = self.seen[name]
                group.fault("twice", key, value=name, line=line if file == group.file else f"{file}:{line}")
            self.seen.setdefault(name, (group.file, group.line_of(key)))
        dated: list[DatedVersion] = []
        members: dict[str, Located] = {}
        stated = group.groups("versions", required=True)
        group.finish()
        for number, version in enumerate(stated, 1):
            members = {name: value for name, value in members.items() if not (self.whole or name in _VERSION_KEYS)}
            members |= version.members
            merged = Group(group.file, members, version.line, self.faults)
            dated.append(self._version(merged, previous=dated[-1] if dated else None, is_last=number == len(stated)))
        return ProcedureSpec(code, slug, field, tuple(dated))

    def _version(self, group: Group, previous: DatedVersion | None, is_last: bool) -> DatedVersion:
        start = group.day("valid_from", required=True) or versions.BEGINNING
        end = group.day("valid_to") if is_last else None
        if previous is not None and start <= previous.valid_from:
            group.fault("not_later", "valid_from", valid_from=start.isoformat())
        if end is not None and end <= start:
            group.fault("backward", "valid_to", valid_from=start.isoformat(), valid_to=end.isoformat())
        assumed = group.flag("assumed")
        name, who, result = group.pair("name", 400), group.pair("who", 1000), group.group("result")
        reason = group.pair("online_reason", 300, required=False)
        spec = rules.VersionSpec(
            name_vi=name[0],
            name_en=name[1],
            official_name_vi=group.text("official_name", 1000, required=False),
            who_vi=who[0],
            who_en=who[1],
            levels=group.texts("levels", 12, required=True),
            departments=group.texts("departments", 35),
            handled_by=group.text("handled_by", 80),
            online=group.choice("online", rules.ONLINE),
            online_reason_vi=reason[0],
            online_reason_en=reason[1],
            form_key=group.text("form", 60, required=False),
            process_key=group.text("process", 60),
            result_name_vi=result.text("vi", 300),
            result_name_en=result.text("en", 300),
            result_code=result.text("code", 40, required=False),
            pause_on_payment=group.flag("pause_on_payment"),
            decision_no=group.text("decision_no", 80, required=False),
            limits=tuple(_limit(row) for row in group.groups("limits", required=True)),
            papers=tuple(self._paper(row) for row in group.groups("papers")),
            fees=tuple(_fee(row) for row in group.groups("fees")),
            legal_bases=group.texts("legal_bases", 80),
            sheet=_sheet(group),
        )
        result.finish()
        group.finish()
        for error in rules.check(spec):
            content_fault(group, error, CATALOGUE)
        self._references(group, spec, start)
        return DatedVersion(start, spec, assumed, end)

    def _references(self, group: Group, spec: rules.VersionSpec, start: date) -> None:
        begins = self.known.processes.get(spec.process_key)
        if spec.process_key and begins is None:
            group.fault("reference_missing", "process", reference=f"processes.yaml: {spec.process_key}")
        elif begins is not None and begins > start:
            group.fault("not_on_day", "process", reference=spec.process_key, on=start.isoformat())
        if spec.form_key and spec.form_key not in self.known.forms:
            group.fault("reference_missing", "form", reference=f"forms/{spec.form_key}.yaml")
        if spec.handled_by and spec.handled_by not in self.known.posts:
            group.fault("reference_missing", "handled_by", reference=f"positions.yaml: {spec.handled_by}")
        for code in spec.departments:
            if code not in self.known.departments:
                group.fault("reference_missing", "departments", reference=f"agencies.csv: {code}")

    def _paper(self, group: Group) -> rules.Paper:
        condition = group.pair("condition", 400, required=False)
        paper = rules.Paper(
            key=group.text("key", 60),
            name_vi=group.text("vi", 400),
            name_en=group.text("en", 400),
            originals=group.number("originals", 1),
            copies=group.number("copies", 0),
            need=group.choice("need", shapes.NEEDS, "required"),
            is_form=group.flag("is_form"),
            scan_accepted=group.flag("scan_accepted", True),
            fetch_from=group.texts("fetch_from", 60),
            condition_vi=condition[0],
            condition_en=condition[1],
        )
        group.finish()
        for source in paper.fetch_from:
            if source not in self.known.sources:
                group.fault("reference_missing", "fetch_from", reference=f"lists/paper_source.csv: {source}")
        return paper


def _limit(group: Group) -> rules.Limit:
    unit = group.choice("unit", rules.UNITS)
    note = group.pair("note", 300, required=False)
    limit = rules.Limit(
        value=group.number("value", 0 if unit in ("none", "same_day") else None),
        unit=unit,
        channel=group.choice("channel", ("", *rules.CHANNELS), ""),
        case=group.text("case", 60, required=False),
        policy=group.choice("policy", shapes.POLICIES, "hour_exact"),
        cutoff=group.clock("cutoff"),
        roll=group.flag("roll"),
        after_supplement=group.choice("after_supplement", shapes.AFTER_SUPPLEMENT, "pause"),
        case_when=group.text("case_when", 200, required=False),
        cutoff_on=group.choice("cutoff_on", shapes.CUTOFF_ON, "start"),
        starts=group.choice("starts", shapes.STARTS, "reception"),
        note_vi=note[0],
        note_en=note[1],
    )
    group.finish()
    return limit


def _fee(group: Group) -> rules.Fee:
    per, condition = group.pair("per", 80, required=False), group.pair("condition", 400, required=False)
    fee = rules.Fee(
        kind=group.choice("kind", shapes.FEE_KINDS),
        amount=group.number_or_nothing("amount"),
        per_vi=per[0],
        per_en=per[1],
        channel=group.choice("channel", ("", *rules.CHANNELS), ""),
        condition_vi=condition[0],
        condition_en=condition[1],
        is_default=group.flag("default"),
        tiers=tuple(_tier(row) for row in group.groups("tiers")),
        most=group.number_or_nothing("most") if "most" in group.members else None,
    )
    group.finish()
    return fee


def _tier(group: Group) -> tuple[int, int]:
    tier = (group.number("from"), group.number("amount"))
    group.finish()
    return tier


def _sheet(group: Group) -> dict[str, Any]:
    """What no rule reads of a sheet: notes, extensions, who does the work, how sure the data are."""
    sheet: dict[str, Any] = {"confidence": group.choice("confidence", ("high", "medium", "low"), "high")}
    if notes := [{"vi": note.text("vi", 500), "en": note.text("en", 500)} for note in group.groups("notes")]:
        sheet["notes"] = notes
    extensions = []
    for row in group.groups("extensions"):
        when = row.pair("when", 300)
        extension: dict[str, Any] = {
            "value": row.number("value"),
            "unit": row.choice("unit", rules.UNITS),
            "when": {"vi": when[0], "en": when[1]},
        }
        if row.flag("in_all"):
            extension["in_all"] = True
        row.finish()
        extensions.append(extension)
    if extensions:
        sheet["extensions"] = extensions
    if "provider" in group.members:
        vi, en = group.pair("provider", 200)
        sheet["provider"] = {"vi": vi, "en": en}
    return sheet
