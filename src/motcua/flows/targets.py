"""The nightly round of targets: what has closed is judged, who fell behind is told of, once."""

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.journal.models import Event
from motcua.journal.outbox import Job, Subscription
from motcua.journal.queries import facts
from motcua.kernel import clock
from motcua.kernel.registry import provider
from motcua.notifications.ports import Mail, MailRefused, MailSender
from motcua.notifications.queries import contacts_of
from motcua.notifications.rendering import render_facts
from motcua.people import access
from motcua.people.models import Account
from motcua.people.queries import holders
from motcua.reports.aims.falls import watch
from motcua.reports.aims.judging import judge_closed
from motcua.reports.models import Fall
from motcua.steering.models import Target
from motcua.steering.rules import INDICATORS

EVERY = timedelta(days=1)
TEMPLATE = "target_behind"
AT_UNIT = (access.COMMUNE_LEADER, access.PROVINCE_LEADER)
ABOVE = (access.PROVINCE_LEADER, access.PROCEDURE_CONTROL_OFFICER, access.COMMUNE_LEADER)
MOST = 30
"""So many people are written to at most: the unit's leaders first."""


def judge(now: datetime) -> None:
    """Judge what has closed."""
    judge_closed(now)


def look(now: datetime) -> None:
    """See who fell behind or caught up."""
    watch(now)


def handle(event: Event) -> None:
    """One letter about one fall, to who leads the unit and who set the target. Idempotent but for a letter that the
    server took and did not acknowledge. Raises MailUnavailable while mail cannot go."""
    fall = Fall.objects.select_related("target__agency", "target__issuer", "target__field").get(pk=facts(event)["fall"])
    if fall.until is not None:
        return  # it has caught up before anybody was told
    contacts = contacts_of(told(fall.target, clock.local_day(event.at)))
    takers = [one for one in contacts if not one.why_not(TEMPLATE)]
    if not takers:
        return
    language = takers[0].language if len({one.language for one in takers}) == 1 else "vi"
    text = render_facts(TEMPLATE, language, _facts(fall, language))
    sender: MailSender = provider("mail_sender")
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    addresses = tuple(one.address for one in takers)
    try:
        sender.send(Mail(f"target-{event.pk}.{event.hash[:16]}@{host}", addresses, text.subject, text.body, language))
    except MailRefused:
        return  # nobody takes mail there; the fall stands on the pages


def told(target: Target, day: date) -> list[Account]:
    """Who leads the unit, and who steers where the target was set."""
    found: dict[int, Account] = {}
    for agency, roles in ((target.agency, AT_UNIT), (target.issuer, ABOVE)):
        for role in roles:
            found.update({one.pk: one for one in holders(agency.pk, role, day).order_by("pk")})
    return list(found.values())[:MOST]


def _facts(fall: Fall, language: str) -> dict[str, object]:
    target, english = fall.target, language == "en"
    name = INDICATORS[target.indicator].name(language)
    if target.field:
        name = f"{name}: {target.field.name_en if english else target.field.name_vi}"
    unit = _named(target.agency, fall.since, language)
    return {
        "indicator": name,
        "unit": f"{unit} ({target.post})" if target.post else unit,
        "actual": _number(fall.actual, target, english=english),
        "path": _number(fall.path, target, english=english),
        "target": _number(target.value, target, english=english),
        "period": f"{target.period_from:%d/%m/%Y}–{target.period_to:%d/%m/%Y}",
        "decision": target.decision_no,
        "since": f"{fall.since:%d/%m/%Y}",
        "link": f"{settings.BASE_URL}{reverse('numbers:target', args=[target.pk])}",
    }


def _named(agency: Agency, on: date, language: str) -> str:
    return agencies.name_of(agency, on, language, short=True)


def _number(value: object, target: Target, *, english: bool) -> str:
    if target.measure == "count":
        text = f"{round(float(str(value))):,}"
        return text if english else text.replace(",", ".")
    text = f"{float(str(value)):.2f}"
    return f"{text}%" if english else f"{text.replace('.', ',')} %"


SUBSCRIPTIONS = (Subscription("target_letters", ("target.behind",), handle),)
JOBS = (Job("targets.judge", EVERY, judge), Job("targets.watch", EVERY, look))
