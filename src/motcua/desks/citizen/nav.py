"""Where citizens land, and the way back to one's own dossiers for community groups."""

from django.utils.translation import gettext_lazy as _

from motcua.desks.shell.nav import Countable, Tab
from motcua.kernel.actor import Actor
from motcua.notifications.queries import unread
from motcua.people import access


def _unread(actor: Actor) -> Countable:
    return unread(actor.account_id) if actor.account_id is not None else None


TABS = [
    Tab("mine", _("Hồ sơ của tôi"), "citizen:dossiers", roles=(access.CITIZEN,), order=10),
    Tab(
        "filed",
        _("Hồ sơ đã nộp giúp"),
        "citizen:dossiers",
        roles=(access.COMMUNITY_MEMBER, access.COMMUNITY_LEADER),
        order=90,
    ),
    Tab("bell", _("Tin"), "shell:bell", roles=tuple(sorted(access.STAFF_ROLES)), order=85, count=_unread, more=True),
]
