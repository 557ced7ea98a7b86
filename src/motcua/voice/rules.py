"""The one question after the result, and the link to it that works without an account; pure.

Three levels, none pre-selected; what raters said is kept confidential (circular 01/2018/TT-VPCP, kept in practice).
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.kernel.errors import FieldError

MOST_REASON = 2000


class Answer(StrEnum):
    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"


class Way(StrEnum):
    """How the answer came: signed in, by the link, at the counter, or with an imported dossier."""

    ACCOUNT = "account"
    LINK = "link"
    COUNTER = "counter"
    IMPORTED = "imported"


SATISFIED = frozenset({Answer.VERY_SATISFIED, Answer.SATISFIED})
"""What `satisfied_percent` counts (contract section 5: "satisfied" or better)."""

ANSWER_NAMES: Mapping[str, tuple[str, str]] = {
    Answer.VERY_SATISFIED: ("Rất hài lòng", "Very satisfied"),
    Answer.SATISFIED: ("Hài lòng", "Satisfied"),
    Answer.DISSATISFIED: ("Không hài lòng", "Dissatisfied"),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Answers given, by level."""

    very_satisfied: int = 0
    satisfied: int = 0
    dissatisfied: int = 0

    @property
    def answers(self) -> int:
        return self.very_satisfied + self.satisfied + self.dissatisfied

    @property
    def content(self) -> int:
        """Answers "satisfied" or better."""
        return self.very_satisfied + self.satisfied


def link_token(code: str, key: bytes) -> str:
    """22 letters that open the question of one dossier: derived from the installation's key, so never stored.

    Another label than the PIN's: neither tells anything about the other.
    """
    digest = hmac.digest(key, b"rating:" + code.encode(), hashlib.sha256)
    return urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def link_opens(token: str, code: str, key: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(token.encode(), link_token(code, key).encode())


def judge(answer: str, reason: str) -> list[FieldError]:
    """Wrong members of an answer. Codes: rating.none_chosen, rating.reason_too_long."""
    errors = []
    if answer not in set(Answer):
        errors.append(FieldError("answer", "rating.none_chosen", allowed=", ".join(Answer)))
    if len(reason) > MOST_REASON:
        errors.append(FieldError("reason", "rating.reason_too_long", max=MOST_REASON, length=len(reason)))
    return errors
