"""What a linked filing asks: one form out of its members' forms, each paper once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.agencies.models import Agency
from motcua.catalogue import queries as catalogue
from motcua.catalogue.linked_models import LinkedService
from motcua.catalogue.models import ProcedureVersion, RequiredPaper
from motcua.catalogue.queries import Offered
from motcua.catalogue.rules import LinkedPaper
from motcua.eforms import queries as eforms
from motcua.eforms import rules
from motcua.eforms.union import Judged, Union, judge, split
from motcua.flows import charge
from motcua.kernel.errors import FieldError
from motcua.payments.rules import Line


@dataclass(frozen=True, slots=True)
class LinkedForm:
    """The members of a filing, the form that is asked once, and the papers, each with its row of the first member that
    needs it."""

    service: LinkedService
    version: ProcedureVersion
    rows: tuple[Offered, ...]
    every: tuple[Offered, ...]
    union: Union
    papers: tuple[tuple[LinkedPaper, RequiredPaper], ...]

    @property
    def asked_papers(self) -> list[RequiredPaper]:
        """As the sheet of an ordinary procedure gives them: with the key, the need that counts in this filing."""
        found = []
        for paper, row in self.papers:
            row.key, row.need = paper.key, paper.need
            found.append(row)
        return found

    def agencies(self, filed_at: Agency) -> dict[str, Agency]:
        """Member → who decides it. Raises NotVisible."""
        return {row.key: catalogue.agency_of(row, filed_at) for row in self.rows}

    def expected(self, filed_at: Agency, channel: str, on: date, answers: Mapping[str, Any]) -> tuple[list[Line], bool]:
        """What all members together would be charged, and whether an amount is not known."""
        deciding = self.agencies(filed_at)
        lines: list[Line] = []
        open_amount = False
        for row in self.rows:
            if row.member.free_vi:
                continue
            member = next(one for one in self.union.members if one.key == row.key)
            own = split(self.union, member, answers, agency=deciding[row.key].code)
            more, unknown = charge.expected(row.version, deciding[row.key], channel, on, own)
            lines += more
            open_amount = open_amount or unknown
        return lines, open_amount

    def judge(self, answers: Any, agencies: Mapping[str, str], today: date) -> Judged:
        """The answers judged once and split. `agencies`: member → code."""
        return judge(
            self.union,
            answers,
            agencies=agencies,
            today=today,
            place_exists=eforms.place_exists,
            agency_exists=eforms.agency_exists,
        )


def find_form(procedure: str, on: date, left_out: object = ()) -> LinkedForm | None:
    """The form of a linked service in force on a day, without the members that are left out; None for an ordinary
    procedure. A member that cannot be left out stays. Raises NotVisible where a member is not in force."""
    service = catalogue.find_linked(procedure, on)
    if service is None:
        return None
    version = catalogue.version_in_force(procedure, on)
    every = catalogue.offered(service, on)
    optional = {row.key for row in every if row.member.optional}
    wanted = left_out if isinstance(left_out, (Mapping, list, tuple, set, frozenset)) else ()
    rows = catalogue.offered(service, on, [key for key in wanted if key in optional])
    union = catalogue.union_of(service, rows, (version.name_vi, version.name_en or version.name_vi))
    papers = catalogue.linked_papers_of(service, rows)
    return LinkedForm(service, version, tuple(rows), tuple(every), union, tuple(papers))


def left_out_faults(form: LinkedForm, left_out: object) -> list[FieldError]:
    """Codes: linked.left_out_wrong (no member, or one that is needed), linked.word_missing."""
    if not isinstance(left_out, Mapping):
        return [FieldError("left_out", "body.not_object")] if left_out else []
    optional = {row.key for row in form.every if row.member.optional}
    errors = [
        FieldError(f"left_out.{key}", "linked.left_out_wrong", key=str(key)) for key in left_out if key not in optional
    ]
    errors += [
        FieldError(f"left_out.{key}", "linked.word_missing", key=str(key))
        for key, word in left_out.items()
        if key in optional and not (isinstance(word, str) and word.strip())
    ]
    return errors


def example_of(form: LinkedForm, applicant: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """A filing that is valid as it stands: as `flows.samples.example_of` for one procedure."""
    return {
        "applicant": dict(applicant),
        "answers": rules.example(form.union.definition, today=today, applicant=applicant),
        "papers": [{"key": paper.key, "declared": True} for paper, _row in form.papers if paper.need == "required"],
    }
