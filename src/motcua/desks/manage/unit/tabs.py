"""Tabs of a unit's administrator: the unit comes first."""

from django.utils.translation import gettext_lazy as _

from motcua.desks.shell.nav import Tab

UNIT = ("administrator",)
TABS = [
    Tab("unit", _("Đơn vị"), "manage:unit", UNIT, order=10),
    Tab("people", _("Nhân sự"), "manage:people", UNIT, order=12),
    Tab("unit_journal", _("Nhật ký"), "manage:unit_journal", UNIT, order=90),
]
FIND = {"administrator": "manage:people"}
