"""Linked services of the pack, read and judged."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from motcua.catalogue import rules
from motcua.catalogue.words import WORDS as CATALOGUE
from motcua.eforms.definition import Definition
from motcua.eforms.reader import PackForm
from motcua.flows.country_pack.faults import Faults
from motcua.flows.country_pack.located import Group, read_yaml
from motcua.flows.country_pack.pack import LinkedServiceSpec, ProcedureSpec
from motcua.flows.country_pack.processes import content_fault
from motcua.kernel import versions

FILE = "linked_services.yaml"


class LinkedReader:
    """Reads linked_services.yaml, where the pack has one: a member's form and papers are those in force on the day from
    which the version holds."""

    def __init__(
        self, root: Path, procedures: Sequence[ProcedureSpec], forms: Sequence[PackForm], faults: Faults
    ) -> None:
        self.root, self.forms, self.faults = root, forms, faults
        self.procedures = {one.code: one for one in procedures}

    def read(self) -> tuple[LinkedServiceSpec, ...]:
        """Every version, oldest first for each service."""
        if not (self.root / FILE).exists():
            return ()
        top = read_yaml(self.root, FILE, self.faults)
        found: list[LinkedServiceSpec] = []
        for group in top.groups("linked_services", required=True):
            code = group.text("procedure", 40)
            if code and code not in self.procedures:
                group.fault("reference_missing", "procedure", reference=f"procedures: {code}")
            last: date | None = None
            for version in group.groups("versions", required=True):
                one = self.version(code, version)
                if last is not None and one.valid_from <= last:
                    version.fault("not_later", "valid_from", valid_from=one.valid_from.isoformat())
                last = one.valid_from
                found.append(one)
            group.finish()
        top.finish()
        return tuple(found)

    def version(self, code: str, group: Group) -> LinkedServiceSpec:
        """One version of a service; what is wrong is noted."""
        start = group.day("valid_from", required=True) or versions.BEGINNING
        decision = group.text("decision_no", 80, required=False)
        members = tuple(_member(row) for row in group.groups("members", required=True))
        spec = rules.LinkedSpec(members, _shared(group, "shared"), _shared(group, "papers"))
        group.finish()
        forms, papers, known = self._of_members(group, members, start)
        errors = rules.check_linked(spec, forms=forms if known else None, papers=papers if known else None)
        for error in errors:
            content_fault(group, error, CATALOGUE)
        return LinkedServiceSpec(code, start, decision, spec)

    def _of_members(
        self, group: Group, members: Sequence[rules.LinkedMember], on: date
    ) -> tuple[dict[str, Definition], dict[str, list[str]], bool]:
        forms: dict[str, Definition] = {}
        papers: dict[str, list[str]] = {}
        for one in members:
            procedure = self.procedures.get(one.procedure)
            dated = [row for row in procedure.versions if row.valid_from <= on] if procedure else []
            if procedure is None:
                group.fault("reference_missing", "members", reference=f"procedures: {one.procedure}")
            elif not dated:
                group.fault("not_on_day", "members", reference=one.procedure, on=on.isoformat())
            else:
                spec = dated[-1].spec
                papers[one.key] = [paper.key for paper in spec.papers]
                form = self._form(spec.form_key or "general", on)
                if form is None:
                    group.fault("reference_missing", "members", reference=f"forms/{spec.form_key}.yaml")
                else:
                    forms[one.key] = form
        return forms, papers, len(forms) == len(members)

    def _form(self, key: str, on: date) -> Definition | None:
        for one in self.forms:
            if one.definition.key == key and versions.in_force(one.valid_from, one.valid_to, on):
                return one.definition
        return None


def _member(group: Group) -> rules.LinkedMember:
    name_vi, name_en = group.pair("name", 80)
    free_vi, free_en = group.pair("free", 300, required=False)
    member = rules.LinkedMember(
        key=group.text("key", 20),
        procedure=group.text("procedure", 40),
        name_vi=name_vi,
        name_en=name_en,
        after=group.texts("after", 20),
        agency=group.text("agency", 35, required=False) or rules.SAME,
        optional=group.flag("optional"),
        given={row.text("question", 60): _value(row) for row in group.groups("given")},
        later=group.texts("later", 60),
        skip=group.texts("skip", 60),
        takes={row.text("paper", 60): _value(row, "from") for row in group.groups("takes")},
        free_vi=free_vi,
        free_en=free_en,
        labels={row.text("of", 60): _words(row) for row in group.groups("labels")},
        titles={row.text("of", 60): _words(row) for row in group.groups("titles")},
        examples={row.text("question", 60): _value(row) for row in group.groups("examples")},
    )
    group.finish()
    return member


def _words(group: Group) -> tuple[str, str]:
    found = group.text("vi", 300), group.text("en", 300)
    group.finish()
    return found


def _value(group: Group, key: str = "value") -> Any:
    located = group.members.get(key)
    value = group.flag(key) if located and isinstance(located.value, bool) else group.text(key, 500)
    group.finish()
    return value


def _shared(group: Group, key: str) -> Mapping[str, tuple[str, ...]]:
    found = {}
    for row in group.groups(key):
        found[row.text("ask", 100)] = row.texts("fills", 100, required=True)
        row.finish()
    return found
