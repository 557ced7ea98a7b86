"""What the applicant is told of other agencies."""

from typing import Any

from motcua.desks.shell.templatetags.mc.library import register
from motcua.dossiers.models import Dossier
from motcua.kernel import clock


@register.inclusion_tag("components/elsewhere.html")
def elsewhere(dossier: Dossier) -> dict[str, Any]:
    """Notes: the dossier or its result is on its way, who else works on it, who is late."""
    from motcua.desks.shell.elsewhere import told_of

    return {"told": told_of(dossier, clock.now())}
