"""What a unit of the demo handles, read from the catalogue as it was."""

from datetime import date

from motcua.agencies.models import Agency
from motcua.catalogue import queries as catalogue
from motcua.flows.demo.lives import Offered
from motcua.workflow import queries as workflow
from motcua.workflow.rules import is_one_step

COPIES = "2.000815"
COPIES_SHARE = 43
"""Percent of a mountain commune's dossiers that are certified copies (volumes published in 2026)."""
LIKELY = {"1.001193": 9, "1.004194": 6, "1.000894": 4, "1.004873": 5, "1.000656": 4, "2.000635": 5}
TOO_LONG_DAYS = 60


def offered_by(agency: Agency, on: date, *, copies: bool = True) -> list[Offered]:
    """The procedures that the agency decides on a day, with a weight each."""
    found = []
    for brief in catalogue.procedures_of(agency, on):
        version = catalogue.get_version(brief.version_id)
        limit = catalogue.limit_of(version)
        if limit is None or limit.unit == "none":
            continue
        allowance = catalogue.allowance_of(limit)
        if allowance.unit in ("working_days", "calendar_days") and allowance.value > TOO_LONG_DAYS:
            continue
        steps = workflow.steps_of(workflow.get_process(version.process_key, on))
        papers = tuple(paper.key for paper in version.papers.all() if paper.need == "required" and not paper.is_form)
        found.append(Offered(brief.code, allowance, LIKELY.get(brief.code, 2), is_one_step(steps), papers))
    rest = sum(one.weight for one in found if one.code != COPIES)
    share = round(rest * COPIES_SHARE / (100 - COPIES_SHARE)) if copies else 2
    return [
        Offered(one.code, one.allowance, share, one.one_step, one.papers) if one.code == COPIES else one
        for one in found
    ]
