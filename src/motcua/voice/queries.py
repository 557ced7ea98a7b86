"""Reading answers, never with the rater: no name, no code, no hour."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.voice.models import Rating
from motcua.voice.rules import Answer, Counts


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody said, without who and about which dossier."""

    answer: str
    reason: str
    given_on: date


def has_rated(dossier: Dossier) -> bool:
    """True when the question of this dossier was answered."""
    return Rating.objects.filter(dossier=dossier).exists()


def find_rating(dossier: Dossier) -> Rating | None:
    """The answer of a dossier, for its own applicant's page; None when there is none."""
    return Rating.objects.filter(dossier=dossier).first()


def counts(dossiers: QuerySet[Dossier]) -> Counts:
    """Answers by level over a set of dossiers, in one query."""
    rows = (
        Rating.objects.filter(dossier__in=dossiers.order_by().values("pk"))
        .values_list("answer")
        .annotate(n=Count("pk"))
    )
    found: dict[str, int] = dict(rows)
    return Counts(
        very_satisfied=found.get(Answer.VERY_SATISFIED, 0),
        satisfied=found.get(Answer.SATISFIED, 0),
        dissatisfied=found.get(Answer.DISSATISFIED, 0),
    )


def opinions(dossiers: QuerySet[Dossier], *, limit: int = 50) -> list[Opinion]:
    """Answers with a reason over a set of dossiers, newest day first, in no order within a day."""
    rows = (
        Rating.objects.filter(dossier__in=dossiers.order_by().values("pk"))
        .exclude(reason="")
        .order_by("-given_at")
        .values_list("answer", "reason", "given_at")[:limit]
    )
    found = [Opinion(answer, reason, clock.local_day(given_at)) for answer, reason, given_at in rows]
    # Within a day the order of giving would tell whose counter it was.
    return sorted(found, key=lambda one: (-one.given_on.toordinal(), one.reason))
