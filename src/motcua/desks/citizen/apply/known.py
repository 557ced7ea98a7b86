"""What the State knows already: put into the form, marked with where it comes from, never asked again."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft
from motcua.eforms import rules
from motcua.eforms.definition import Definition
from motcua.kernel.errors import Invalid
from motcua.people.identity import parse_personal_id


def of_party(party: Mapping[str, Any], agency: str = "") -> dict[str, Any]:
    """Sources of a form ("identity.full_name", "residence") → values, from a declared party."""
    found = {
        "identity.full_name": party.get("full_name"),
        "identity.birth_date": party.get("birth_date"),
        "identity.personal_id": party.get("personal_id"),
        "identity.gender": _sex(str(party.get("personal_id") or "")),
        "contact.phone": party.get("phone"),
        "contact.email": party.get("email"),
        "agency": agency,
    }
    if party.get("place_code"):
        line = str(party.get("address") or "").split(",")[0].strip()
        found["residence"] = {"place": party["place_code"], **({"line": line} if line else {})}
    return {name: value for name, value in found.items() if value}


def _sex(number: str) -> str:
    try:
        return parse_personal_id(number).sex
    except Invalid:
        return ""


def prefilled(
    definition: Definition, answers: Mapping[str, Any], before: Mapping[str, Any], party: Mapping[str, Any], agency: str
) -> dict[str, Any]:
    """The answers with what is known put where nothing was answered; what an earlier applicant had left is replaced."""
    old = rules.prefill(definition, of_party(before, agency)) if before else {}
    new = rules.prefill(definition, of_party(party, agency))
    kept = {key: value for key, value in answers.items() if key not in old or value != old[key]}
    return {**new, **kept}


def sources(definition: Definition, draft: Draft, answers: Mapping[str, Any]) -> dict[str, str]:
    """Where a prefilled answer comes from, as long as it is what was filled in."""
    agency = draft.agency.code if draft.agency else ""
    given = rules.prefill(definition, of_party(draft.applicant, agency))
    words = _("Lấy từ phần chủ hồ sơ") if draft.submitter else _("Lấy từ tài khoản")
    return {key: words for key, value in given.items() if answers.get(key) == value}
