"""Posts of an agency."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.agencies import rules
from motcua.agencies.models import Agency, Position
from motcua.journal.actions import record
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Cannot, NotLawfulNow


@transaction.atomic
def create_position(agency: Agency, *, post: rules.PostSpec, valid_from: date, by: Actor, at: datetime) -> Position:
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
    record(
        "position.created",
        subject=f"agency:{agency.code}",
        by=by,
        at=at,
        slug=post.slug,
        position=position.pk,
        valid_from=valid_from,
        valid_to=post.valid_to,
    )
    return position


@transaction.atomic
def close_position(position: Position, *, on: date, by: Actor, at: datetime) -> Position:
    """End a post on a day. Raises NotLawfulNow when it has ended or not begun."""
    position = Position.objects.select_for_update(of=("self",)).select_related("agency").get(pk=position.pk)
    if position.valid_to is not None or position.valid_from >= on:
        raise NotLawfulNow("position.closed_already", slug=position.slug)
    position.valid_to = on
    position.save(update_fields=["valid_to"])
    record("position.closed", subject=f"agency:{position.agency.code}", by=by, at=at, slug=position.slug, valid_to=on)
    return position


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
