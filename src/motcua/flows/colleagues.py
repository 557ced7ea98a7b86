"""Acts between colleagues of one agency: who is meant by what a page or program sends, and may they have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.agencies import queries as agencies
from motcua.deadlines.queries import get_calendar
from motcua.deadlines.rules import add_working_minutes
from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.kernel import clock, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid
from motcua.people import access
from motcua.people import queries as accounts
from motcua.people.models import Account
from motcua.workflow.queries import steps_of

Body = Mapping[str, Any]
POST, UNIT = "post:", "unit:"
ANSWER_HOURS, MOST_HOURS = 8, 80
_INSIDE = frozenset({access.SINGLE_WINDOW_OFFICER, access.SPECIALIST_OFFICER, access.COMMUNE_LEADER})


@dataclass(frozen=True, slots=True)
class Addressee:
    """Exactly one of a colleague, a kind of post and a unit of the agency."""

    account: Account | None = None
    post: str = ""
    unit: str = ""


def consult(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """Ask for an opinion: `to` is a username, "post:SLUG" or "unit:NAME"; `hours` are working hours, 8 unless said."""
    hours = body.get("hours") or ANSWER_HOURS
    if not isinstance(hours, int) or isinstance(hours, bool) or not 0 < hours <= MOST_HOURS:
        raise _wrong("hours", "consultation.hours_wrong", most=MOST_HOURS)
    to = addressee(_word(body, "to"), roles=_INSIDE, by=by, at=at)
    if to.account is not None and to.account.pk == by.account_id:
        raise _wrong("to", "consultation.to_self")
    return dossiers.consult(
        code,
        question=_word(body, "question"),
        to_account=to.account,
        to_post=to.post,
        to_unit=to.unit,
        until=add_working_minutes(at, hours * 60, get_calendar()),
        by=by,
        at=at,
    )


def answer(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """Answer the question of that number."""
    dossiers.answer_consultation(
        code, number=_number(body), opinion=_word(body, "opinion"), answer=_word(body, "answer"), by=by, at=at
    )
    return queries.get_visible(code, viewer=by, at=at)


def cancel(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """Cancel the question of that number."""
    dossiers.cancel_consultation(code, number=_number(body), by=by, at=at)
    return queries.get_visible(code, viewer=by, at=at)


def hand_over(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """Hand a task to a colleague who may do its present step; `until` is a day, the last of a leave."""
    dossier = queries.get_visible(code, viewer=by, at=at)
    to = _doer(dossier, _word(body, "to"), by, at)
    return dossiers.hand_over(code, to=to, reason=_word(body, "reason"), until=_day(body), by=by, at=at)


def forward(code: str, body: Body, *, by: Actor, at: datetime) -> Dossier:
    """To the next post of the process; at the specialists' step to another person (username) or "post:SLUG"."""
    dossier = queries.get_visible(code, viewer=by, at=at)
    to, note = _word(body, "to"), _word(body, "note")
    step = next((one for one in steps_of(dossier.process) if one.key == dossier.step), None)
    if step is None or step.act != "propose" or not to:
        return dossiers.forward(code, to=to, note=note, by=by, at=at)
    if to.startswith(POST):
        found = addressee(to, roles=frozenset({step.role}), by=by, at=at)
        return dossiers.pass_on(code, post=found.post, note=note, by=by, at=at)
    account = _doer(dossier, to, by, at)
    return dossiers.pass_on(code, to=account, note=note, by=by, at=at)


def addressee(given: str, *, roles: frozenset[str], by: Actor, at: datetime) -> Addressee:
    """Who is meant: somebody who holds a post of the actor's own agency today in one of the roles. Raises Invalid at
    `to`: colleague.unknown, colleague.post_empty, colleague.unit_empty."""
    day = clock.local_day(at)
    held = accounts.appointed(by.agency, roles, day)
    if given.startswith(POST):
        slug = given.removeprefix(POST)
        if slug not in {one.position.slug for one in held}:
            raise _wrong("to", "colleague.post_empty", post=_title(by.agency, slug, day))
        return Addressee(post=slug)
    if given.startswith(UNIT):
        unit = given.removeprefix(UNIT)
        if not unit or unit not in {one.position.unit_vi for one in held}:
            raise _wrong("to", "colleague.unit_empty", unit=unit)
        return Addressee(unit=unit)
    account = next((one.account for one in held if one.account.username == given.lower()), None)
    if account is None:
        raise _wrong("to", "colleague.unknown", to=given)
    return Addressee(account=account)


def _doer(dossier: Dossier, given: str, by: Actor, at: datetime) -> Account:
    """A colleague of the actor's own agency who may do the step at which the dossier waits."""
    step = next((one for one in steps_of(dossier.process) if one.key == dossier.step), None)
    held = accounts.appointed(by.agency, _INSIDE, clock.local_day(at))
    posts = [one for one in held if one.account.username == given.lower()]
    if not posts:
        raise _wrong("to", "hand_over.to_unknown", to=given)
    if step is not None and step.role not in {one.role for one in posts}:
        raise _wrong("to", "hand_over.to_unfit", role=access.ROLE_NAMES.get(step.role, (step.role,))[0])
    return posts[0].account


def _title(agency: str, slug: str, day: date) -> str:
    post = next((one for one in agencies.positions(agencies.get_agency(agency), day) if one.slug == slug), None)
    return post.title_vi if post else slug


def _word(body: Body, name: str) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong(name, "body.not_text")
    return text.normal_lines(value)


def _number(body: Body) -> int:
    value = body.get("number")
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _wrong("number", "body.number_wrong")
    return value


def _day(body: Body) -> date | None:
    given = body.get("until")
    if not given:
        return None
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise _wrong("until", "body.day_wrong") from None


def _wrong(name: str, code: str, **facts: object) -> Invalid:
    return Invalid("act.invalid", [FieldError(name, code, **facts)])
