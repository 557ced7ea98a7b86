"""Posts of an agency."""

import pytest

from motcua.agencies import actions, queries
from motcua.agencies.rules import PostSpec
from motcua.journal import queries as journal
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Cannot, NotLawfulNow
from tests.factories.organisation import AT, LONG_AGO, REFORM, TODAY, a_post, an_agency

pytestmark = pytest.mark.django_db

POSTS = [
    PostSpec("leader", "Chủ tịch", "Chair"),
    PostSpec("specialist_justice", "Công chức Tư pháp - Hộ tịch", "Justice officer", valid_to=REFORM),
    PostSpec("specialist_justice", "Chuyên viên tư pháp", "Justice specialist", "Phòng Văn hóa", "", REFORM),
]


def test_a_post_is_opened_once_at_a_time() -> None:
    agency = an_agency()
    post = actions.create_position(agency, post=a_post(), valid_from=LONG_AGO, by=SYSTEM, at=AT)
    with pytest.raises(Cannot, match=r"position\.overlaps"):
        actions.create_position(agency, post=a_post(), valid_from=REFORM, by=SYSTEM, at=AT)
    actions.close_position(post, on=REFORM, by=SYSTEM, at=AT)
    actions.create_position(agency, post=a_post(), valid_from=REFORM, by=SYSTEM, at=AT)
    assert [one.valid_from for one in queries.positions(agency, TODAY)] == [REFORM]
    assert [event.type for event in journal.events("agency:T01")] == [
        "agency.created",
        "position.created",
        "position.closed",
        "position.created",
    ]


def test_a_post_is_closed_once() -> None:
    post = actions.create_position(an_agency(), post=a_post(), valid_from=REFORM, by=SYSTEM, at=AT)
    with pytest.raises(NotLawfulNow, match=r"position\.closed_already"):
        actions.close_position(post, on=REFORM, by=SYSTEM, at=AT)
    actions.close_position(post, on=TODAY, by=SYSTEM, at=AT)
    with pytest.raises(NotLawfulNow, match=r"position\.closed_already"):
        actions.close_position(post, on=TODAY, by=SYSTEM, at=AT)


def test_the_posts_of_a_typical_agency_follow_the_reform() -> None:
    agency = an_agency()
    found = actions.ensure_positions(agency, POSTS, by=SYSTEM, at=AT)
    assert [post.title_en for post in found["specialist_justice"]] == ["Justice officer", "Justice specialist"]
    assert [post.title_en for post in queries.positions_for(agency, "specialist", LONG_AGO)] == ["Justice officer"]
    assert [post.title_en for post in queries.positions_for(agency, "specialist", REFORM)] == ["Justice specialist"]
    assert [post.slug for post in queries.positions_for(agency, "leader", TODAY)] == ["leader"]


def test_an_agency_has_a_post_only_while_both_exist() -> None:
    gone, new = an_agency("T01", until=REFORM), an_agency("T02", since=REFORM)
    assert {p.title_en for ps in actions.ensure_positions(gone, POSTS, by=SYSTEM, at=AT).values() for p in ps} == {
        "Chair",
        "Justice officer",
    }
    assert queries.positions(gone, REFORM) == []
    assert {p.title_en for ps in actions.ensure_positions(new, POSTS, by=SYSTEM, at=AT).values() for p in ps} == {
        "Chair",
        "Justice specialist",
    }


def test_posts_that_stand_are_left_alone() -> None:
    agency = an_agency()
    actions.ensure_positions(agency, POSTS, by=SYSTEM, at=AT)
    before = len(journal.events("agency:T01"))
    actions.ensure_positions(agency, POSTS, by=SYSTEM, at=AT)
    assert len(journal.events("agency:T01")) == before


def test_posts_end_with_their_agency() -> None:
    agency = an_agency()
    actions.ensure_positions(agency, POSTS, by=SYSTEM, at=AT)
    actions.close_agency(agency, on=TODAY, by=SYSTEM, at=AT)
    assert queries.positions(agency, TODAY) == []
