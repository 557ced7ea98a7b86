"""What people bring to the counter of certified copies."""

from datetime import datetime
from typing import Any

from motcua.certification.rules import Original
from motcua.flows import certify
from motcua.flows.certify import Certified, Request
from motcua.kernel import clock
from motcua.kernel.actor import Actor

AT = datetime(2026, 11, 9, 8, 30, tzinfo=clock.LOCAL)
MAI = {"kind": "person", "full_name": "Đinh Thị Mai", "personal_id": "017184003125"}


def copies(lan: Actor, *originals: Original, at: datetime = AT, **others: Any) -> Certified:
    """Copies certified for Mai; one original of one page, two copies, where nothing else is said."""
    request = Request(MAI, originals or (Original(pages=1, copies=2),), **others)
    return certify.certify(request, by=lan, at=at)
