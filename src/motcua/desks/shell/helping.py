"""Help pages, one a desk, with pictures of the real pages; the link in the bar leads to the place about the open page.

The words are prose, written once in each language: `templates/help/<slug>.<language>.html`; every `<section>` there has
the id that is named here. Pictures: `static/help/<name>.<language>.webp`, made by `docs/screenshots/make.py`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.kernel.actor import Actor
from motcua.people import access


@dataclass(frozen=True, slots=True)
class Desk:
    """A help page: its slug, title, the desks (name spaces of addresses) it is about, whose it is first of all."""

    slug: str
    title: str | Promise
    spaces: tuple[str, ...]
    roles: tuple[str, ...] = ()


DESKS = (
    Desk("nguoi-dan", _("Trợ giúp người nộp hồ sơ"), ("citizen", "public"), (access.CITIZEN,)),
    Desk("quay", _("Trợ giúp ở quầy một cửa"), ("counter",), (access.SINGLE_WINDOW_OFFICER,)),
    Desk("cong-chuc", _("Trợ giúp công chức giải quyết"), ("officer",), (access.SPECIALIST_OFFICER,)),
    Desk("lanh-dao", _("Trợ giúp lãnh đạo"), ("leader",), (access.COMMUNE_LEADER, access.PROVINCE_LEADER)),
    Desk(
        "quan-tri",
        _("Trợ giúp quản trị và kiểm soát thủ tục"),
        ("manage",),
        (access.ADMINISTRATOR, access.PROCEDURE_CONTROL_OFFICER),
    ),
    Desk(
        "to-cong-nghe",
        _("Trợ giúp tổ công nghệ số"),
        ("community",),
        (access.COMMUNITY_MEMBER, access.COMMUNITY_LEADER),
    ),
)
BY_SLUG = {desk.slug: desk for desk in DESKS}

PLACES = {
    "citizen:apply": "nop",
    "citizen:step": "nop",
    "citizen:dossiers": "theo-doi",
    "citizen:dossier": "theo-doi",
    "citizen:supplement": "bo-sung",
    "public:search": "tim",
    "public:procedure": "tim",
    "public:track": "theo-doi",
    "counter:walk_in": "tiep-nhan",
    "counter:fast_lane": "chung-thuc",
    "counter:till": "quy",
    "counter:day": "quy",
    "counter:waiting": "cho-tiep-nhan",
    "counter:returning": "tra-ket-qua",
    "counter:hand_over": "tra-ket-qua",
    "officer:queue": "viec",
    "officer:dossier": "ho-so",
    "officer:ask_supplement": "bo-sung",
    "officer:leave": "nghi",
    "leader:waiting": "ky",
    "leader:board": "dieu-hanh",
    "leader:targets": "chi-tieu",
    "manage:people": "nhan-su",
    "manage:hours": "gio-va-phi",
    "manage:fees": "gio-va-phi",
    "manage:procedures": "thu-tuc",
    "manage:forms": "thu-tuc",
    "community:group": "to",
}
"""Where on its desk's help page a page is spoken of; a page without a line here leads to the top."""


def url_for(request: HttpRequest, actor: Actor) -> str:
    """The address of the help about the page of a request; of the reader's own desk where the page has none."""
    match = request.resolver_match
    space = match.namespace if match else ""
    desk = next((one for one in DESKS if space in one.spaces), None)
    if desk is None:
        desk = next((one for one in DESKS if actor.role in one.roles), DESKS[0])
    try:
        url = reverse("shell:help", args=[desk.slug])
    except NoReverseMatch:
        return ""
    anchor = PLACES.get(match.view_name, "") if match else ""
    return f"{url}#{anchor}" if anchor else url


@cache
def picture_of(name: str, language: str) -> tuple[str, int, int] | None:
    """The static name of a picture with its width and height; None while it was not made."""
    from PIL import Image

    static = f"help/{name}.{language}.webp"
    found = finders.find(static) or Path(settings.STATIC_ROOT) / static
    if not Path(str(found)).exists():
        return None
    with Image.open(str(found)) as image:
        return static, image.width, image.height
