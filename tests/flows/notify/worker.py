"""The worker, and what it sent."""

from datetime import datetime, timedelta

from motcua.adapters.notify.simulator import SimulatedMail
from motcua.journal import outbox
from motcua.kernel import clock
from motcua.notifications.models import Notice
from motcua.notifications.ports import Mail

EMAIL = "lanh@thu.test"


def work(at: datetime | None = None) -> None:
    """The worker, once."""
    outbox.run_due(at or clock.now() + timedelta(seconds=1), limit=100)


def sent(mail: SimulatedMail, template: str) -> list[Mail]:
    ids = Notice.objects.filter(template=template).values_list("pk", flat=True)
    return [one for one in mail.sent if int(one.id.removeprefix("notice-").split(".")[0]) in ids]
