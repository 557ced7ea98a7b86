"""Tabs of the control office: procedures come first."""

from django.utils.translation import gettext_lazy as _

from motcua.desks.shell.nav import Tab

CONTROL = ("procedure_control_officer",)
TABS = [
    Tab("procedures", _("Thủ tục"), "manage:procedures", CONTROL, order=10),
    Tab("processes", _("Quy trình"), "manage:processes", CONTROL, order=11),
    Tab("forms", _("Tờ khai"), "manage:forms", CONTROL, order=12),
    Tab("notices", _("Thư báo"), "manage:notices", CONTROL, order=35),
    Tab("announcements", _("Thông báo chung"), "manage:announcements", (*CONTROL, "administrator"), order=60),
]
FIND = {"procedure_control_officer": "manage:procedures"}
