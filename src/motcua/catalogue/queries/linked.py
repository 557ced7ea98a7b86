"""Linked services by procedure and day, and the members of one as they are in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.catalogue import rules
from motcua.catalogue.linked_models import LinkedService
from motcua.catalogue.models import ProcedureVersion, RequiredPaper
from motcua.catalogue.queries.version import holding, papers_of, version_in_force
from motcua.eforms import queries as eforms
from motcua.eforms.models import FormDefinition
from motcua.eforms.union import Union, unite
from motcua.journal.reference import kept
from motcua.kernel.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Offered:
    """One member of a linked service as it is in force on a day."""

    member: rules.LinkedMember
    version: ProcedureVersion
    form: FormDefinition

    @property
    def key(self) -> str:
        return self.member.key


@kept
def find_linked(code: str, on: date) -> LinkedService | None:
    """The version of the linked service behind a procedure's sheet on a day; None where it is an ordinary one."""
    found = LinkedService.objects.filter(holding(on), procedure__code=code)
    return found.select_related("procedure").order_by("-number").first()


def linked_services(on: date) -> list[LinkedService]:
    """All in force on a day, by the code of their procedure."""
    found = LinkedService.objects.filter(holding(on)).select_related("procedure__field")
    return list(found.order_by("procedure__code"))


def linked_versions(code: str) -> list[LinkedService]:
    """Every version of a service, the newest first. Raises NotVisible("linked.unknown")."""
    found = list(LinkedService.objects.filter(procedure__code=code).select_related("procedure").order_by("-number"))
    if not found:
        raise NotVisible("linked.unknown", procedure=code)
    return found


def spec_of_linked(service: LinkedService) -> rules.LinkedSpec:
    """What a version holds."""
    return rules.linked_from(service.content)


def offered(service: LinkedService, on: date, left_out: Sequence[str] = ()) -> list[Offered]:
    """The members that a filing has, in order. Raises NotVisible where a member is in force no more."""
    rows = []
    for member in spec_of_linked(service).without(tuple(left_out)):
        version = version_in_force(member.procedure, on)
        rows.append(Offered(member, version, eforms.get_form(version.form_key or eforms.GENERAL, on=on)))
    return rows


def agency_of(row: Offered, filed_at: Agency | None) -> Agency:
    """Who decides a member of a filing at an agency. Raises NotVisible("agency.unknown")."""
    wanted = row.member.agency
    if wanted == rules.SAME and filed_at is not None:
        return filed_at
    if wanted == rules.DEPARTMENT:
        wanted = next(iter(row.version.departments), "")
    return agencies.get_agency(wanted)


def union_of(service: LinkedService, rows: Sequence[Offered], title: tuple[str, str]) -> Union:
    """The form that is asked for these members; kept in memory, since published versions never change."""
    forms = tuple((row.key, row.form.pk, row.form.sha256) for row in rows)
    return _union(service.pk, service.content_hash, forms, title)


@lru_cache(maxsize=32)
def _union(
    service_id: int, content_hash: str, forms: tuple[tuple[str, int, str], ...], title: tuple[str, str]
) -> Union:
    service = LinkedService.objects.select_related("procedure").get(pk=service_id, content_hash=content_hash)
    spec = spec_of_linked(service)
    definitions = {key: eforms.definition_of(eforms.get_form_version(pk)) for key, pk, _sha in forms}
    members = tuple(spec.member(key) for key, _pk, _sha in forms)
    return unite(
        f"linked_{service.procedure.slug}"[:60],
        service.number,
        *title,
        rules.asked_members(members, definitions),
        rules.questions(spec.shared),
    )


def linked_papers_of(service: LinkedService, rows: Sequence[Offered]) -> list[tuple[rules.LinkedPaper, RequiredPaper]]:
    """The papers of a filing, each once, with the row of the first member that asks for it."""
    listed = {row.key: papers_of(row.version) for row in rows}
    by_key: Mapping[tuple[str, str], RequiredPaper] = {
        (member, paper.key): paper for member, papers in listed.items() for paper in papers
    }
    asked = rules.linked_papers(
        spec_of_linked(service),
        [row.member for row in rows],
        {member: [(one.key, one.need, one.is_form) for one in papers] for member, papers in listed.items()},
    )
    return [(paper, by_key[next(iter(paper.of.items()))]) for paper in asked]
