"""Looking a dossier up by its code, for everybody: throttled; the PIN is checked where ten wrong ones close the code.

Shared by pages and API, so that neither is a way around the other.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest

from motcua.dossiers import actions, queries
from motcua.dossiers.queries import Tracked
from motcua.journal import throttle
from motcua.kernel.errors import NotVisible

MOST, WITHIN = 60, timedelta(minutes=1)


def look_up(request: HttpRequest, code: str, *, at: datetime) -> Tracked:
    """Code and degree of completion. Raises NotVisible, TooMany (by address of the caller)."""
    if settings.THROTTLE:
        throttle.count("track", request.META.get("REMOTE_ADDR", ""), most=MOST, within=WITHIN, at=at)
    found = queries.find_tracked(code)
    if found is None:
        raise NotVisible("dossier.unknown", code=code[:60])
    return found


def pin_opens(code: str, pin: str, *, at: datetime) -> bool:
    """True when the PIN is the dossier's. Raises TooMany while the code is closed."""
    return actions.check_pin(code, pin, key=settings.PIN_KEY, at=at)
