"""Which roles go with which posts and agencies; pure."""

from collections.abc import Mapping

from motcua.people import access

_OFFICE = (
    access.SINGLE_WINDOW_OFFICER,
    access.SPECIALIST_OFFICER,
    access.COMMUNE_LEADER,
    access.ADMINISTRATOR,
)
GIVEN_AT: Mapping[str, tuple[str, ...]] = {
    "commune": (*_OFFICE, access.COMMUNITY_LEADER, access.COMMUNITY_MEMBER),
    "district": (*_OFFICE, access.COMMUNITY_LEADER, access.COMMUNITY_MEMBER),
    "province": (*_OFFICE, access.PROVINCE_LEADER, access.PROCEDURE_CONTROL_OFFICER),
    "department": (*_OFFICE, access.PROVINCE_LEADER, access.PROCEDURE_CONTROL_OFFICER),
    "other": _OFFICE,
}
"""Roles that an agency's administrator can give there, by kind of agency. Procedures are published for the whole
province, so a commune gives nobody that right."""

_BY_POST = (
    ("single_window", access.SINGLE_WINDOW_OFFICER),
    ("specialist", access.SPECIALIST_OFFICER),
    ("procedure_control", access.PROCEDURE_CONTROL_OFFICER),
    ("administrator", access.ADMINISTRATOR),
    ("community_leader", access.COMMUNITY_LEADER),
    ("community_member", access.COMMUNITY_MEMBER),
)


def roles_at(kind: str) -> tuple[str, ...]:
    """Roles that can be given at an agency of a kind."""
    return GIVEN_AT.get(kind, _OFFICE)


def likely_role(slug: str, kind: str) -> str:
    """The role that goes with a post, "" when none is plain: for the form, which still asks."""
    role = ""
    if slug == "leader" or slug.startswith("leader_"):
        role = access.PROVINCE_LEADER if kind == "province" else access.COMMUNE_LEADER
    for beginning, found in _BY_POST:
        if slug == beginning or slug.startswith(f"{beginning}_"):
            role = found
    return role if role in roles_at(kind) else ""
