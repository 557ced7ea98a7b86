"""What a page asked the database."""

from django.test.utils import CaptureQueriesContext

MARK = "SELECT mark FROM journal_revision"


def asked_of(captured: CaptureQueriesContext) -> list[str]:
    """The statements, the question for the mark of reference rows once: a request asks it once, but within the
    transaction of a test it is asked each time."""
    asked = [str(one["sql"])[:110] for one in captured]
    return [one for one in asked if MARK not in one] + [MARK] * any(MARK in one for one in asked)
