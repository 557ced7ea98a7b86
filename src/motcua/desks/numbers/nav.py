"""Tabs of the staff bar that this desk gives."""

from django.utils.translation import gettext_lazy as _

from motcua.desks.numbers.sections import OFFICES
from motcua.desks.shell.nav import Tab

TABS = [Tab("numbers", _("Số liệu"), "numbers:home", OFFICES, order=40, more=True)]
