"""What the first page of the desk leads to: one line a section, for the roles that may open it."""

from dataclasses import dataclass

from django.utils.functional import Promise

LEADS = ("commune_leader", "province_leader", "procedure_control_officer")
"""Those who steer by figures."""
OFFICES = (*LEADS, "single_window_officer", "specialist_officer", "administrator")
"""Everybody in an office."""


@dataclass(frozen=True, slots=True)
class Section:
    """One link with what it is for."""

    label: str | Promise
    about: str | Promise
    url_name: str
    roles: tuple[str, ...]
    order: int = 50


SECTIONS: list[Section] = []
"""In the order of `order`; each part of the desk adds its own line."""
