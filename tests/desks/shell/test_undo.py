"""The undo strip of staff pages, and the page of what can still be undone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client, RequestFactory

from motcua.dossiers import actions
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from tests.factories.plain_lives import staff
from tests.factories.proposals import a_proposed_dossier, browser_of

pytestmark = pytest.mark.django_db
PAGE = "/hoan-tac/"


@pytest.fixture
def leader() -> Client:
    return browser_of(staff("commune_leader"))


def approved(count: int = 1, *, minutes_ago: int = 1) -> list[Dossier]:
    """Approved by the leader in one press."""
    at = clock.now() - timedelta(minutes=minutes_ago)
    rows = [a_proposed_dossier(at=at - timedelta(hours=3)) for _ in range(count)]
    return [actions.approve(row.code, by=staff("commune_leader"), at=at) for row in rows]


def marks(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="viec" value="')[1:]]


def test_one_press_is_one_strip_and_one_undoing(leader: Client) -> None:
    rows = approved(3)
    page = leader.get(PAGE).content.decode()
    assert page.count('class="undo') == 1
    assert "Đã duyệt 3 hồ sơ." in page
    answer = leader.post(PAGE, {"viec": marks(page), "next": "/lanh-dao/cho-ky/"})
    assert (answer.status_code, answer["Location"]) == (303, "/lanh-dao/cho-ky/")
    assert {Dossier.objects.get(pk=row.pk).state for row in rows} == {"processing"}
    assert "Không còn việc nào hoàn tác được." in leader.get(PAGE).content.decode()


def test_it_says_which_could_not_be_undone_and_why(leader: Client) -> None:
    first, second = approved(2)
    found = marks(leader.get(PAGE).content.decode())
    actions.deliver(first.code, way="counter", by=staff("single_window_officer"), at=clock.now())
    page = leader.post(PAGE, {"viec": found}, follow=True).content.decode()
    assert f"{first.code}: Đã có việc khác sau đó nên không hoàn tác được." in page
    assert f"hồ sơ {second.code} trở lại như trước" in page


def test_after_the_window_a_sentence_says_what_to_do(leader: Client) -> None:
    [row] = approved(minutes_ago=int(settings.UNDO_WINDOW.total_seconds() // 60) + 1)
    assert marks(leader.get(PAGE).content.decode()) == []
    page = leader.post(PAGE, {"viec": f"{row.code}~5"}, follow=True).content.decode()
    assert "Đã quá giờ hoàn tác" in page or "Không còn việc nào" in page
    assert Dossier.objects.get(pk=row.pk).state == "finished"


def test_nonsense_undoes_nothing(leader: Client) -> None:
    approved()
    answer = leader.post(PAGE, {"viec": ["", "~", "H44.229-260101-9999~1", "x~99999999999"]})
    assert answer.status_code == 303
    assert Dossier.objects.filter(state="finished").count() == 1


def test_the_strip_shows_the_last_press_only_and_leads_to_the_others() -> None:
    by = staff("commune_leader")
    approved(minutes_ago=4)
    [row] = approved(minutes_ago=1)
    request = RequestFactory().get("/viec/")
    request.actor = by  # type: ignore[attr-defined]
    drawn = Template("{% undo_last %}").render(Context({"request": request}))
    assert marks(drawn) == [f"{row.code}~{5}"]
    assert 'name="next" value="/viec/"' in drawn
    assert PAGE in drawn
    request.actor = staff("specialist_officer")  # type: ignore[attr-defined]
    assert Template("{% undo_last %}").render(Context({"request": request})).strip() == ""
