"""Repeated requests: the first answer is remembered in the transaction of the act and given again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from motcua.journal.models import Request
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotLawfulNow


@dataclass(frozen=True, slots=True)
class RequestKey:
    """A client's mark of one request, and a hash of what was sent with it."""

    key: str
    fingerprint: str


class Repeated(Exception):
    """Another request with this key was answered in the meantime; `answer` is what it was told."""

    def __init__(self, answer: Any) -> None:
        super().__init__("request.repeated")
        self.answer = answer


def first_answer(by: Actor, request: RequestKey | None) -> Any | None:
    """The answer that was given to this key, or None. Raises NotLawfulNow when the key was used for something else."""
    if request is None:
        return None
    row = Request.objects.filter(by_kind=by.kind, by_id=by.id, key=request.key).first()
    if row is None:
        return None
    if row.fingerprint != request.fingerprint:
        raise NotLawfulNow("request.key_reused", key=request.key)
    return row.answer


def remember(by: Actor, request: RequestKey | None, answer: Callable[[], Any], at: datetime) -> None:
    """Keep the answer in the present transaction. Raises Repeated when a concurrent request was first."""
    if request is None:
        return
    try:
        with transaction.atomic():
            Request.objects.create(
                by_kind=by.kind,
                by_id=by.id,
                key=request.key,
                fingerprint=request.fingerprint,
                answer=answer(),
                at=at,
            )
    except IntegrityError:
        raise Repeated(first_answer(by, request)) from None
