"""Answering the one question."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.models import Dossier
from motcua.dossiers.ports import cube
from motcua.dossiers.states import State
from motcua.journal.actions import record
from motcua.kernel import text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.voice import marks, rules
from motcua.voice.models import Rating
from motcua.voice.queries import has_rated

AFTER = frozenset({State.FINISHED, State.DELIVERED})


@transaction.atomic
def rate(
    dossier: Dossier, *, answer: str, reason: str = "", way: str, by: Actor, at: datetime, device: str = ""
) -> Rating:
    """Keep the answer for a dossier that has its result; once only, and never changed afterwards. `device`: what it was
    given on, of which a keyed mark alone is kept (voice/marks.py).

    Raises Invalid, NotLawfulNow `rating.too_early` or `rating.given_already`.
    """
    reason = text.normal_lines(reason)
    if errors := rules.judge(answer, reason):
        raise Invalid("rating.invalid", errors)
    row = Dossier.objects.select_for_update(of=("self",)).only("pk", "code", "state", "finished_at").get(pk=dossier.pk)
    if row.state not in AFTER or (row.finished_at is not None and at < row.finished_at):
        raise NotLawfulNow("rating.too_early", code=row.code)
    if has_rated(dossier):
        raise NotLawfulNow("rating.given_already", code=row.code)
    rating = Rating.objects.create(dossier=row, answer=answer, reason=reason, given_at=at, way=way)
    marks.keep(rating, device, at=at)
    cube().rated(row.pk)
    record("dossier.rated", subject=row.code, by=by, at=at, rating=answer, way=way)
    return rating
