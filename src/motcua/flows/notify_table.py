"""Who is told of which event: one row per event, one template per row.

A citizen's own act just now is answered at once, by night too; so is what has become late above somebody's head.
"""

from motcua.notifications.rules import CITIZENS, Audience, Template

OFFICERS = (Audience.OFFICER,)
HOLDER = (Audience.HOLDER,)
LEADERS = (Audience.LEADER,)
COUNTER = (Audience.COUNTER,)
PARTNER = (Audience.PARTNER,)

TABLE: dict[str, tuple[Template, ...]] = {
    "dossier.submitted": (
        Template("submitted", CITIZENS, urgent=True),
        Template("officer_submitted", OFFICERS),
    ),
    "dossier.received": (Template("received", CITIZENS),),
    "dossier.refused": (Template("refused", CITIZENS),),
    "dossier.supplement_requested": (Template("supplement_requested", CITIZENS),),
    "dossier.supplement_reminded": (Template("supplement_reminded", CITIZENS),),
    "dossier.waiting_kept": (Template("supplement_reminded", CITIZENS),),
    "dossier.supplemented": (
        Template("supplemented", CITIZENS, urgent=True),
        Template("officer_supplemented", OFFICERS),
    ),
    "dossier.supplement_part": (Template("officer_supplemented", OFFICERS),),
    "dossier.supplement_accepted": (Template("supplemented", CITIZENS),),
    "dossier.payment_due": (Template("payment_due", CITIZENS),),
    "dossier.paid": (Template("paid", CITIZENS, urgent=True),),
    "dossier.extended": (
        Template("extended", CITIZENS),
        Template("officer_extended", (Audience.COUNTER, Audience.SUPERIOR)),
    ),
    "dossier.apologised": (
        Template("apologised", CITIZENS),
        Template("officer_extended", (Audience.COUNTER, Audience.SUPERIOR)),
    ),
    "dossier.reckoned_again": (Template("reckoned_again", CITIZENS),),
    "dossier.finished": (Template("finished", CITIZENS),),
    "dossier.delivered": (Template("delivered", CITIZENS),),
    "dossier.withdrawn": (Template("withdrawn", CITIZENS, urgent=True),),
    "dossier.stopped": (Template("stopped", CITIZENS),),
    # the clock of a step and of the promise (flows/watch.py)
    "dossier.warned": (
        Template("officer_warned", HOLDER, when=("about", "step")),
        Template("officer_warned_due", HOLDER, when=("about", "due")),
    ),
    "dossier.behind": (Template("officer_behind", HOLDER),),
    "dossier.escalated": (Template("officer_escalated", (Audience.UPPER,), urgent=True),),
    # lateness with manners: who must do something next
    "dossier.apology_drafted": (Template("apology_drafted", HOLDER),),
    "dossier.apology_proposed": (Template("apology_proposed", LEADERS),),
    "dossier.stop_proposed": (Template("stop_proposed", LEADERS),),
    "dossier.supplement_proposed": (Template("supplement_proposed", LEADERS),),
    # across agencies
    "dossier.part_opened": (Template("part_opened", PARTNER),),
    "dossier.part_asked": (Template("part_opened", PARTNER),),
    "dossier.part_accepted": (Template("part_accepted", HOLDER, mail=False),),
    "dossier.part_answered": (Template("part_answered", HOLDER),),
    "dossier.part_returned": (Template("part_returned", HOLDER),),
    "dossier.part_warned": (
        Template("part_warned", HOLDER, when=("held", "yes")),
        Template("part_warned", PARTNER, when=("held", "no")),
    ),
    # both sides: who asked and her leader, who does it and the leader there
    "dossier.part_late": (
        Template("part_late", (Audience.HOLDER, Audience.LEADER, Audience.PARTNER, Audience.UPPER), urgent=True),
    ),
    "dossier.transfer_sent": (Template("transfer_sent", PARTNER),),
    "dossier.transfer_accepted": (Template("transfer_accepted", PARTNER, mail=False),),
    "dossier.transfer_returned": (Template("transfer_returned", PARTNER),),
}
"""Rows of events that never come are no fault: the event's room decides when it happens."""
