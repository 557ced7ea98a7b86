"""Tabs that this desk gives."""

from django.utils.translation import gettext_lazy as _

from motcua.desks.shell.nav import Tab

TABS = [
    Tab("group", _("Tổ của tôi"), "community:group", ("community_member", "community_leader"), order=10),
    Tab("groups", _("Tổ công nghệ số"), "community:groups", ("commune_leader", "administrator"), order=80),
]
