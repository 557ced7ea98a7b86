"""My digital technology group: whom to call, where we help, and what a helper never asks for."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from motcua.agencies import queries as agencies
from motcua.community import queries as community
from motcua.community.models import Group, Member
from motcua.community.queries import GroupRow
from motcua.desks.shell.access import open_to
from motcua.desks.shell.fragments import render_page
from motcua.desks.shell.parts import LinkRow
from motcua.desks.shell.request import Request
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Mine:
    """One of my groups: `places` in words, `members` by the last word of their names;
    `edit_url` for who may change it."""

    row: GroupRow
    name: str
    agency: str
    places: list[str]
    members: list[Member]
    notes: str
    edit_url: str


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@open_to("community_member", "community_leader")
def group(request: Request) -> HttpResponse:
    """The groups that I belong to."""
    on = clock.local_day(clock.now())
    lang = spoken()
    rows = community.groups_of_account(request.actor.account_id or 0, on)
    groups = Group.objects.select_related("agency").in_bulk([row.id for row in rows])
    mine_to_manage = set(community.manageable(request.actor, on).values_list("pk", flat=True))
    mine = []
    for row in rows:
        found = groups[row.id]
        places = [
            one.village or ((one.place.name_en if lang == "en" else "") or one.place.name_vi if one.place else "")
            for one in community.territory(found, on)
        ]
        mine.append(
            Mine(
                row=row,
                name=(row.name_en if lang == "en" else "") or row.name_vi,
                agency=agencies.name_of(found.agency, on, lang, short=True),
                places=[one for one in places if one] or [one for one in (row.village,) if one],
                members=community.members(found, on),
                notes=found.notes,
                edit_url=reverse("community:edit", args=[row.code]) if row.id in mine_to_manage else "",
            )
        )
    return render_page(
        request,
        "community/group.html",
        {
            "tab": "group",
            "mine": mine,
            "apply_url": _address("public:search"),
            "helps": _helps(lang),
        },
    )


def _helps(lang: str) -> list[LinkRow]:
    """What else a helper opens; only pages that exist."""
    wanted = (
        ("public:track", "search", "Theo dõi hồ sơ đã nộp", "Follow a dossier", "Cần mã hồ sơ.", "You need its code."),
        (
            "citizen:dossiers",
            "doc",
            "Hồ sơ tôi nộp giúp",
            "Dossiers that I filed",
            "Bài đang làm dở và hồ sơ đã nộp.",
            "Those begun and those filed.",
        ),
        ("public:help", "info", "Hướng dẫn", "Help", "Từng bước nộp hồ sơ trên mạng.", "Filing online step by step."),
    )
    english = lang == "en"
    return [
        LinkRow(en if english else vi, text_en if english else text_vi, url, icon)
        for name, icon, vi, en, text_vi, text_en in wanted
        if (url := _address(name))
    ]
