"""What the formulas say of procedures: what is published of them, and whether anybody used them in the period."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from motcua.agencies.models import Agency
from motcua.catalogue.models import FeeLine, Opening, ProcedureVersion, RequiredPaper, TimeLimit
from motcua.catalogue.queries.version import holding
from motcua.reports.scorecard.counting import Asked, Numbers, count
from motcua.reports.scorecard.vocabulary import All, Condition, Not, Word

USED: tuple[All, ...] = (
    (Word("received_in_period"), Word("channel", "online")),
    (Word("received_in_period"),),
    (Word("charged"),),
    (Word("paid", "online"),),
)
"""What is counted of each procedure in the period, in the order of `Offered.used`."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A procedure of an agency on the last day of the period; `used` are the numbers of `USED`."""

    code: str
    name_vi: str
    name_en: str
    online: str
    has: frozenset[str]
    used: tuple[int, ...] = (0, 0, 0, 0)

    def name(self, lang: str = "vi") -> str:
        return (self.name_en if lang == "en" else "") or self.name_vi


def offered(asked: list[Asked]) -> list[list[Offered]]:
    """The procedures of each period, by code. One query for what was used, two a period for what is published."""
    used = count(asked, USED, by="procedure")
    return [
        _published(one, {code: numbers for (place, code), numbers in used.items() if place == index})
        for index, one in enumerate(asked)
    ]


def _published(asked: Asked, used: Mapping[str, Numbers]) -> list[Offered]:
    on = asked.period.judged_on
    inside = Agency.objects.filter(pk__in=asked.under).values_list("kind", "code")
    kinds, codes = {kind for kind, _ in inside}, {code for _, code in inside}
    openings: dict[int, str] = {}
    if len(codes) == 1:  # of several, each its own: the level of the version stands for all
        openings = dict(
            Opening.objects.filter(holding(on), agency_id__in=asked.under).values_list("procedure_id", "online")
        )
    found = []
    for row in _versions().filter(holding(on), status=ProcedureVersion.Status.PUBLISHED).order_by("procedure__code"):
        if not (kinds & set(row["levels"]) or codes & set(row["departments"])):
            continue
        code = row["procedure__code"]
        found.append(
            Offered(
                code=code,
                name_vi=row["name_vi"],
                name_en=row["name_en"],
                online=openings.get(row["procedure_id"], row["online"]),
                has=frozenset(name for name, there in _HAS.items() if there(row)),
                used=tuple(used.get(code, [0] * len(USED))),
            )
        )
    return found


def _versions() -> QuerySet[ProcedureVersion, dict[str, Any]]:
    papers, limits, fees = (
        Exists(model.objects.filter(version=OuterRef("pk"))) for model in (RequiredPaper, TimeLimit, FeeLine)
    )
    columns = ("procedure_id", "procedure__code", "name_vi", "name_en", "levels", "departments", "online")
    more = ("process_key", "who_vi", "papers_there", "limits_there", "fees_there")
    rows: QuerySet[ProcedureVersion, dict[str, Any]] = ProcedureVersion.objects.annotate(
        papers_there=papers, limits_there=limits, fees_there=fees
    ).values(*columns, *more)
    return rows


_HAS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "name": lambda row: bool(row["name_vi"]),
    "steps": lambda row: bool(row["process_key"]),
    "papers": lambda row: row["papers_there"],
    "limit": lambda row: row["limits_there"],
    "subject": lambda row: bool(row["who_vi"].strip()),
    "agency": lambda row: bool(row["levels"] or row["departments"]),
    "fee": lambda row: row["fees_there"],
}


def fits(conditions: All, one: Offered) -> bool:
    """True when all conditions hold for a procedure."""
    return all(_holds(condition, one) for condition in conditions)


def _holds(condition: Condition, one: Offered) -> bool:
    if isinstance(condition, Not):
        return not _holds(condition.condition, one)
    if not isinstance(condition, Word):
        return any(_holds(inner, one) for inner in condition.conditions)
    online, received, charged, paid = one.used
    return {
        "online": one.online == condition.value,
        "has": condition.value in one.has,
        "received": bool(online if condition.value == "online" else received),
        "charged": bool(charged),
        "paid": bool(paid),
    }[condition.name]
