"""Posts of an agency."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.agencies import rules
from motcua.agencies.models import Agency, Position
from motcua.journal.reasons import record_why
from motcua.kernel import text
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, FieldError, Invalid, NotLawfulNow


@transaction.atomic
def create_position(
    agency: Agency,
    *,
    post: rules.PostSpec,
    valid_from: date,
    reason: str = "",
    decision_no: str = "",
    by: Actor,
    at: datetime,
) -> Position:
    """Open a post from a day on. Raises Cannot when the agency has that post then."""
    try:
        with transaction.atomic():
            position = Position.objects.create(
                agency=agency,
                slug=post.slug,
                title_vi=post.title_vi,
                title_en=post.title_en,
                unit_vi=post.unit_vi,
                unit_en=post.unit_en,
                valid_from=valid_from,
                valid_to=post.valid_to,
            )
    except IntegrityError:
        raise Cannot("position.overlaps", slug=post.slug, valid_from=valid_from.isoformat()) from None
    record_why(
        "position.created",
        subject=f"agency:{agency.code}",
        by=by,
        at=at,
        slug=post.slug,
        reason=reason,
        ground=decision_no,
        position=position.pk,
        valid_from=valid_from,
        valid_to=post.valid_to,
    )
    return position


@transaction.atomic
def close_position(
    position: Position, *, on: date, reason: str = "", decision_no: str = "", by: Actor, at: datetime
) -> Position:
    """End a post on a day. Raises NotLawfulNow when it has ended or not begun. Its holders: `flows.posts`."""
    position = Position.objects.select_for_update(of=("self",)).select_related("agency").get(pk=position.pk)
    if position.valid_to is not None or position.valid_from >= on:
        raise NotLawfulNow("position.closed_already", slug=position.slug)
    position.valid_to = on
    position.save(update_fields=["valid_to"])
    record_why(
        "position.closed",
        subject=f"agency:{position.agency.code}",
        by=by,
        at=at,
        reason=reason,
        ground=decision_no,
        slug=position.slug,
        position=position.pk,
        valid_to=on,
    )
    return position


@transaction.atomic
def rename_position(
    position: Position,
    *,
    title_vi: str,
    title_en: str = "",
    unit_vi: str = "",
    unit_en: str = "",
    on: date,
    reason: str = "",
    decision_no: str = "",
    by: Actor,
    at: datetime,
) -> Position:
    """The post under another name from a day on: the row before ends, the one that follows is returned. Raises
    Invalid("position.invalid"), NotLawfulNow (position.same, .closed_already, .change_too_early)."""
    if not text.normal(title_vi):
        raise Invalid("position.invalid", [FieldError("title_vi", "position.title_missing")])
    row = Position.objects.select_for_update(of=("self",)).select_related("agency").get(pk=position.pk)
    named = tuple(text.normal(one)[:120] for one in (title_vi, title_en, unit_vi, unit_en))
    if named == (row.title_vi, row.title_en, row.unit_vi, row.unit_en):
        raise NotLawfulNow("position.same")
    if row.valid_to is not None and row.valid_to <= on:
        raise NotLawfulNow("position.closed_already", slug=row.slug)
    if on <= row.valid_from:
        raise NotLawfulNow("position.change_too_early", valid_from=row.valid_from)
    end = row.valid_to
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    new = Position.objects.create(
        agency=row.agency,
        slug=row.slug,
        title_vi=named[0],
        title_en=named[1],
        unit_vi=named[2],
        unit_en=named[3],
        valid_from=on,
        valid_to=end,
    )
    record_why(
        "position.renamed",
        subject=f"agency:{row.agency.code}",
        by=by,
        at=at,
        reason=reason,
        ground=decision_no,
        slug=row.slug,
        before=row.pk,
        position=new.pk,
        valid_from=on,
    )
    return new


@transaction.atomic
def ensure_positions(
    agency: Agency, posts: Iterable[rules.PostSpec], *, by: Actor, at: datetime
) -> dict[str, list[Position]]:
    """Give an agency the posts of a typical one, each for the days on which both exist; what stands is left alone.

    Returns all posts of the agency by slug, oldest first.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    first, last = _life(agency)
    standing = set(Position.objects.filter(agency=agency).values_list("slug", "valid_from"))
    for post in posts:
        begin = max(post.valid_from or first, first)
        end = min((day for day in (post.valid_to, last) if day is not None), default=None)
        if (end is not None and begin >= end) or (post.slug, begin) in standing:
            continue
        dated = rules.PostSpec(
            slug=post.slug,
            title_vi=post.title_vi,
            title_en=post.title_en,
            unit_vi=post.unit_vi,
            unit_en=post.unit_en,
            valid_to=end,
        )
        create_position(agency, post=dated, valid_from=begin, by=by, at=at)
    found: dict[str, list[Position]] = {}
    for position in Position.objects.filter(agency=agency).order_by("slug", "valid_from"):
        found.setdefault(position.slug, []).append(position)
    return found


def _life(agency: Agency) -> tuple[date, date | None]:
    """First day of the agency and the day on which it ended (None: it stands)."""
    periods = list(agency.periods.order_by("valid_from").values_list("valid_from", "valid_to"))
    if not periods:
        raise NotLawfulNow("agency.not_existing", agency=agency.code, on="")
    return periods[0][0], periods[-1][1]
