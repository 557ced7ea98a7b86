"""A result that is there before its promise: said at once, with how much earlier (decree 61/2018/NĐ-CP, article 19)."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.deadlines.queries import calendar_of
from motcua.deadlines.rules import working_minutes
from motcua.desks.shell import formats
from motcua.desks.shell.templatetags.mc.written import spoken

HOUR = 60


def early_words(finished_at: datetime | None, due_at: datetime | None, agency_id: int) -> str:
    """ "Sớm hơn hẹn 2 ngày làm việc"; empty below an hour of working time, and for what was never promised."""
    if finished_at is None or due_at is None or finished_at >= due_at:
        return ""
    minutes = working_minutes(finished_at, due_at, calendar_of(agency_id))
    if minutes < HOUR:
        return ""
    return _("Sớm hơn hẹn %(amount)s") % {"amount": formats.working_time(minutes, spoken())}
