"""Where citizens land, and the way back to one's own dossiers for community groups."""

from django.utils.translation import gettext_lazy as _

from motcua.desks.shell.nav import Tab
from motcua.people import access

TABS = [
    Tab("mine", _("Hồ sơ của tôi"), "citizen:dossiers", roles=(access.CITIZEN,), order=10),
    Tab(
        "filed",
        _("Hồ sơ đã nộp giúp"),
        "citizen:dossiers",
        roles=(access.COMMUNITY_MEMBER, access.COMMUNITY_LEADER),
        order=90,
    ),
]
