"""Who signs a paper: the post as the appointment of that day names it, in whose place, and the room for the stamp.

A deputy signs "KT." (ký thay) the head; who holds a post in somebody's place, or stands in for somebody on leave, has
the other's name beneath (decree 30/2020/NĐ-CP, appendix I, on the signature of the competent person).
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from motcua.agencies.models import Position
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.journal import queries as journal
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.people.models import Account, Appointment

BY_HAND = "(ký, ghi rõ họ tên)"
WITH_STAMP = "(ký, đóng dấu, ghi rõ họ tên)"
DEPUTY = "Phó "


@dataclass(frozen=True, slots=True)
class Signature:
    """The block under a paper: lines above the name, how it is signed, the name, what stands below it."""

    lines: tuple[str, ...]
    note: str = BY_HAND
    name: str = ""
    below: str = ""
    stamp: bool = False
    english: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def as_facts(self) -> dict[str, Any]:
        """As the template takes it."""
        return {
            "lines": list(self.lines),
            "note": self.note,
            "name": self.name,
            "below": self.below,
            "stamp": self.stamp,
            "english": self.english,
        }


def event_of(code: str, *types: str) -> Event | None:
    """The last event of one of these types that stands."""
    return next((one for one in reversed(queries.lived(journal.events(code))) if one.type in types), None)


def of_office(dossier: Dossier, type: str, label: str, english: str = "") -> dict[str, Any]:
    """An officer's block: what she did, her name, her post beneath."""
    event = event_of(dossier.code, type)
    return Signature((label,), name=name_by(event), below=title_of(event), english=english).as_facts()


def of_leader(event: Event | None, *, english: str = "") -> dict[str, Any]:
    """A leader's block with the room for the stamp; without an event an empty one, as on a draft."""
    title = plain_post(title_of(event))
    lines: tuple[str, ...]
    if title.startswith(DEPUTY):
        lines = (f"KT. {title.removeprefix(DEPUTY).upper()}", title.upper())
    else:
        lines = (title.upper() or "LÃNH ĐẠO CƠ QUAN",)
    return Signature(
        lines,
        note=WITH_STAMP,
        name=name_by(event),
        below=in_place_of(event),
        stamp=True,
        english=english,
    ).as_facts()


def name_by(event: Event | None) -> str:
    """The name of who did it; empty when the software did."""
    if event is None or event.by_kind != "account" or not event.by_id.isdigit():
        return ""
    return Account.objects.filter(pk=int(event.by_id)).values_list("full_name", flat=True).first() or ""


def title_of(event: Event | None) -> str:
    """The post that was acted under, as it was called that day; empty without one."""
    if event is None or not event.by_position:
        return ""
    day = clock.local_day(event.at)
    rows = Position.objects.filter(agency__code=event.by_agency, slug=event.by_position, valid_from__lte=day)
    held = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).order_by("-valid_from").first()
    return held.title_vi if held else ""


def plain_post(title: str) -> str:
    """ "Phó Chủ tịch" of "Phó Chủ tịch Ủy ban nhân dân": the agency stands in the head of the paper already."""
    return title.partition(" Ủy ban nhân dân")[0]


def in_place_of(event: Event | None) -> str:
    """ "thay ông/bà Nguyễn Văn A": who is away and whose post was acted under."""
    if event is None:
        return ""
    said = journal.facts(event).get("in_place_of")
    name = ""
    if isinstance(said, int) or (isinstance(said, str) and said.isdigit()):
        name = Account.objects.filter(pk=int(said)).values_list("full_name", flat=True).first() or ""
    elif event.by_kind == "account" and event.by_id.isdigit():
        day = clock.local_day(event.at)
        held = Appointment.objects.filter(
            account_id=int(event.by_id),
            position__slug=event.by_position,
            position__agency__code=event.by_agency,
            valid_from__lte=day,
            valid_to__gt=day,
            withdrawn_at=None,
            acting_for__isnull=False,
        )
        name = held.values_list("acting_for__full_name", flat=True).first() or ""
    return f"thay ông/bà {name}" if name else ""
