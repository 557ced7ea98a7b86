"""The only `now()` of the project, and the one local time zone.

Everything else takes its instants as arguments, so that a rule owns no clock.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present instant, aware, in local time, to the microsecond."""
    return datetime.now(tz=LOCAL)


def local(at: datetime) -> datetime:
    """The same instant in local time; a naive time is taken as local (contract: ISO 8601 without offset is local)."""
    return at.replace(tzinfo=LOCAL) if at.tzinfo is None else at.astimezone(LOCAL)


def local_day(at: datetime) -> date:
    """The local calendar day on which an instant falls."""
    return local(at).date()


def day_start(day: date) -> datetime:
    """The first instant of a local calendar day."""
    return datetime.combine(day, time.min, tzinfo=LOCAL)


def parse(text: str) -> datetime:
    """Read an ISO 8601 instant; without an offset it is local. Raises ValueError with the text in it."""
    try:
        return local(datetime.fromisoformat(text.strip()))
    except ValueError as error:
        raise ValueError(f"not an ISO 8601 time: {text!r}") from error


def stamp(at: datetime) -> str:
    """One spelling of an instant for hashes and wires: UTC, microseconds, `Z`."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"
