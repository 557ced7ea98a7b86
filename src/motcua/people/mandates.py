"""Who may file for whom, in words; pure.

A parent represents a minor child (Civil Code 91/2015/QH13, article 136), a guardian the ward (article 58); everybody
else files with a written authorisation. Close relatives need no certified one, only proof of the kinship (circular
04/2020/TT-BTP, article 2).
"""

from collections.abc import Mapping
from typing import Any

KINDS = {
    "parent": ("Cha, mẹ nộp cho con chưa thành niên", "A parent files for a minor child"),
    "guardian": ("Người giám hộ", "Guardian"),
    "child": ("Con nộp cho cha, mẹ, có ủy quyền", "A child files for a parent, authorised"),
    "spouse": ("Vợ, chồng nộp thay, có ủy quyền", "Husband or wife files, authorised"),
    "relative": ("Người thân ruột thịt nộp thay, có ủy quyền", "A close relative files, authorised"),
    "written": ("Có văn bản ủy quyền", "Authorised in writing"),
    "employee": ("Người của tổ chức nộp", "A member of the organisation files"),
    "other": ("Căn cứ khác", "On other grounds"),
}
"""On what ground the submitter acts."""

RELATIONS = {
    "child": ("Con tôi", "My child"),
    "parent": ("Cha hoặc mẹ tôi", "My father or mother"),
    "spouse": ("Vợ hoặc chồng tôi", "My husband or wife"),
    "sibling": ("Ông bà, anh chị em ruột của tôi", "My grandparent, brother or sister"),
    "ward": ("Người tôi giám hộ", "A person in my guardianship"),
    "other": ("Người khác đã ủy quyền cho tôi", "Somebody else who authorised me"),
}
"""What the applicant is to the submitter."""

ADULT = 18
NEEDS_PAPER = frozenset({"child", "spouse", "relative", "written", "guardian"})
"""Grounds that a paper proves: an authorisation, or the decision on guardianship."""


def ground_of(relation: str, age: int | None) -> str:
    """The ground that a relation gives. A child of full age, or of unknown age, authorises as other relatives do."""
    if relation == "child":
        return "parent" if age is not None and age < ADULT else "relative"
    return {"parent": "child", "spouse": "spouse", "sibling": "relative", "ward": "guardian"}.get(relation, "written")


def words(mandate: object, lang: str) -> str:
    """The ground of a stored mandate in words; empty without one."""
    if not isinstance(mandate, Mapping):
        return ""
    found = KINDS.get(str(mandate.get("kind") or ""))
    return found[lang == "en"] if found else ""


def paper_name(kind: str, lang: str) -> str:
    """What the paper that proves the ground is called."""
    vi, en = {
        "guardian": ("Quyết định cử người giám hộ", "Decision on guardianship"),
        "written": ("Văn bản ủy quyền", "Written authorisation"),
    }.get(kind, ("Giấy ủy quyền và giấy tờ chứng minh quan hệ", "Authorisation and proof of the kinship"))
    return en if lang == "en" else vi


def read(given: object) -> dict[str, Any]:
    """A mandate as it is stored; what is not known is left out."""
    if not isinstance(given, Mapping):
        return {}
    kind, relation = str(given.get("kind") or ""), str(given.get("relation") or "")
    if kind not in KINDS:
        return {}
    found: dict[str, Any] = {"kind": kind, "stated": given.get("stated") is True}
    if relation in RELATIONS:
        found["relation"] = relation
    if paper := str(given.get("paper") or "")[:300]:
        found["paper"] = paper
    return found
