"""Colleagues as an officer chooses them: by unit, with how much they have in hand, and who is away until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.desks.shell import formats
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.dossier import IN_HAND
from motcua.flows.colleagues import POST, UNIT
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.people import absences, access
from motcua.people import queries as accounts
from motcua.people.absence_models import Absence

DOERS = (access.SPECIALIST_OFFICER,)
INSIDE = (access.SPECIALIST_OFFICER, access.SINGLE_WINDOW_OFFICER, access.COMMUNE_LEADER)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be chosen: `words` names her with post, work in hand and leave."""

    username: str
    full_name: str
    words: str
    away: str
    account_id: int


def colleagues(viewer: Actor, now: datetime, roles: Collection[str] = DOERS, *, me: bool = False) -> list[Colleague]:
    """Who holds a post of one's agency in one of the roles, each once, those of one's own unit first."""
    day, lang = clock.local_day(now), spoken()
    held = accounts.appointed(viewer.agency, roles, day)
    unit = next((one.position.unit_vi for one in held if one.account_id == viewer.account_id), None)
    rows = {one.account_id: one for one in reversed(held) if me or one.account_id != viewer.account_id}
    away = absences.away(list(rows), day)
    work = dict(
        Dossier.objects.filter(IN_HAND, assigned_to__in=rows)
        .values_list("assigned_to")
        .annotate(number=Count("id"))
        .order_by()
    )
    found = []
    for one in sorted(rows.values(), key=lambda row: row.position.unit_vi != unit):
        post = (one.position.title_en if lang == "en" else "") or one.position.title_vi
        gone = absence_words(away[one.account_id], lang) if one.account_id in away else ""
        number = work.get(one.account_id, 0)
        said = [post, ngettext("%(n)s việc", "%(n)s việc", number) % {"n": number}]
        words = f"{one.account.full_name} – {', '.join(said)}" + (f" ({gone})" if gone else "")
        found.append(Colleague(one.account.username, one.account.full_name, words, gone, one.account_id))
    return found


def absence_words(absence: Absence, lang: str) -> str:
    """ "đang nghỉ đến 30/11/2026, người thay: Bùi Thị Thu"."""
    words = _("đang nghỉ đến %(day)s") % {"day": formats.day(absence.last_day, lang)}
    if absence.substitute is not None:
        words += ", " + _("người thay: %(name)s") % {"name": absence.substitute.full_name}
    return words


def people_options(
    viewer: Actor, now: datetime, roles: Collection[str] = DOERS, *, me: bool = False
) -> list[tuple[str, str]]:
    """Colleagues for a select."""
    found = colleagues(viewer, now, roles, me=me)
    return [("", _("Chọn một người")), *((one.username, one.words) for one in found)]


def post_options(viewer: Actor, now: datetime, roles: Collection[str] = DOERS) -> list[tuple[str, str]]:
    """Colleagues and the posts that somebody holds, for a select."""
    lang = spoken()
    held = accounts.appointed(viewer.agency, roles, clock.local_day(now))
    posts = {
        one.position.slug: (one.position.title_en if lang == "en" else "") or one.position.title_vi for one in held
    }
    others = [(f"{POST}{slug}", _("Vị trí: %(post)s") % {"post": name}) for slug, name in posts.items()]
    return [*people_options(viewer, now, roles), *others]


def addressee_options(viewer: Actor, now: datetime) -> list[tuple[str, str]]:
    """Whom an opinion may be asked of: colleagues, posts, units."""
    lang = spoken()
    held = accounts.appointed(viewer.agency, INSIDE, clock.local_day(now))
    units = {
        one.position.unit_vi: (one.position.unit_en if lang == "en" else "") or one.position.unit_vi
        for one in held
        if one.position.unit_vi
    }
    others = [(f"{UNIT}{unit}", _("Bộ phận: %(unit)s") % {"unit": name}) for unit, name in units.items()]
    return [*post_options(viewer, now, INSIDE), *others]
