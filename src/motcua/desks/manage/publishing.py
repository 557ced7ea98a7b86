"""Publishing a draft by a decision from a day on, as every page of this desk asks it; the acts stay with what is
published."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from motcua.desks.manage.replies import day_of, revision_of
from motcua.desks.shell.parts import Problem
from motcua.desks.shell.request import Request
from motcua.desks.shell.words import field_sentence, sentence
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow

Made = TypeVar("Made")


@dataclass
class Publication(Generic[Made]):
    """What was typed and what came of it: `made`, or what is wrong (`errors`), or why not now (`refused`)."""

    given: dict[str, str]
    revision: int
    day: date | None = None
    made: Made | None = None
    code: str = ""
    errors: Sequence[FieldError] = ()
    refused: str = ""

    @property
    def status(self) -> int:
        return 422 if self.errors else 409 if self.refused else 200

    @property
    def here(self) -> dict[str, str]:
        """The sentences about what was typed on this page, by field."""
        return {one.path: field_sentence(one) for one in self.errors if one.path in self.given}

    @property
    def elsewhere(self) -> list[FieldError]:
        """What is wrong in the draft itself."""
        return [one for one in self.errors if one.path not in self.given]

    def problems(self, elsewhere: Sequence[FieldError] | None = None) -> list[Problem]:
        """Everything at once, for the head of the page; `elsewhere` where the draft's own faults are said otherwise."""
        return [
            *([Problem("main", self.refused)] if self.refused else []),
            *(Problem(f"id_{path}", words) for path, words in self.here.items()),
            *(Problem("faults", field_sentence(one)) for one in (self.elsewhere if elsewhere is None else elsewhere)),
        ]


def publication(
    request: Request,
    act: Callable[[date | None, int, Mapping[str, str]], Made],
    *,
    revision: int,
    planned: str = "",
) -> Publication[Made]:
    """What the page of publishing was asked for. `act(day, revision, given)` publishes; it is called when the page is
    sent and what stands as the day is one. `revision`: of the draft now; `planned`: the day to begin the page with."""
    given = {name: request.POST.get(name, "").strip() for name in ("valid_from", "decision_no", "reason")}
    asked: Publication[Made] = Publication(given, revision)
    if request.method != "POST":
        given["valid_from"] = planned
        asked.day = day_of(planned)
        return asked
    # who publishes has seen what is published: the draft as it was when the page was made
    asked.revision, asked.day = revision_of(request), day_of(given["valid_from"])
    if given["valid_from"] and asked.day is None:
        asked.errors = [FieldError("valid_from", "version_draft.not_a_day")]
        return asked
    try:
        asked.made = act(asked.day, asked.revision, given)
    except Invalid as invalid:
        asked.code, asked.errors = invalid.code, invalid.errors
    except NotLawfulNow as cannot:
        asked.refused = sentence(cannot)
    return asked
