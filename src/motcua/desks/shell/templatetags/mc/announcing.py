"""What everybody is told on first pages."""

from typing import Any

from motcua.desks.shell.templatetags.mc.library import register
from motcua.desks.shell.templatetags.mc.written import spoken
from motcua.kernel import clock
from motcua.notifications.queries import announcements as told


@register.inclusion_tag("components/announcements.html")
def announcements() -> dict[str, Any]:
    """Calm notes with the hours of planned maintenance and what else is announced; nothing when there is nothing."""
    return {"rows": told(clock.now()), "english": spoken() == "en"}
