"""Each night: open data for everybody, and the copy for the control office's questions."""

from datetime import datetime, timedelta

from motcua.journal.outbox import Job
from motcua.reports import open as open_data
from motcua.reports.open import copying


def nightly(at: datetime) -> None:
    """Write what is not there yet, the last months anew, and the copy."""
    open_data.publish(open_data.DATASETS, at)
    copying.copy(at)


JOBS = (Job("open_data", timedelta(days=1), nightly),)
