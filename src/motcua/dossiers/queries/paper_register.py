"""Reading the paper books of an agency."""

from dataclasses import dataclass

from django.db.models import Count, Q

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier, Draft, PaperLine, PaperRegister
from motcua.kernel.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Book:
    """A book with how many of its lines were keyed, spoiled and begun."""

    register: PaperRegister
    keyed: int
    spoiled: int
    begun: int


def paper_registers(agency: Agency) -> list[Book]:
    """The books of an agency, the open one and the newest first."""
    rows = PaperRegister.objects.filter(agency=agency).select_related("opened_by", "closed_by", "agency")
    counted = rows.annotate(
        keyed=Count("lines", filter=Q(lines__dossier__isnull=False)),
        spoiled=Count("lines", filter=Q(lines__spoiled_at__isnull=False)),
        begun=Count("lines", filter=Q(lines__draft__isnull=False, lines__dossier=None)),
    )
    return [Book(row, row.keyed, row.spoiled, row.begun) for row in counted.order_by("-year", "-number")]


def get_paper_register(agency: Agency, year: int, number: int) -> PaperRegister:
    """One book. Raises NotVisible("paper_register.unknown")."""
    rows = PaperRegister.objects.select_related("agency", "opened_by", "closed_by")
    found = rows.filter(agency=agency, year=year, number=number).first()
    if found is None:
        raise NotVisible("paper_register.unknown")
    return found


def paper_lines(register: PaperRegister) -> list[PaperLine]:
    """Its lines in order, with what became of them."""
    rows = register.lines.select_related(
        "register", "dossier__applicant", "dossier__procedure_version", "keyed_by", "spoiled_by", "draft"
    )
    return list(rows.order_by("number"))


def get_paper_line(register: PaperRegister, number: int) -> PaperLine:
    """One line. Raises NotVisible("paper_line.unknown")."""
    rows = register.lines.select_related("register__agency", "dossier", "draft", "keyed_by", "spoiled_by")
    found = rows.filter(number=number).first()
    if found is None:
        raise NotVisible("paper_line.unknown")
    return found


def paper_line_of_draft(draft: Draft) -> PaperLine | None:
    """The line that a walk-in is keyed from; asked only of drafts that carry a number on paper."""
    if not draft.wishes.get("paper_number"):
        return None
    return PaperLine.objects.select_related("register").filter(draft=draft).first()


def paper_line_of(dossier: Dossier) -> PaperLine | None:
    """The line that a dossier began on; asked only of dossiers that carry a number on paper."""
    if not dossier.wishes.get("paper_number"):
        return None
    return PaperLine.objects.select_related("register", "keyed_by").filter(dossier=dossier).first()
