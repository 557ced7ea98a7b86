"""The tab of this part."""

from django.utils.translation import gettext_lazy as _

from motcua.desks.shell.nav import Tab

TABS = [Tab("calendar", _("Lịch"), "manage:calendar", ("procedure_control_officer",), order=30)]
