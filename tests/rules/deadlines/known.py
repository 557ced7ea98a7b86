"""The calendar that the product brings, and short ways to write instants."""

from datetime import datetime

from motcua.deadlines import reader
from motcua.deadlines.rules import Pause
from motcua.kernel import clock

VN = reader.read_calendar(reader.packaged_calendar())


def at(text: str) -> datetime:
    """ "27/08/2026 09:00" or "27/08 09:00" of 2026, local."""
    day, hour = text.split()
    return datetime.strptime(f"{day if day.count('/') == 2 else day + '/2026'} {hour}", "%d/%m/%Y %H:%M").replace(
        tzinfo=clock.LOCAL
    )


def pauses(*spans: str) -> list[Pause]:
    """ "29/10 10:00..03/11 14:00" each."""
    return [Pause(*map(at, span.split(".."))) for span in spans]
