"""Each night: open data for everybody, and the copy for the control office's questions."""

from datetime import datetime, timedelta

from motcua.journal.outbox import Job
from motcua.reports import open as open_data
from motcua.reports.open import copying

OLD = 60


def nightly(at: datetime) -> None:
    """Write the last months anew, some of what is not there yet, and the copy. A first night does not write many years
    at once; until they are written the pages make them."""
    open_data.publish(open_data.DATASETS, at, most=OLD)
    copying.copy(at)


JOBS = (Job("open_data", timedelta(days=1), nightly),)
