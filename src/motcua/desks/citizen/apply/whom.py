"""For whom: oneself, as the account knows; another person; an organisation. The account is then the submitter."""

from typing import Any

from django.http import HttpResponse

from motcua.desks.citizen.apply import frame, known
from motcua.desks.citizen.apply.work import WHOM, Work
from motcua.desks.citizen.filers import account_of, is_helper, party_of
from motcua.desks.citizen.forms import boxes, date_of, one, problems
from motcua.desks.shell.request import Request
from motcua.kernel.errors import FieldError
from motcua.people.rules import read_party

PERSON = ("full_name", "personal_id", "phone", "email", "address")
BODY = ("full_name", "tax_code", "phone", "email", "address")


def page(request: Request, work: Work) -> HttpResponse:
    """Show, or save and judge."""
    if request.method != "POST":
        errors = judge(work) if "sua" in request.GET else []
        return _show(request, work, _chosen(request, work), errors)
    chosen = one(request, "for")
    before = work.draft.applicant
    own = party_of(account_of(request))
    if chosen == "me":
        party, submitter = own, None
    elif chosen in ("other", "body"):
        party, submitter = _read(request, chosen), own
    else:
        if frame.is_quiet(request):
            return frame.kept(work)
        return _show(request, work, chosen, [FieldError("for", "apply.for_whom_missing")], wrong=True)
    agency = work.draft.agency.code if work.draft.agency else ""
    answers = known.prefilled(work.definition, work.answers, before, party, agency)
    work.save(applicant=party, submitter=submitter, answers=answers, step=WHOM)
    if frame.is_quiet(request):
        return frame.kept(work)
    if errors := judge(work):
        return _show(request, work, chosen, errors, wrong=True)
    return frame.onward(request, work, WHOM)


def _read(request: Request, chosen: str) -> dict[str, Any]:
    """The other party as it was typed, right or wrong."""
    names = PERSON if chosen == "other" else BODY
    given: dict[str, Any] = {name: one(request, f"{chosen}_{name}") for name in names}
    given["kind"] = "person" if chosen == "other" else "organisation"
    if chosen == "other":
        given["birth_date"] = date_of(request, "other_birth_date")
    return {name: value for name, value in given.items() if value}


def judge(work: Work) -> list[FieldError]:
    """What is wrong with the applicant."""
    party = work.draft.applicant
    if not party:
        return [FieldError("for", "apply.for_whom_missing")]
    _, errors = read_party(party, path="", today=work.today)
    errors = [FieldError(error.path.lstrip("."), error.code, **error.facts) for error in errors]
    if party.get("kind") == "person" and not party.get("personal_id") and work.draft.submitter:
        errors.append(FieldError("personal_id", "party.personal_id_length", length=0))
    if party.get("kind") == "organisation" and not party.get("tax_code"):
        errors.append(FieldError("tax_code", "apply.tax_code_missing"))
    return errors


def _chosen(request: Request, work: Work) -> str:
    if work.draft.submitter:
        return "body" if work.draft.applicant.get("kind") == "organisation" else "other"
    return "" if is_helper(request) and not work.draft.applicant else "me"


def _show(request: Request, work: Work, chosen: str, errors: list[FieldError], *, wrong: bool = False) -> HttpResponse:
    party = work.draft.applicant if chosen in ("other", "body") and work.draft.submitter else {}
    ids = {name: f"id_{chosen}_{name}" for name in (*PERSON, *BODY, "birth_date")} | {"for": "id_for"}
    lines, said = problems(errors, ids)
    context = {
        "problems": lines,
        "said": said,
        "chosen": chosen,
        "own": account_of(request),
        "helper": is_helper(request),
        "party": party,
        "born": boxes(party.get("birth_date")),
    }
    return frame.show(request, work, WHOM, "citizen/apply/whom.html", context, wrong=wrong)
