"""Setting up groups, their members, coordinator and territory. Who may (`community.manage`) is the caller's to ask."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency, Place
from motcua.community import rules
from motcua.community.models import Coordination, Group, Member, Territory
from motcua.community.rules import Person
from motcua.journal.actions import record
from motcua.kernel import codes, text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import FieldError, Invalid, NotLawfulNow


def subject_of(group: Group) -> str:
    """The journal chain of a group; its code need not fit."""
    return f"group:{group.pk}"


@transaction.atomic
def create_group(
    code: str,
    *,
    name_vi: str,
    agency: Agency,
    level: str,
    coordinator: Person,
    valid_from: date,
    by: Actor,
    at: datetime,
    name_en: str = "",
    place: Place | None = None,
    village: str = "",
    established_on: date | None = None,
    decision_no: str = "",
) -> Group:
    """Set up a group with the one person that it cannot be without. Raises Invalid."""
    name_vi, village, person = text.normal(name_vi), text.normal(village), rules.clean_person(coordinator)
    errors = rules.judge_group(code, name_vi, level, village)
    errors += rules.judge_person(person, path="coordinator")
    if Group.objects.filter(code=code).exists():
        errors.append(FieldError("code", "group.code_taken", given=code))
    if errors:
        raise Invalid("group.invalid", errors)
    group = Group.objects.create(
        code=code,
        name_vi=name_vi,
        name_en=text.normal(name_en),
        agency=agency,
        place=place,
        level=level,
        village=village,
        established_on=established_on,
        decision_no=decision_no,
        valid_from=valid_from,
    )
    member = _join(group, person, valid_from)
    Coordination.objects.create(group=group, member=member, valid_from=valid_from)
    _index(group)
    record(
        "group.created",
        subject=subject_of(group),
        by=by,
        at=at,
        code=code,
        agency=agency.code,
        level=level,
        coordinator=member.pk,
        valid_from=valid_from,
    )
    return group


@transaction.atomic
def add_member(group: Group, person: Person, *, valid_from: date, by: Actor, at: datetime) -> Member:
    """Take somebody into the group from a day on. Raises Invalid, NotLawfulNow."""
    group = _lock_open(group)
    person = rules.clean_person(person)
    if errors := rules.judge_person(person, path="member"):
        raise Invalid("group.invalid", errors)
    if valid_from < group.valid_from:
        raise Invalid("group.invalid", [FieldError("valid_from", "group.before_group", since=group.valid_from)])
    member = _join(group, person, valid_from)
    record("group.joined", subject=subject_of(group), by=by, at=at, member=member.pk, valid_from=valid_from)
    return member


@transaction.atomic
def set_coordinator(group: Group, member: Member, *, valid_from: date, by: Actor, at: datetime) -> Coordination:
    """Hand the group to one of its members from a day on; the one before them coordinates until that day.

    Raises NotLawfulNow `group.not_a_member`, `group.coordinator_already`, `group.coordinator_later`.
    """
    group = _lock_open(group)
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.group_id != group.pk or not _holds(member, valid_from):
        raise NotLawfulNow("group.not_a_member", group=group.code)
    last = Coordination.objects.select_for_update().filter(group=group, valid_to=None).first()
    if last is not None:
        if last.member_id == member.pk:
            raise NotLawfulNow("group.coordinator_already", group=group.code)
        if valid_from <= last.valid_from:
            raise NotLawfulNow("group.coordinator_later", since=last.valid_from)
        last.valid_to = valid_from
        last.save(update_fields=["valid_to"])
    row = Coordination.objects.create(group=group, member=member, valid_from=valid_from)
    record(
        "group.coordinator_set", subject=subject_of(group), by=by, at=at, coordinator=member.pk, valid_from=valid_from
    )
    return row


@transaction.atomic
def end_member(member: Member, *, valid_to: date, by: Actor, at: datetime) -> Member:
    """Let somebody leave. The coordinator hands the group over first. Raises NotLawfulNow, Invalid."""
    group = _lock(member.group)
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.valid_to is not None:
        raise NotLawfulNow("group.left_already", group=group.code)
    if valid_to <= member.valid_from:
        raise Invalid("group.invalid", [FieldError("valid_to", "group.before_joining", since=member.valid_from)])
    if Coordination.objects.filter(Q(valid_to=None) | Q(valid_to__gt=valid_to), member=member).exists():
        raise NotLawfulNow("group.hand_over_first", group=group.code)
    member.valid_to = valid_to
    member.save(update_fields=["valid_to"])
    record("group.left", subject=subject_of(group), by=by, at=at, member=member.pk, valid_to=valid_to)
    return member


@transaction.atomic
def add_territory(
    group: Group, *, place: Place | None = None, village: str = "", valid_from: date, by: Actor, at: datetime
) -> Territory:
    """Give the group an area to help in. Raises Invalid."""
    group = _lock_open(group)
    village = text.normal(village)
    if place is None and not village:
        raise Invalid("group.invalid", [FieldError("village", "group.nowhere")])
    territory = Territory.objects.create(group=group, place=place, village=village, valid_from=valid_from)
    _index(group)
    record(
        "group.territory_added",
        subject=subject_of(group),
        by=by,
        at=at,
        territory=territory.pk,
        place=place.code if place else "",
        valid_from=valid_from,
    )
    return territory


@transaction.atomic
def set_contact(group: Group, *, phone: str, notes: str, by: Actor, at: datetime) -> Group:
    """The number that everybody may call, and notes about the area for the group itself.

    Raises Invalid, NotLawfulNow.
    """
    group = _lock_open(group)
    phone = rules.clean_person(Person("", phone)).phone
    notes = text.normal_lines(notes)
    errors = []
    if phone and not codes.PHONE.match(phone):
        errors.append(FieldError("phone", "party.phone_wrong"))
    if len(notes) > rules.LONGEST_NOTES:
        errors.append(FieldError("notes", "party.too_long", max=rules.LONGEST_NOTES, length=len(notes)))
    if errors:
        raise Invalid("group.invalid", errors)
    changed = [name for name, value in (("phone", phone), ("notes", notes)) if getattr(group, name) != value]
    group.phone, group.notes = phone, notes
    group.save(update_fields=["phone", "notes"])
    if changed:
        parts = ["contact" if name == "phone" else name for name in changed]
        record("group.contact_set", subject=subject_of(group), by=by, at=at, changed=parts)
    return group


@transaction.atomic
def change_member(member: Member, person: Person, *, published: bool, on: date, by: Actor, at: datetime) -> Member:
    """Correct a member's name and number, and whether the number may be shown to everybody: only as long as the member
    agrees, with the day since when. Raises Invalid, NotLawfulNow."""
    group = _lock_open(member.group)
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.valid_to is not None and member.valid_to <= on:
        raise NotLawfulNow("group.left_already", group=group.code)
    person = rules.clean_person(person)
    errors = rules.judge_person(person, path="member")
    if published and not person.phone:
        errors.append(FieldError("member.phone", "group.nothing_to_publish"))
    if errors:
        raise Invalid("group.invalid", errors)
    agreed = member.published_from is not None
    if person.phone != member.phone:
        agreed = False  # agreed for the old number, not for this one
    since = (member.published_from if agreed else on) if published else None
    member.full_name, member.phone, member.published_from = person.full_name, person.phone, since
    member.save(update_fields=["full_name", "phone", "published_from"])
    record("group.member_changed", subject=subject_of(group), by=by, at=at, member=member.pk, published_from=since)
    return member


@transaction.atomic
def end_territory(territory: Territory, *, valid_to: date, by: Actor, at: datetime) -> Territory:
    """The group helps there no longer from a day on. Raises NotLawfulNow, Invalid."""
    group = _lock_open(territory.group)
    row = Territory.objects.select_for_update().get(pk=territory.pk)
    if row.valid_to is not None:
        raise NotLawfulNow("group.territory_ended", group=group.code)
    if valid_to <= row.valid_from:
        raise Invalid("group.invalid", [FieldError("valid_to", "group.before_group", since=row.valid_from)])
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    _index(group)
    record("group.territory_ended", subject=subject_of(group), by=by, at=at, territory=row.pk, valid_to=valid_to)
    return row


@transaction.atomic
def close_group(group: Group, *, valid_to: date, by: Actor, at: datetime) -> Group:
    """End a group with everything that belongs to it, as when its unit is merged away. Raises NotLawfulNow, Invalid."""
    group = _lock_open(group)
    latest = max(
        [group.valid_from]
        + [row.valid_from for row in Coordination.objects.filter(group=group, valid_to=None)]
        + [row.valid_from for row in Member.objects.filter(group=group, valid_to=None)]
        + [row.valid_from for row in Territory.objects.filter(group=group, valid_to=None)]
    )
    if valid_to <= latest:
        raise Invalid("group.invalid", [FieldError("valid_to", "group.before_group", since=latest)])
    Coordination.objects.filter(group=group, valid_to=None).update(valid_to=valid_to)
    Member.objects.filter(group=group, valid_to=None).update(valid_to=valid_to)
    Territory.objects.filter(group=group, valid_to=None).update(valid_to=valid_to)
    group.valid_to = valid_to
    group.save(update_fields=["valid_to"])
    record("group.closed", subject=subject_of(group), by=by, at=at, valid_to=valid_to)
    return group


def _lock(group: Group) -> Group:
    return Group.objects.select_for_update().get(pk=group.pk)


def _lock_open(group: Group) -> Group:
    row = _lock(group)
    if row.valid_to is not None:
        raise NotLawfulNow("group.closed_already", group=row.code)
    return row


def _join(group: Group, person: Person, valid_from: date) -> Member:
    if (
        person.account_id is not None
        and Member.objects.filter(group=group, account_id=person.account_id, valid_to=None).exists()
    ):
        raise NotLawfulNow("group.member_already", group=group.code)
    return Member.objects.create(
        group=group,
        account_id=person.account_id,
        full_name=person.full_name,
        phone=person.phone,
        valid_from=valid_from,
    )


def _holds(member: Member, on: date) -> bool:
    return member.valid_from <= on and (member.valid_to is None or on < member.valid_to)


def _index(group: Group) -> None:
    territories = Territory.objects.filter(group=group, valid_to=None).select_related("place")
    places = [group.place, *[one.place for one in territories]]
    group.search = text.tokens(
        group.name_vi,
        group.name_en,
        group.village,
        agencies.name_of(group.agency, group.valid_from, short=True),
        *[place.name_vi for place in places if place],
        *[one.village for one in territories],
    )
    group.save(update_fields=["search"])
