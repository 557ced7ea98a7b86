"""Tabs of the staff bar that this desk gives: the control office's, and the unit's."""

from motcua.desks.manage.calendar import tabs as calendar
from motcua.desks.manage.procedures import tabs as control
from motcua.desks.manage.unit import tabs as unit

TABS = [*control.TABS, *calendar.TABS, *unit.TABS]
FIND = {**control.FIND, **unit.FIND}
