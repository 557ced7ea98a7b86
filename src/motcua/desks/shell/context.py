"""What every template knows: `page`."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.desks.shell import helping, nav, place
from motcua.desks.shell.looks import Looks, looks_of
from motcua.kernel import clock
from motcua.kernel.actor import ANONYMOUS, Actor
from motcua.notifications.rendering import office_word
from motcua.people.access import OFFICE_ROLES, ROLE_NAMES, STAFF_ROLES

URLS = {
    "sign_in": "citizen:sign_in",
    "sign_out": "citizen:sign_out",
    "account": "citizen:account",
    "search": "public:search",
    "track": "public:track",
    "help": "public:help",
}
FOOTER = (
    ("public:scoreboard", _("Bảng công khai")),
    ("public:help", _("Trợ giúp")),
    ("public:about", _("Giới thiệu")),
    ("public:accessibility", _("Dễ đọc, dễ dùng")),
    ("public:privacy", _("Dữ liệu cá nhân")),
)


@dataclass
class Page:
    """Facts about the page being made, each read only when the template asks."""

    request: HttpRequest

    @property
    def language(self) -> str:
        return "en" if get_language() == "en" else "vi"

    @property
    def other_language(self) -> str:
        return "vi" if self.language == "en" else "en"

    @cached_property
    def actor(self) -> Actor:
        return getattr(self.request, "actor", ANONYMOUS)

    @property
    def is_signed_in(self) -> bool:
        return self.actor.kind != "anonymous"

    @property
    def is_staff(self) -> bool:
        return self.actor.role in STAFF_ROLES

    @property
    def is_office(self) -> bool:
        """Works on dossiers at an agency: its counter, its desks, its leader; whose lists and prints are open."""
        return self.actor.role in OFFICE_ROLES

    @cached_property
    def who(self) -> str:
        """The signed-in person's name as registered."""
        return getattr(self.request.user, "full_name", "") if self.is_signed_in else ""

    @cached_property
    def post(self) -> str:
        """As what somebody acts: the post and the office."""
        return (
            place.post_of(self.actor, self.language) or ROLE_NAMES.get(self.actor.role, ("", ""))[self.language == "en"]
        )

    @cached_property
    def place(self) -> place.Place:
        return place.of(self.request, self.actor, self.language)

    @property
    def office(self) -> str:
        """How the office of this page is called in a sentence: "xã", "phường"; "cơ quan" where none is known."""
        if self.language == "en":
            return "the office"
        return office_word(self.place.name) if self.place.name else "cơ quan"

    @cached_property
    def looks(self) -> Looks:
        return looks_of(self.request)

    @property
    def html_class(self) -> str:
        return self.looks.html_class

    @cached_property
    def tabs(self) -> list[nav.DrawnTab]:
        """Beside a refusal nothing is counted: it answers quickly, however often somebody knocks."""
        return nav.tabs(self.actor, counted=not getattr(self.request, "is_refused", False))

    @cached_property
    def bar(self) -> list[list[nav.DrawnTab]]:
        """The tabs in sight, and those of the menu "Thêm"."""
        return list(nav.in_bar(self.tabs, self.request.path))

    @cached_property
    def help_url(self) -> str:
        """The help page of this desk, at the place about this page."""
        return helping.url_for(self.request, self.actor)

    @cached_property
    def find_url(self) -> str:
        return nav.find_url(self.actor)

    @cached_property
    def home_url(self) -> str:
        """The first page of this person's work."""
        return nav.home_url(self.actor)

    @property
    def frame(self) -> str:
        """The page frame of this person, for pages that staff and citizens share (errors, confirmations)."""
        return "staff.html" if self.is_staff else "base.html"

    @cached_property
    def urls(self) -> dict[str, str]:
        """Addresses that frames link to; "" where this installation has no such page."""
        return {name: find_url(target) for name, target in URLS.items()}

    @property
    def footer(self) -> list[dict[str, object]]:
        return [{"url": url, "label": label} for name, label in FOOTER if (url := find_url(name))]

    @cached_property
    def path(self) -> str:
        """Where the switches in the footer come back to; after a POST answer that is the page itself, not the act."""
        return self.request.get_full_path() if self.request.method == "GET" else self.request.path

    @property
    def now(self) -> Any:
        return clock.now()

    @property
    def is_demo(self) -> bool:
        return bool(getattr(settings, "DEMO", False))


def find_url(name: str) -> str:
    """The address of a named page, or "" where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor named in settings."""
    return {"page": Page(request)}
