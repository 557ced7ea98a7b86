"""A draft being worked on: its procedure and form as they are today, and its pages in order ("câu 4/9")."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion, RequiredPaper
from motcua.desks.citizen.apply import known
from motcua.desks.citizen.forms import spoken
from motcua.desks.shell import eform, place
from motcua.desks.shell.request import Request
from motcua.documents import queries as documents
from motcua.documents.models import Upload
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Draft
from motcua.eforms import queries as forms
from motcua.eforms.definition import Definition
from motcua.eforms.models import FormDefinition
from motcua.flows.linked_form import LinkedForm, find_form
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, NotVisible

OTHER = "other_"
"""Begins the key of a paper that the sheet does not name."""
WHOM, PAPERS, DELIVERY, CHECK = "nguoi-nop", "giay-to", "nhan-ket-qua", "xem-lai"
LINKED = "cac-viec"


@dataclass(frozen=True, slots=True)
class Stage:
    """One page of the work; `key` stands in its address."""

    key: str
    title: str


@dataclass
class Work:
    """Everything the pages of one draft share, each read only when asked."""

    draft: Draft
    actor: Actor
    at: datetime
    lang: str

    @property
    def today(self) -> date:
        return clock.local_day(self.at)

    @cached_property
    def version(self) -> ProcedureVersion:
        """The version in force today: an old draft is submitted under what holds now."""
        return catalogue.version_in_force(self.draft.procedure_code, self.today)

    @cached_property
    def linked(self) -> LinkedForm | None:
        """What a linked service asks: its members' forms as one; None for an ordinary procedure."""
        return find_form(self.draft.procedure_code, self.today, self.left_out)

    @property
    def left_out(self) -> dict[str, str]:
        """Of a linked service: the members that are not wanted, each with a word."""
        return {str(key): str(word) for key, word in (self.draft.wishes.get("left_out") or {}).items()}

    @cached_property
    def form(self) -> FormDefinition:
        return forms.get_form(self.version.form_key, on=self.today)

    @cached_property
    def definition(self) -> Definition:
        return self.linked.union.definition if self.linked else forms.definition_of(self.form)

    def errors_of(self, stage: str) -> tuple[FieldError, ...]:
        """What is wrong on one page of questions."""
        if self.linked is None or self.draft.agency is None:
            return forms.validate(self.form, self.answers, today=self.today).errors_in(self.definition, stage)
        codes = {key: agency.code for key, agency in self.linked.agencies(self.draft.agency).items()}
        here = {field.key for field in self.definition.in_group(stage)}
        found = self.linked.judge(self.answers, codes, self.today).errors
        return tuple(one for one in found if one.path.split(".")[0] in here)

    @cached_property
    def answers(self) -> dict[str, Any]:
        """What was answered; a key that today's form does not have is left out."""
        return {key: value for key, value in self.draft.answers.items() if key in self.definition.by_key}

    @property
    def agency_name(self) -> str:
        agency = self.draft.agency
        return agencies.name_of(agency, self.today, self.lang) if agency else ""

    @cached_property
    def asked(self) -> list[RequiredPaper]:
        """Papers to hand in: not the declaration, which is filled in, and not what is only shown."""
        listed = self.linked.asked_papers if self.linked else self.version.papers.all()
        return [row for row in listed if not row.is_form and row.need != "shown"]

    @cached_property
    def given(self) -> list[dict[str, Any]]:
        return [row for row in self.draft.papers if isinstance(row, dict) and row.get("key")]

    @cached_property
    def files(self) -> dict[str, Upload]:
        """The draft's files by id; one that is no longer kept is missing."""
        ids = [str(row["file_id"]) for row in self.given if row.get("file_id")]
        ids += [str(part) for row in self.given for part in row.get("parts") or ()]
        ids += [
            value
            for field in self.definition.fields
            if field.type == "file" and isinstance(value := self.answers.get(field.key), str)
        ]
        return documents.find_uploads(list(dict.fromkeys(ids)), by=self.actor, at=self.at) if ids else {}

    @cached_property
    def known(self) -> eform.Known:
        """What the form's pages look up: places, agencies, sent files, where prefilled answers come from."""
        has_agency = any(field.type == "agency" for field in self.definition.fields)
        return eform.known_of(
            self.lang,
            self.today,
            agency_choices=self._agency_choices() if has_agency else (),
            files={file_id: upload.name for file_id, upload in self.files.items()},
            sources={**self._taken_again(), **known.sources(self.definition, self.draft, self.answers)},
        )

    def _taken_again(self) -> dict[str, str]:
        """Answers that were taken over from an earlier dossier: which one."""
        taken = self.draft.wishes.get("reused_answers")
        return {str(key): str(words) for key, words in taken.items()} if isinstance(taken, dict) else {}

    def _agency_choices(self) -> list[tuple[str, str]]:
        agency = self.draft.agency
        rows = catalogue.deciding_agencies(self.version, self.today)
        choices = [(row.code, row.short_name(self.lang)) for row in rows]
        if agency is not None and agency.code in dict(choices):
            choices.sort(key=lambda pair: pair[0] != agency.code)
        return choices

    @cached_property
    def stages(self) -> list[Stage]:
        """The pages in order; questions that the answers make needless are left out."""
        asked = eform.steps(self.definition, self.answers, today=self.today, lang=self.lang)
        stages = [Stage(WHOM, _("Nộp cho ai?"))]
        if self.linked and any(row.member.optional for row in self.linked.every):
            stages.append(Stage(LINKED, _("Làm cùng lúc những việc gì?")))
        stages += [Stage(step.key, step.title) for step in asked]
        stages.append(Stage(PAPERS, _("Giấy tờ")))
        stages.append(Stage(DELIVERY, _("Nhận kết quả ở đâu?")))
        return [*stages, Stage(CHECK, _("Xem lại trước khi nộp"))]

    def number_of(self, key: str) -> int:
        """The place of a page, from 1. Raises NotVisible."""
        for number, stage in enumerate(self.stages, 1):
            if stage.key == key:
                return number
        raise NotVisible("page.unknown")

    def url(self, key: str) -> str:
        return reverse("citizen:step", args=[self.draft.key, key])

    def after(self, key: str) -> str:
        """The address of the next page."""
        return self.url(self.stages[min(self.number_of(key), len(self.stages) - 1)].key)

    def before(self, key: str) -> str:
        """The address of the page before; of the list, before the first."""
        number = self.number_of(key)
        return self.url(self.stages[number - 2].key) if number > 1 else reverse("citizen:dossiers")

    def save(self, **changed: Any) -> None:
        """Keep what was entered, right or wrong."""
        self.draft = dossiers.save_draft(self.draft.key, by=self.actor, at=self.at, **changed)
        for name in ("answers", "given", "files", "known", "stages", "linked", "definition", "asked"):
            self.__dict__.pop(name, None)


def work_of(request: Request, draft: Draft) -> Work:
    """The work of a request; the page speaks for the office where it will be submitted."""
    lang = spoken()
    if draft.agency is not None:
        set_place(request, draft.agency.code, lang)
    return Work(draft, request.actor, clock.now(), lang)


def set_place(request: HttpRequest, code: str, lang: str) -> None:
    """Name an office under the wordmark."""
    if (found := place.of_agency(code, lang)) is not None:
        request.place = found  # type: ignore[attr-defined]
