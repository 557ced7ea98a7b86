"""A submission that is valid as it stands: what the API shows beside a form, and what the demo begins from."""

from datetime import date
from typing import Any

from motcua.catalogue.models import ProcedureVersion
from motcua.eforms.models import FormDefinition
from motcua.eforms.queries import example

APPLICANT: dict[str, Any] = {
    "kind": "person",
    "full_name": "Bùi Thị Mai",
    "personal_id": "017184003125",
    "birth_date": "1984-05-19",
    "phone": "0912000345",
    "email": "mai@example.org",
    "address": "Khu 13, xã Lạc Thủy, tỉnh Phú Thọ",
}


def example_of(version: ProcedureVersion, form: FormDefinition, *, today: date) -> dict[str, Any]:
    """`{"applicant", "answers", "papers"}`: agrees with itself; required papers are declared for the counter."""
    answers = example(form, today=today, applicant=APPLICANT)
    return {
        "applicant": APPLICANT,
        "answers": answers,
        "papers": [
            {"key": paper.key, "declared": True}
            for paper in version.papers.all()
            if paper.need == "required" and not paper.is_form
        ],
    }
