"""My dossiers: what waits for me first; searched, filtered, ordered, paged; drafts apart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.people import queries as people
from motcua.people.models import Account
from tests.asked import asked_of
from tests.desks.citizen import story
from tests.factories import plain_lives


@pytest.fixture
def several(mine) -> list[Dossier]:
    """Three of mine: one in hand, one that waits for me, one that ended; oldest first."""
    rows = [story.submitted(mine) for _ in range(3)]
    Dossier.objects.filter(pk=rows[0].pk).update(state=State.SUPPLEMENT_REQUESTED)
    Dossier.objects.filter(pk=rows[1].pk).update(state=State.WITHDRAWN)
    return rows


def shown(page) -> list[str]:
    return [card.dossier.code for card in page.context["cards"]]


def test_what_waits_for_me_comes_first_then_what_is_in_hand(mine, several):
    assert shown(mine.get("/ho-so/")) == [several[0].code, several[2].code, several[1].code]
    assert shown(mine.get("/ho-so/?xep=newest")) == [several[2].code, several[1].code, several[0].code]


def test_filters_count_what_they_open(mine, several):
    page = mine.get("/ho-so/")
    assert [(tab.count, tab.current) for tab in page.context["filters"]] == [
        (3, True),
        (1, False),
        (1, False),
        (1, False),
    ]
    for tab in page.context["filters"]:
        assert len(shown(mine.get(f"/ho-so/{tab.url}" if tab.url.startswith("?") else tab.url))) == tab.count


def test_search_and_filter_together_and_nonsense_is_harmless(mine, several):
    assert shown(mine.get(f"/ho-so/?q={several[1].code}&nhom=ended")) == [several[1].code]
    assert shown(mine.get(f"/ho-so/?q={several[1].code}&nhom=mine")) == []
    assert len(shown(mine.get("/ho-so/?nhom=xyz&xep=abc&page=zz"))) == 3


def test_empty_states_say_what_to_do(mine):
    assert "chưa nộp hồ sơ nào" in mine.get("/ho-so/").content.decode()
    story.submitted(mine)
    assert "Không có việc nào chờ ông/bà" in mine.get("/ho-so/?nhom=mine").content.decode()
    assert "Không thấy hồ sơ nào" in mine.get("/ho-so/?q=khongco").content.decode()


def test_a_begun_one_is_listed_resumed_and_thrown_away(mine):
    draft = story.begin(mine)
    body = mine.get("/ho-so/").content.decode()
    assert f"/ban-nhap/{draft.key}/" in body
    assert mine.get(f"/ban-nhap/{draft.key}/")["Location"].endswith("/nguoi-nop/")
    asked = mine.get(f"/ban-nhap/{draft.key}/bo/")
    assert asked.status_code == 200
    assert "Bỏ bản nháp này?" in asked.content.decode()
    assert mine.post(f"/ban-nhap/{draft.key}/bo/").status_code == 303
    assert f"/ban-nhap/{draft.key}/" not in mine.get("/ho-so/").content.decode()


def test_few_queries_however_long_the_list(mine, several):
    for address in ("/ho-so/", f"/ho-so/{several[2].code}/"):
        with CaptureQueriesContext(connection) as captured:
            mine.get(address)
        assert len(asked_of(captured)) <= 15, address


def test_only_my_own(several, client_of):
    other: Account = plain_lives.an_account("0900000006")
    assert people.get_account(other.pk)
    assert shown(client_of(other).get("/ho-so/")) == []
