"""Reading answers, never with the rater: no name, no code, no hour."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import is_over
from motcua.kernel import clock
from motcua.voice.models import Rating
from motcua.voice.rules import Answer, Counts


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody said, without who and about which dossier."""

    answer: str
    reason: str
    given_on: date


def ratings_of(dossier: Dossier) -> QuerySet[Rating]:
    """The answer for a dossier; of a linked filing the one for any of its dossiers, because it is asked once."""
    if dossier.linked:
        return Rating.objects.filter(dossier__membership__bundle__members__dossier=dossier)
    return Rating.objects.filter(dossier=dossier)


def has_rated(dossier: Dossier) -> bool:
    """True when the question of this dossier, or of its linked filing, was answered."""
    return ratings_of(dossier).exists()


def is_asked(dossier: Dossier) -> bool:
    """True when the question is put now: not answered yet, and of a linked filing nothing else is still to come."""
    if has_rated(dossier):
        return False
    if not dossier.linked:
        return True
    others = Dossier.objects.filter(membership__bundle__members__dossier=dossier).exclude(pk=dossier.pk)
    return all(is_over(one) for one in others)


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
