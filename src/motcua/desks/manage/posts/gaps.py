"""Steps of procedures that nobody at the unit can do: processes beside appointments."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from motcua.agencies import rules as posts
from motcua.agencies.models import Agency
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import Brief, FeeToSet
from motcua.journal.reference import kept
from motcua.people import access, staffing
from motcua.workflow.models import Process
from motcua.workflow.queries import steps_of
from motcua.workflow.rules import Step


@dataclass(frozen=True, slots=True)
class Gap:
    """A kind of post that is named by steps and that nobody holds. `nobody`: nobody at all has the role, so that the
    dossiers stop there; else another with the same role can step in."""

    post: str
    role: str
    steps_vi: tuple[str, ...]
    steps_en: tuple[str, ...]
    procedures: tuple[str, ...]
    nobody: bool

    def steps(self, lang: str) -> str:
        return ", ".join((self.steps_en if lang == "en" else ()) or self.steps_vi)

    def role_name(self, lang: str) -> str:
        return access.ROLE_NAMES[self.role][lang == "en"] if self.role in access.ROLE_NAMES else self.role


@dataclass(frozen=True, slots=True)
class Need:
    """A kind of post in a role that steps of procedures ask for."""

    post: str
    role: str
    steps_vi: tuple[str, ...]
    steps_en: tuple[str, ...]
    procedures: tuple[str, ...]


@kept
def briefs_of(agency: Agency, on: date) -> list[Brief]:
    """The procedures that an agency decides on a day."""
    return catalogue.procedures_of(agency, on)


@kept
def fees_of(agency: Agency, on: date) -> list[FeeToSet]:
    """The fees that an agency is to set."""
    return catalogue.fees_to_set(agency, on)


@kept
def needs(agency: Agency, on: date) -> list[Need]:
    """What all steps of all procedures that an agency decides ask for. Few queries, whatever their number."""
    briefs = briefs_of(agency, on)
    versions = ProcedureVersion.objects.in_bulk([brief.version_id for brief in briefs])
    keys = {version.process_key for version in versions.values()}
    processes: dict[str, Process] = {}
    for process in Process.objects.filter(key__in=keys, valid_from__lte=on).order_by("valid_from"):
        if process.valid_to is None or process.valid_to > on:
            processes[process.key] = process
    found: dict[tuple[str, str], tuple[dict[str, str], list[str]]] = {}
    for brief in briefs:
        version = versions[brief.version_id]
        if version.process_key not in processes:
            continue
        for step in steps_of(processes[version.process_key]):
            post = _post(step, version)
            steps, procedures = found.setdefault((post, step.role), ({}, []))
            steps[step.name_vi] = step.name_en or step.name_vi
            if brief.code not in procedures:
                procedures.append(brief.code)
    return [
        Need(post, role, tuple(steps), tuple(steps.values()), tuple(procedures))
        for (post, role), (steps, procedures) in found.items()
    ]


def gaps(agency: Agency, on: date) -> list[Gap]:
    """What lacks somebody at an agency on a day; where everything stops comes first."""
    return lacking_of(needs(agency, on), staffing.active_roles(agency.pk, on))


def lacking_of(asked: Iterable[Need], active: Collection[tuple[str, str]]) -> list[Gap]:
    """What is asked for and not there; `active` are (role, slug of the post) of those who can act."""
    roles = {role for role, _slug in active}
    rows = [
        Gap(one.post, one.role, one.steps_vi, one.steps_en, one.procedures, one.role not in roles)
        for one in asked
        if not any(role == one.role and posts.holds(slug, one.post) for role, slug in active)
    ]
    return sorted(rows, key=lambda gap: (not gap.nobody, -len(gap.procedures), gap.post))


def _post(step: Step, version: ProcedureVersion) -> str:
    """The kind of post that does a step: for the specialist's step the one that the procedure names."""
    if step.role == access.SPECIALIST_OFFICER and step.post in ("specialist", "") and version.handled_by:
        return version.handled_by
    return step.post
