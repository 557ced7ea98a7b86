"""Moves some dossiers of a province-year on, long after it: delivered, stopped, withdrawn, put off."""

import sys
from datetime import datetime, timedelta

import django

LATER = datetime.fromisoformat("2027-05-11T09:00+07:00")


def main(most: int) -> None:
    """One more act for as many open dossiers as there are, at most `most`."""
    django.setup()
    from motcua.config import wiring

    wiring.wire()
    from motcua.dossiers import actions as acts
    from motcua.dossiers.models import Dossier
    from motcua.dossiers.states import CLOSED
    from motcua.kernel.actor import SYSTEM, Actor
    from motcua.people import actions as people

    account = people.open_account("bench", kind="staff", full_name="Bùi Thị Lành", password=None, by=SYSTEM, at=LATER)
    open_ = Dossier.objects.exclude(state__in=CLOSED).select_related("agency").order_by("pk")
    for number, one in enumerate(open_[:most]):
        leader, counter = (
            Actor("account", str(account.pk), role, one.agency.code)
            for role in ("commune_leader", "single_window_officer")
        )
        if one.state == "finished":
            acts.deliver(one.code, way="counter", by=counter, at=LATER)
        elif one.state == "processing" and number % 3 == 0 and one.due_at:
            acts.extend(one.code, due_at=LATER + timedelta(days=9), reason="Nhiều hồ sơ", by=leader, at=LATER)
        elif one.state in ("processing", "supplement_requested") and one.received_at:
            acts.stop(one.code, reason="Quá hạn bổ sung", by=leader, at=LATER)
        else:
            acts.withdraw(one.code, reason="Xin rút", by=counter, at=LATER)


if __name__ == "__main__":
    main(int(sys.argv[1]))
