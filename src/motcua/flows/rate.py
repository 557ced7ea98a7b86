"""One satisfaction question after the result: signed in, by a link without account, or at the counter."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotAllowed, NotVisible
from motcua.people import access
from motcua.voice import actions as voice
from motcua.voice.models import Rating
from motcua.voice.rules import Way, link_opens, link_token


def link(code: str) -> str:
    """The address of the question that works without account."""
    return f"{settings.BASE_URL}/danh-gia/{code}/{link_token(code, settings.PIN_KEY)}"


def get_by_link(code: str, token: str) -> Dossier:
    """The dossier behind a link. Raises NotVisible, the same for a wrong code and a wrong token."""
    opened = link_opens(token, code, settings.PIN_KEY)
    dossier = Dossier.objects.select_related("agency", "procedure_version").filter(code=code).first()
    if dossier is None or not opened:
        raise NotVisible("rating.link_wrong")
    return dossier


def rate(
    code: str,
    *,
    answer: str,
    reason: str = "",
    by: Actor,
    at: datetime,
    via: str = Way.ACCOUNT,
    token: str | None = None,
    device: str = "",
) -> Rating:
    """Keep the answer.

    `via`: account (the dossier's own account), link (with its token), counter (who hands results over). `device`: what
    it is given on, never kept as it is (voice/marks.py).

    Raises NotVisible, NotAllowed, Invalid, NotLawfulNow.
    """
    with transaction.atomic(durable=True):
        return voice.rate(
            _entitled(code, by=by, at=at, via=via, token=token),
            answer=answer,
            reason=reason,
            way=via,
            by=by,
            at=at,
            device=device,
        )


def _entitled(code: str, *, by: Actor, at: datetime, via: str, token: str | None) -> Dossier:
    if via == Way.LINK:
        return get_by_link(code, token or "")
    if via not in (Way.ACCOUNT, Way.COUNTER):
        raise NotAllowed("act.not_allowed", act="rate", role=by.role)
    dossier = queries.get_visible(code, viewer=by, at=at)
    scope = access.require("dossier.rate" if via == Way.ACCOUNT else "dossier.deliver", by)
    if scope.kind == "own" and dossier.account_id != scope.account_id:
        raise NotAllowed("act.not_allowed", act="rate", role=by.role)
    return dossier
