"""Reading groups, as they were on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from motcua.agencies import queries as agencies
from motcua.community.models import Coordination, Group, Member, Territory
from motcua.kernel import text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.people import access


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group for a page, with whom to call."""

    id: int
    code: str
    name_vi: str
    name_en: str
    level: str
    village: str
    agency_code: str
    coordinator: str  # full name; "" when the day has none
    phone: str  # the coordinator's own: for the group and those who manage it
    public_phone: str  # what everybody may call: the group's number, else the coordinator's where he agreed
    members: int


def groups_on(on: date) -> QuerySet[Group]:
    """Every group that exists on a day."""
    return Group.objects.filter(_holding(on))


def groups_of(agency_code: str, on: date) -> list[GroupRow]:
    """The groups of an agency and of all units under it on that day: the wider level first, then by name.

    Raises NotVisible for an unknown agency.
    """
    return _rows(groups_on(on).filter(agency_id__in=agencies.under(agency_code, on)), on)


def count_groups(agency_code: str, on: date) -> int:
    """How many groups an agency and the units under it have on that day. Raises NotVisible."""
    return groups_on(on).filter(agency_id__in=agencies.under(agency_code, on)).count()


def find_group(code: str) -> Group | None:
    """The group of that code, existing or closed."""
    return Group.objects.select_related("agency", "place").filter(code=code).first()


def groups_matching(q: str, on: date, *, limit: int = 20) -> list[GroupRow]:
    """Groups found by the name of a village, place or group, with or without diacritics; every word must fit."""
    tokens = text.tokens(q).split()[:8]
    if not tokens:
        return []
    found = Q()
    for token in tokens:
        found &= Q(search__startswith=token) | Q(search__contains=f" {token}")
    return _rows(groups_on(on).filter(found), on)[:limit]


def groups_near(q: str, on: date, *, limit: int = 20) -> list[GroupRow]:
    """As `groups_matching`, also by the commune's name, today's or an older one: "Khoan Dụ", "thôn Đồi xã Khoan Dụ".

    The words before the commune's name must fit the group, so that a village of one name in two communes is told apart.
    """
    if found := groups_matching(q, on, limit=limit):
        return found
    words = text.normal(q).replace(",", " ").split()[:12]
    for cut in range(len(words)):
        communes = [one.agency.id for one in agencies.search_agencies(" ".join(words[cut:]), on, "commune")]
        if not communes:
            continue
        rows = groups_on(on).filter(agency_id__in=communes)
        for token in text.tokens(" ".join(words[:cut])).split():
            rows = rows.filter(Q(search__startswith=token) | Q(search__contains=f" {token}"))
        if near := _rows(rows, on)[:limit]:
            return near
    return []


def manageable(actor: Actor, on: date) -> QuerySet[Group]:
    """The groups that an actor may change (`community.manage`): those it coordinates, or those of its agency."""
    scope = access.scope("community.manage", actor)
    if scope.kind == "own":
        led = Coordination.objects.filter(_holding(on), member__account_id=scope.account_id or 0).values("group_id")
        return groups_on(on).filter(pk__in=led)
    if scope.kind in ("agency", "below"):
        return groups_on(on).filter(agency_id__in=agencies.under(scope.agency, on))
    return Group.objects.none()


def get_manageable(code: str, actor: Actor, on: date) -> Group:
    """Raises NotVisible `group.unknown`."""
    row = manageable(actor, on).select_related("agency", "place").filter(code=code).first()
    if row is None:
        raise NotVisible("group.unknown", group=code)
    return row


def rows_of(groups: QuerySet[Group], on: date) -> list[GroupRow]:
    """Rows for a list: the wider level first, then by name."""
    return _rows(groups, on)


def published_members(group: Group, on: date) -> list[Member]:
    """Members whose number everybody may see, because they agreed."""
    return [one for one in members(group, on) if _published(one, on)]


def _published(member: Member | None, on: date) -> str:
    if member is None or member.published_from is None or member.published_from > on:
        return ""
    return member.phone


def groups_of_account(account_id: int, on: date) -> list[GroupRow]:
    """The groups that an account belongs to on a day."""
    joined = Member.objects.filter(_holding(on), account_id=account_id).values("group")
    return _rows(groups_on(on).filter(pk__in=joined), on)


def coordinator(group: Group, on: date) -> Member | None:
    """Who coordinates the group on a day."""
    row = Coordination.objects.select_related("member").filter(_holding(on), group=group).first()
    return row.member if row else None


def members(group: Group, on: date) -> list[Member]:
    """Who belongs to the group on a day, by the last word of the name."""
    found = Member.objects.filter(_holding(on), group=group)
    return sorted(found, key=lambda member: text.name_key(member.full_name))


def territory(group: Group, on: date) -> list[Territory]:
    """Where the group helps on a day."""
    return list(Territory.objects.select_related("place").filter(_holding(on), group=group).order_by("id"))


_ORDER = {"district": 0, "commune": 1, "village": 2}


def _holding(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))


def _rows(groups: QuerySet[Group], on: date) -> list[GroupRow]:
    found = sorted(
        groups.select_related("agency"),
        key=lambda group: (_ORDER[group.level], text.fold(group.name_vi), group.code),
    )
    ids = [group.pk for group in found]
    leading = {
        row.group_id: row.member
        for row in Coordination.objects.select_related("member").filter(_holding(on), group_id__in=ids)
    }
    counted: dict[int, int] = {}
    for group_id in Member.objects.filter(_holding(on), group_id__in=ids).values_list("group_id", flat=True):
        counted[group_id] = counted.get(group_id, 0) + 1
    return [
        GroupRow(
            id=group.pk,
            code=group.code,
            name_vi=group.name_vi,
            name_en=group.name_en,
            level=group.level,
            village=group.village,
            agency_code=group.agency.code,
            coordinator=leading[group.pk].full_name if group.pk in leading else "",
            phone=leading[group.pk].phone if group.pk in leading else "",
            public_phone=group.phone or _published(leading.get(group.pk), on),
            members=counted.get(group.pk, 0),
        )
        for group in found
    ]
