"""The one receipt of a linked filing: form 01 of circular 03/2025/TT-VPCP with a line for each of its procedures."""

from typing import Any

from motcua.agencies import queries as agencies
from motcua.desks.shell import formats
from motcua.desks.shell.papers.facts import papers_facts, receipt_facts, spelled
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.flows.linked_course import Course, Part, course_of
from motcua.kernel import clock
from motcua.payments import queries as payments


def linked_receipt_facts(dossier: Dossier, lang: str = "vi") -> dict[str, Any] | None:
    """The receipt of the filing that a dossier is part of, by its leading code; None for an ordinary dossier. Set again
    it shows the promises that were made meanwhile. Raises PaperNotSet before the leading dossier is received."""
    bundle = queries.find_bundle(dossier)
    if bundle is None:
        return None
    lead = queries.members_of(bundle)[0].dossier
    facts = receipt_facts(lead, lang)
    course = course_of(lead, lead.received_at or clock.now())
    assert course is not None
    owed = [payments.owed(part.dossier).charged for part in course.parts]
    papers = [
        line
        for part in course.parts
        for line in papers_facts(part.dossier)
        if line["said"] != "" or line["originals"] or line["copies"] or line["certified"]
    ]
    return {
        **facts,
        "service": bundle.service.procedure.versions.order_by("-number").values_list("name_vi", flat=True).first(),
        "service_code": bundle.service.procedure.code,
        "members": [
            {
                "name": part.dossier.procedure_version.name_vi,
                "code": part.dossier.code,
                "agency": agencies.name_of(part.dossier.agency, clock.local_day(lead.submitted_at), "vi", short=True),
                "due": _due(course, part),
                "fee": formats.money(amount, "vi") if amount else "0 đ",
            }
            for part, amount in zip(course.parts, owed, strict=True)
        ],
        "left_out": [f"{name}: {word}" for name, _en, word in course.left_out],
        "total": formats.money(sum(owed), "vi") if sum(owed) else "không thu",
        "papers": list({line["name"]: line for line in papers}.values()),
        "ends": _ends(course),
    }


def _ends(course: Course) -> str:
    """When the last part should be done, by the promises that stand on the same sheet."""
    told = [part.dossier.original_due_at or part.expected_at for part in course.parts if not part.has_ended]
    known = [at for at in told if at is not None]
    return spelled(max(known)) if known and course.ends_at is not None else ""


def _due(course: Course, part: Part) -> str:
    row = part.dossier
    if row.original_due_at is not None:
        return spelled(row.original_due_at)
    if part.has_ended:
        return "đã dừng, xem thông báo"
    if part.waits:
        return f"khi có kết quả {course.names(part.after, 'vi').lower()}"
    return "không quy định thời hạn" if row.received_at else "chưa tiếp nhận"
