"""For whom: oneself, as the account knows; a child, a parent, another person; an organisation. The account is then the
submitter, and says by what right."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from motcua.desks.citizen.apply import frame, known
from motcua.desks.citizen.apply.work import WHOM, Work
from motcua.desks.citizen.filers import account_of, is_helper, party_of
from motcua.desks.citizen.forms import boxes, date_of, one, problems, see
from motcua.desks.shell.request import Request
from motcua.eforms.conditions import years_between
from motcua.kernel.errors import FieldError
from motcua.people import mandates, remembering
from motcua.people.models import Account
from motcua.people.rules import read_party

PERSON = ("full_name", "personal_id", "phone", "email", "address")
BODY = ("full_name", "tax_code", "phone", "email", "address")
_ORDER = (
    "for",
    "relation",
    "full_name",
    "personal_id",
    "tax_code",
    "birth_date",
    "phone",
    "email",
    "address",
    "stated",
)
WITHOUT_NUMBER = 14
"""A child under this age may be without a number: many papers of children do not show it."""


def page(request: Request, work: Work) -> HttpResponse:
    """Show, or save and judge. `fill` puts a remembered person into the form, to be looked at before going on."""
    account = account_of(request)
    if request.method != "POST":
        errors = judge(work, helper=is_helper(request)) if "sua" in request.GET else []
        return _show(request, work, account, _chosen(request, work), errors)
    if one(request, "fill").isdigit():
        _fill(work, account, int(one(request, "fill")))
        return see(f"{work.url(WHOM)}{f'?{frame.RETURN}=1' if frame.RETURN in request.POST else ''}")
    chosen = one(request, "for")
    own = party_of(account)
    if chosen == "me":
        _save(work, own, None, {})
    elif chosen in ("other", "body"):
        party = _read(request, chosen)
        _save(work, party, own, {} if is_helper(request) else _mandate(request, chosen, party, work))
    else:
        if frame.is_quiet(request):
            return frame.kept(work)
        return _show(request, work, account, chosen, [FieldError("for", "apply.for_whom_missing")], wrong=True)
    if frame.is_quiet(request):
        return frame.kept(work)
    if errors := judge(work, helper=is_helper(request)):
        return _show(request, work, account, chosen, errors, wrong=True)
    return frame.onward(request, work, WHOM)


def _save(work: Work, party: dict[str, Any], submitter: dict[str, Any] | None, extra: dict[str, Any]) -> None:
    agency = work.draft.agency.code if work.draft.agency else ""
    answers = known.prefilled(work.definition, work.answers, work.draft.applicant, party, agency)
    wishes = {name: value for name, value in work.draft.wishes.items() if name not in ("mandate", "remember")}
    work.save(applicant=party, submitter=submitter, answers=answers, wishes={**wishes, **extra}, step=WHOM)


def _fill(work: Work, account: Account, number: int) -> None:
    """A remembered person, not yet confirmed: the statement is made anew each time."""
    row = remembering.get_remembered(account, number)
    party = {
        "kind": "person",
        "full_name": row.full_name,
        "personal_id": row.personal_id,
        "birth_date": row.birth_date.isoformat() if row.birth_date else "",
        "address": row.address,
        "place_code": row.place_code,
    }
    mandate = {"relation": row.relation, "stated": False}
    held = {name: value for name, value in party.items() if value}
    _save(work, held, party_of(account), {"mandate": mandate, "remember": True})


def _mandate(request: Request, chosen: str, party: dict[str, Any], work: Work) -> dict[str, Any]:
    """By what right, as the page says; what was not said stays open for `judge`."""
    stated = request.POST.get(f"{chosen}_stated") == "1"
    if chosen == "body":
        return {"mandate": {"kind": "employee", "stated": stated}}
    relation = one(request, "relation")
    mandate: dict[str, Any] = {"stated": stated}
    if relation in mandates.RELATIONS:
        kind = mandates.ground_of(relation, years_between(str(party.get("birth_date") or ""), work.today))
        mandate |= {"relation": relation, "kind": kind}
    return {"mandate": mandate, "remember": request.POST.get("remember") == "1"}


def _read(request: Request, chosen: str) -> dict[str, Any]:
    """The other party as it was typed, right or wrong."""
    names = PERSON if chosen == "other" else BODY
    given: dict[str, Any] = {name: one(request, f"{chosen}_{name}") for name in names}
    if given.get("personal_id"):
        given["personal_id"] = given["personal_id"].replace(" ", "").replace(".", "")
    given["kind"] = "person" if chosen == "other" else "organisation"
    if chosen == "other":
        given["birth_date"] = date_of(request, "other_birth_date")
    return {name: value for name, value in given.items() if value}


def judge(work: Work, *, helper: bool = False) -> list[FieldError]:
    """What is wrong with the applicant, and with the right to file for them."""
    party = work.draft.applicant
    if not party:
        return [FieldError("for", "apply.for_whom_missing")]
    _, errors = read_party(party, path="", today=work.today)
    errors = [FieldError(error.path.lstrip("."), error.code, **error.facts) for error in errors]
    for_another = bool(work.draft.submitter)
    person = party.get("kind") == "person"
    mandate = work.draft.wishes.get("mandate") or {}
    relation = mandate.get("relation", "")
    if person and for_another:
        age = years_between(str(party.get("birth_date") or ""), work.today)
        young = relation in ("child", "ward") and age is not None and age < WITHOUT_NUMBER
        if not party.get("personal_id") and not young:
            errors.append(FieldError("personal_id", "party.personal_id_length", length=0))
        if relation == "child" and not party.get("birth_date"):
            errors.append(FieldError("birth_date", "apply.child_birth_date_missing"))
        if not helper and relation not in mandates.RELATIONS:
            errors.append(FieldError("relation", "apply.relation_missing"))
    if party.get("kind") == "organisation" and not party.get("tax_code"):
        errors.append(FieldError("tax_code", "apply.tax_code_missing"))
    if for_another and not helper and mandate.get("stated") is not True:
        errors.append(FieldError("stated", "apply.statement_missing"))
    if for_another and person and party.get("personal_id") == (work.draft.submitter or {}).get("personal_id"):
        errors.append(FieldError("personal_id", "apply.same_person"))
    return sorted(errors, key=lambda error: _ORDER.index(error.path) if error.path in _ORDER else len(_ORDER))


def _chosen(request: Request, work: Work) -> str:
    if work.draft.submitter:
        return "body" if work.draft.applicant.get("kind") == "organisation" else "other"
    return "" if is_helper(request) and not work.draft.applicant else "me"


def _show(
    request: Request, work: Work, account: Account, chosen: str, errors: list[FieldError], *, wrong: bool = False
) -> HttpResponse:
    party = work.draft.applicant if chosen in ("other", "body") and work.draft.submitter else {}
    mandate = work.draft.wishes.get("mandate") or {}
    ids = {name: f"id_{chosen}_{name}" for name in (*PERSON, *BODY, "birth_date", "stated")}
    lines, said = problems(errors, ids | {"for": "id_for", "relation": "id_relation"})
    english = work.lang == "en"
    people = [] if is_helper(request) else remembering.remembered_by(account)[:6]
    context = {
        "problems": lines,
        "said": said,
        "chosen": chosen,
        "own": account,
        "helper": is_helper(request),
        "party": party,
        "born": boxes(party.get("birth_date")),
        "relations": [(key, words[english]) for key, words in mandates.RELATIONS.items()],
        "relation": mandate.get("relation", ""),
        "stated": mandate.get("stated") is True,
        "remember": bool(work.draft.wishes.get("remember")),
        "people": [(row, mandates.RELATIONS.get(row.relation, ("", ""))[english]) for row in people],
        "people_url": reverse("citizen:remembered"),
    }
    return frame.show(request, work, WHOM, "citizen/apply/whom.html", context, wrong=wrong)
