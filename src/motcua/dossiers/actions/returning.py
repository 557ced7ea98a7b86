"""Where the person wants the result: chosen at filing, changed with a reason until it is handed over."""

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.agencies.models import Agency
from motcua.dossiers.actions.moving import lock, need_text, settle
from motcua.dossiers.actions.parts import check_time
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import RETURN_WAYS
from motcua.dossiers.states import CLOSED
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow


@transaction.atomic
def change_return(
    code: str,
    *,
    way: str,
    counter: Agency | None = None,
    address: str = "",
    reason: str,
    by: Actor,
    at: datetime,
) -> Dossier:
    """Have the result at a counter of the province (`counter`; None: where it is decided), by post to `address`, or
    electronically. The other wishes stay; what was wished before stays in the remark of the event."""
    dossier = lock(code, "change_return", by=by, at=at)
    check_time(dossier, at)
    if dossier.state in CLOSED:
        raise NotLawfulNow("dossier.closed", code=code)
    need_text(reason=reason)
    errors = []
    if way not in RETURN_WAYS:
        errors.append(FieldError("way", "deliver.way_unknown", allowed=", ".join(RETURN_WAYS)))
    if way == "post" and not address.strip():
        errors.append(FieldError("address", "return.address_needed"))
    if errors:
        raise Invalid("act.invalid", errors)
    kept = {name: value for name, value in dossier.wishes.items() if name not in ("delivery", "counter", "address")}
    wishes: dict[str, Any] = {**kept, "delivery": way}
    if way == "counter" and counter is not None and counter.pk != dossier.agency_id:
        wishes["counter"] = counter.code
    if way == "post":
        wishes["address"] = address
    if wishes == dossier.wishes:
        raise Invalid("act.invalid", [FieldError("way", "correct.nothing_changed")])
    dossier.wishes = wishes
    settle(
        dossier,
        "dossier.return_changed",
        by=by,
        at=at,
        text=reason,
        way=way,
        counter=wishes.get("counter", ""),
    )
    return dossier
