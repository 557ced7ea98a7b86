"""Tabs of the staff bar that this desk gives."""

from django.utils.translation import gettext_lazy as _

from motcua.desks.leader import manners
from motcua.desks.shell.nav import Countable, Tab
from motcua.dossiers import queries
from motcua.dossiers.queries.alerts import escalated_to
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.reports.aims import falls

UP = ("commune_leader", "province_leader")
STEERING = ("province_leader", "procedure_control_officer")


def _signing(actor: Actor) -> Countable:
    return queries.waiting_for(actor, clock.now(), "approve")


def _escalated(actor: Actor) -> Countable:
    return escalated_to(actor, clock.now())


def _lateness(actor: Actor) -> Countable:
    """Letters to sign, second requests to allow, stops to confirm."""
    return tuple(manners.sets(actor, clock.now()).values())


def _behind(actor: Actor) -> Countable:
    """Units behind the path of their target."""
    return falls.behind(actor.agency, clock.local_day(clock.now()))


TABS = [
    Tab("signing", _("Chờ ký"), "leader:waiting", ("commune_leader",), order=10, count=_signing, hot=True),
    Tab("lateness", _("Xin lỗi, dừng"), "leader:apologies", ("commune_leader",), order=14, count=_lateness, hot=True),
    Tab("lateness", _("Xin lỗi"), "leader:apologies", ("province_leader",), order=45, more=True),
    Tab("escalated", _("Báo lên tôi"), "leader:escalated", UP, order=15, count=_escalated, hot=True, more=True),
    Tab("board", _("Điều hành"), "leader:board", ("commune_leader", *STEERING), order=20),
    Tab("targets", _("Chỉ tiêu"), "leader:targets", STEERING, order=30, count=_behind),
]
