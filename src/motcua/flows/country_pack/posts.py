"""The posts of a typical agency, given to a real one."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from motcua.agencies import actions
from motcua.agencies.models import Agency, Position
from motcua.agencies.rules import PostSpec
from motcua.flows.country_pack.faults import Faults
from motcua.flows.country_pack.organisation import read_posts
from motcua.flows.country_pack.pack import TypicalPost
from motcua.flows.country_pack.reader import packaged
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Cannot

WARD = "Phường"


def open_posts(
    agency: Agency, kind: str = "", *, at: datetime, by: Actor = SYSTEM, root: Path | None = None
) -> dict[str, list[Position]]:
    """Give an agency the posts that the pack has for its kind; what stands is left alone.

    Returns all its posts by slug.

    Raises Cannot("pack.posts_unknown") for a kind without typical posts, PackInvalid.
    """
    kind = kind or agency.kind
    typical = _typical(root or packaged()).get(kind)
    if typical is None:
        raise Cannot("pack.posts_unknown", kind=kind)
    is_ward = agency.place is not None and agency.place.name_vi.startswith(f"{WARD} ")
    return actions.ensure_positions(agency, [_post(one, is_ward) for one in typical], by=by, at=at)


@lru_cache(maxsize=4)
def _typical(root: Path) -> dict[str, tuple[TypicalPost, ...]]:
    faults = Faults()
    found = read_posts(root, faults)
    faults.stop()
    return found


def _post(typical: TypicalPost, is_ward: bool) -> PostSpec:
    post = typical.post
    if not (is_ward and typical.ward_unit_vi):
        return post
    return PostSpec(
        slug=post.slug,
        title_vi=post.title_vi,
        title_en=post.title_en,
        unit_vi=typical.ward_unit_vi,
        unit_en=typical.ward_unit_en,
        valid_from=post.valid_from,
        valid_to=post.valid_to,
    )
