"""A draft at the counter: its procedure and form as they are today, what was entered, and the submission it makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion, RequiredPaper
from motcua.desks.shell import eform
from motcua.documents import queries as documents
from motcua.documents.models import Upload
from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Draft, PaperLine
from motcua.eforms import queries as forms
from motcua.eforms import rules
from motcua.eforms.definition import Definition
from motcua.eforms.models import FormDefinition
from motcua.flows.linked_form import LinkedForm, find_form
from motcua.flows.submit import Submission
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotVisible
from motcua.people.identity import parse_personal_id

OURS = ("channel", "source", "card", "left_out")
"""Kept with the draft's wishes, not part of the submission."""

READ = ("given", "files", "known", "answers")
"""What is read again once something was saved."""


def stage_of(draft: Draft, actor: Actor, now: datetime, lang: str) -> "Stage":
    """The page of a draft: as of now, or as of the time written on paper where a line of a paper book is keyed in."""
    line = dossiers.paper_line_of_draft(draft)
    written = line.received_at if line is not None else None
    return Stage(draft, actor, written or now, lang, line)


@dataclass
class Stage:
    """Everything the page shows of one draft, each read only when asked."""

    draft: Draft
    actor: Actor
    at: datetime
    lang: str
    paper_line: PaperLine | None = None

    @property
    def today(self) -> date:
        return clock.local_day(self.at)

    @property
    def channel(self) -> str:
        return str(self.draft.wishes.get("channel") or "direct")

    @property
    def case(self) -> str:
        """Which case the officer says it is; empty: what the answers make it."""
        return str(self.draft.wishes.get("case") or "")

    @property
    def has_procedure(self) -> bool:
        return self.draft.procedure_version_id is not None

    @cached_property
    def version(self) -> ProcedureVersion:
        """What holds today of the procedure that was chosen. Raises NotVisible before that."""
        if not self.has_procedure:
            raise NotVisible("procedure.unknown")
        return catalogue.version_in_force(self.draft.procedure_code, self.today)

    @property
    def name(self) -> str:
        return (self.version.name_en if self.lang == "en" else "") or self.version.name_vi

    @cached_property
    def form(self) -> FormDefinition:
        return forms.get_form(self.version.form_key, on=self.today)

    @cached_property
    def linked(self) -> LinkedForm | None:
        """What a linked service asks: its members' forms as one; None for an ordinary procedure."""
        return find_form(self.draft.procedure_code, self.today, self.left_out) if self.has_procedure else None

    @property
    def left_out(self) -> dict[str, str]:
        """Of a linked service: the members that are not wanted, each with a word."""
        return {str(key): str(word) for key, word in (self.draft.wishes.get("left_out") or {}).items()}

    @cached_property
    def definition(self) -> Definition:
        return self.linked.union.definition if self.linked else forms.definition_of(self.form)

    @cached_property
    def asked(self) -> list[RequiredPaper]:
        """Every paper but those that only an online filer sends."""
        listed = self.linked.asked_papers if self.linked else self.version.papers.all()
        return [row for row in listed if row.need != "online"]

    @cached_property
    def agency_choices(self) -> list[tuple[str, str]]:
        """Agencies that decide it, the own one first."""
        rows = catalogue.deciding_agencies(self.version, self.today)
        pairs = [(row.code, row.short_name(self.lang)) for row in rows]
        return sorted(pairs, key=lambda pair: pair[0] != self.actor.agency)

    @cached_property
    def given(self) -> dict[str, dict[str, Any]]:
        """Papers by key; those that this procedure does not ask for are kept with the draft, not handed in."""
        asked = {row.key for row in self.asked}
        return {str(row["key"]): row for row in self.draft.papers if isinstance(row, dict) and row.get("key") in asked}

    @cached_property
    def files(self) -> dict[str, Upload]:
        """The draft's files by id; one that is no longer kept is missing."""
        ids = [str(row["file_id"]) for row in self.given.values() if row.get("file_id")]
        ids += [str(part) for row in self.given.values() for part in row.get("pages", ()) if part not in ids]
        fields = [field.key for field in self.definition.fields if field.type == "file"]
        ids += [value for key in fields if isinstance(value := self.draft.answers.get(key), str)]
        found = {}
        for file_id in ids:
            try:
                found[file_id] = documents.get_upload(file_id, by=self.actor, at=self.at)
            except NotVisible:
                continue
        return found

    @cached_property
    def answers(self) -> dict[str, Any]:
        return {key: value for key, value in self.draft.answers.items() if key in self.definition.by_key}

    @cached_property
    def known(self) -> eform.Known:
        has_agency = any(field.type == "agency" for field in self.definition.fields)
        return eform.known_of(
            self.lang,
            self.today,
            agency_choices=self.agency_choices if has_agency else (),
            files={file_id: upload.name for file_id, upload in self.files.items()},
        )

    @property
    def wishes(self) -> dict[str, Any]:
        """How the result is wanted, as it would be handed in now; the counter only where it is another one."""
        found = {name: value for name, value in self.draft.wishes.items() if name not in (*OURS, "counter")}
        if found.get("delivery", "counter") == "counter" and self.return_counter:
            found["counter"] = self.return_counter
        return found

    @property
    def usual_counter(self) -> str:
        """Where the result is collected when nobody says otherwise: where the person stands; "" where it is decided."""
        agency = self.draft.agency
        return self.actor.agency if agency is not None and agency.code != self.actor.agency else ""

    @property
    def return_counter(self) -> str:
        """The chosen counter, else the usual one."""
        chosen = self.draft.wishes.get("counter")
        return self.usual_counter if chosen is None else str(chosen)

    @property
    def handed_in(self) -> list[dict[str, Any]]:
        """The papers as they would be handed in now."""
        return [_handed_in(row) for row in self.given.values()]

    @property
    def submission(self) -> Submission:
        """What would be handed in now."""
        draft = self.draft
        return Submission(
            procedure=self.version.procedure.code,
            agency=draft.agency.code if draft.agency else "",
            channel=self.channel,
            applicant=draft.applicant,
            submitter=draft.submitter,
            answers=self.answers,
            papers=self.handed_in,
            wishes=self.wishes,
            reception_agency=self.actor.agency,
            left_out=self.left_out,
        )

    def save(self, **changed: Any) -> None:
        """Keep what was entered, right or wrong. Raises NotLawfulNow once it was received."""
        self.draft = actions.save_draft(self.draft.key, by=self.actor, at=self.at, **changed)
        for name in (*READ, "linked", "definition", "asked"):
            self.__dict__.pop(name, None)

    def choose(self, code: str) -> None:
        """Another procedure, decided here where this agency decides it; people, papers and answers that fit stay.

        Raises NotVisible for a code that is not in force.
        """
        version = catalogue.version_in_force(code, self.today)
        own = agencies.find_agency(self.actor.agency)
        decides = own is not None and catalogue.decides(version, own, self.today)
        self.draft.procedure_version = version
        for name in (
            "linked",
            "version",
            "form",
            "definition",
            "asked",
            "agency_choices",
            "given",
            "files",
            "known",
            "answers",
        ):
            self.__dict__.pop(name, None)
        agency = own if decides else None
        self.draft.agency = agency
        self.save(procedure_version=version, agency=agency, answers=self.prefilled(self.draft.answers, {}))

    def prefilled(self, answers: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        """The answers with what the applicant's particulars say put where nothing was answered; what an earlier reading
        of the card had put there is replaced."""
        agency = self.draft.agency.code if self.draft.agency else ""
        old = rules.prefill(self.definition, _sources(before, agency))
        new = rules.prefill(self.definition, _sources(self.draft.applicant, agency))
        if not self.version.form_key and "request" in self.definition.by_key:
            new = {"request": self.version.name_vi, **new}  # nobody writes an essay at the counter
        kept = {key: value for key, value in answers.items() if not (key in old and value == old[key])}
        return {**new, **kept}


def _handed_in(row: Mapping[str, Any]) -> dict[str, Any]:
    """Paper on the table was seen, counted or not."""
    seen = bool(row.get("seen") or row.get("originals") or row.get("copies") or row.get("certified"))
    return {**{name: value for name, value in row.items() if name != "pages"}, "seen": seen}


def _sources(party: Mapping[str, Any], agency: str) -> dict[str, Any]:
    number = str(party.get("personal_id") or "")
    try:
        sex = parse_personal_id(number).sex if number else ""
    except Invalid:
        sex = ""
    found = {
        "identity.full_name": party.get("full_name"),
        "identity.birth_date": party.get("birth_date"),
        "identity.personal_id": number,
        "identity.gender": sex,
        "contact.phone": party.get("phone"),
        "contact.email": party.get("email"),
        "agency": agency,
    }
    if party.get("place_code"):
        line = str(party.get("address") or "").split(",")[0].strip()
        found["residence"] = {"place": party["place_code"], **({"line": line} if line else {})}
    return {name: value for name, value in found.items() if value}
