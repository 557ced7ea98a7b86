"""Linked filings as pages show them: which parts there are, how each stands, and what is expected when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.catalogue.queries import Offered, agency_of, version_in_force
from motcua.catalogue.rules import SAME
from motcua.desks.shell import formats
from motcua.dossiers.models import Dossier
from motcua.flows.linked_course import Course, Part, course_of
from motcua.flows.linked_form import LinkedForm
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, NotVisible

LONGEST_WORD = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One part of a linked service before it is filed: `word` why it is left out."""

    key: str
    name: str
    code: str
    procedure: str
    agency: str
    after: str
    optional: bool
    wanted: bool
    word: str = ""
    error: str = ""


def choices(
    form: LinkedForm,
    filed_at: Agency | None,
    left_out: Mapping[str, str],
    lang: str,
    on: datetime,
    errors: Sequence[FieldError] = (),
    said: Mapping[str, str] | None = None,
) -> list[Choice]:
    """Every part in order, with who decides it and what it waits for."""
    names = {row.key: row.member.name(lang) for row in form.every}
    return [
        Choice(
            key=row.key,
            name=names[row.key],
            code=row.member.procedure,
            procedure=(row.version.name_en if lang == "en" else "") or row.version.name_vi,
            agency=_agency(row, filed_at, lang, on),
            after=", ".join(names[key] for key in row.member.after),
            optional=row.member.optional,
            wanted=row.key not in left_out,
            word=left_out.get(row.key, ""),
            error=(said or {}).get(row.key, ""),
        )
        for row in form.every
    ]


def _agency(row: Offered, filed_at: Agency | None, lang: str, on: datetime) -> str:
    if filed_at is None and row.member.agency == SAME:
        return ""
    try:
        return agencies.name_of(agency_of(row, filed_at), clock.local_day(on), lang, short=True)
    except NotVisible:
        return ""


def read_left_out(post: QueryDict, form: LinkedForm) -> dict[str, str]:
    """The optional parts that were answered with no, each with its word (perhaps empty)."""
    return {
        row.key: post.get(f"word-{row.key}", "").strip()[:LONGEST_WORD]
        for row in form.every
        if row.member.optional and post.get(f"do-{row.key}") == "no"
    }


def wordless(left_out: Mapping[str, str]) -> list[FieldError]:
    """A fault for each part that is left out without a word."""
    return [FieldError(f"word-{key}", "linked.word_missing", key=key) for key, word in left_out.items() if not word]


@dataclass(frozen=True, slots=True)
class Line:
    """One part as a page prints it: `when` what is promised or awaited, `url` its own page where there is one."""

    number: int
    name: str
    code: str
    agency: str
    state: str
    when: str
    url: str = ""
    waits: bool = False
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A linked filing as a page prints it."""

    code: str
    name: str
    lines: tuple[Line, ...]
    ends: str
    left_out: tuple[tuple[str, str], ...]
    course: Course

    @property
    def done(self) -> int:
        """How many parts have a result."""
        return sum(1 for part in self.course.parts if part.dossier.resolved_at is not None)


PAGES = {"citizen": "citizen:dossier", "officer": "officer:dossier", "counter": "counter:dossier"}


def standing(dossier: Dossier, audience: str, now: datetime, lang: str) -> Standing | None:
    """The linked filing of a dossier for citizen, public, officer or counter; None for an ordinary dossier."""
    course = course_of(dossier, now)
    if course is None:
        return None
    version = version_in_force(course.bundle.service.procedure.code, clock.local_day(course.bundle.filed_at))
    lines = tuple(
        Line(
            number=number,
            name=part.name(lang),
            code=part.dossier.code,
            agency=agencies.name_of(part.dossier.agency, clock.local_day(now), lang, short=True),
            state=part.dossier.state,
            when=when(course, part, now, lang),
            url=_page(audience, part.dossier.code) if part.dossier.pk != dossier.pk else "",
            waits=part.waits,
            is_here=part.dossier.pk == dossier.pk,
        )
        for number, part in enumerate(course.parts, 1)
    )
    return Standing(
        code=course.lead.code,
        name=(version.name_en if lang == "en" else "") or version.name_vi,
        lines=lines,
        ends=formats.instant(course.ends_at, lang) if course.ends_at else "",
        left_out=tuple((name_en if lang == "en" else name_vi, word) for name_vi, name_en, word in course.left_out),
        course=course,
    )


def _page(audience: str, code: str) -> str:
    try:
        return reverse(PAGES[audience], args=[code]) if audience in PAGES else ""
    except NoReverseMatch:
        return ""


def when(course: Course, part: Part, now: datetime, lang: str) -> str:
    """What is promised, or what the part waits for, in words."""
    row = part.dossier
    if row.resolved_at is not None and row.result:
        return _("Xong %(at)s") % {"at": formats.short_instant(row.resolved_at, lang, now)}
    if part.has_ended:
        return ""
    if row.due_at is not None:
        return _("Hẹn %(at)s") % {"at": formats.short_instant(row.due_at, lang, now)}
    said = _("Làm khi có kết quả %(names)s") % {"names": course.names(part.after, lang).lower()} if part.waits else ""
    if part.expected_at is not None:
        guess = _("dự kiến xong %(at)s") % {"at": formats.short_instant(part.expected_at, lang, now)}
        return f"{said}, {guess}" if said else guess[:1].upper() + guess[1:]
    return said
