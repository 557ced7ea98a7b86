"""A list handed over by the counter: in hand-over with a clock, accepted all or in part, sent back with a reason."""

from datetime import datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.agencies.models import Position
from motcua.catalogue.models import ProcedureVersion
from motcua.deadlines.reader import packaged_calendar, read_calendar
from motcua.deadlines.rules import hand_over_by
from motcua.dossiers.actions import answering, counter_day
from motcua.dossiers.models import Dossier, HandOverAnswer, HandOverList
from motcua.dossiers.queries import counter_day as days
from motcua.dossiers.queries import handing
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.errors import NotLawfulNow, NotVisible
from tests.asked import asked_of
from tests.factories.plain_lives import a_commune, a_province, staff
from tests.factories.proposals import browser_of
from tests.rooms.dossiers.points import at_the_forward_step, minutes

pytestmark = pytest.mark.django_db
COUNTER, SPECIALIST, LEADER = "single_window_officer", "specialist_officer", "commune_leader"
PAGE = "/viec/ban-giao-den/"


def handed(count: int = 1) -> tuple[HandOverList, list[Dossier]]:
    """So many dossiers on one list, at 08:10 on Monday 05/01/2026."""
    found = [at_the_forward_step() for _ in range(count)]
    Position.objects.filter(slug__contains=SPECIALIST).update(slug="justice")
    ProcedureVersion.objects.update(handled_by="justice")
    (group,) = days.to_hand_over(a_commune(), clock.local_day(minutes(10)))
    made = counter_day.hand_over_papers(
        a_commune(), group.unit.key, [one.code for one in found], by=staff(COUNTER), at=minutes(10)
    )
    return made, [Dossier.objects.get(pk=one.pk) for one in found]


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-11-09T08:00", "2026-11-09T17:00"),
        ("2026-11-09T14:59", "2026-11-09T17:00"),
        ("2026-11-09T15:00", "2026-11-10T07:00"),  # from the cut-off on: the next working day's opening
        ("2026-11-13T16:00", "2026-11-16T07:00"),  # a Friday
        ("2026-11-14T09:00", "2026-11-16T07:00"),  # a Saturday
        ("2026-08-21T15:30", "2026-08-22T07:00"),  # the next day is a make-up day
    ],
)
def test_until_when_a_list_is_answered(at: str, until: str) -> None:
    calendar = read_calendar(packaged_calendar())

    def local(words: str) -> datetime:
        return datetime.fromisoformat(words).replace(tzinfo=clock.LOCAL)

    assert hand_over_by(local(at), calendar, time(15)) == local(until)


def test_what_is_handed_over_is_visibly_between_two_units_until_it_is_accepted() -> None:
    made, (first, second) = handed(2)
    officer = browser_of(staff(SPECIALIST))
    page = officer.get(PAGE)
    assert [line.dossier.code for line in page.context["lists"][0].lines] == [first.code, second.code]
    assert "Đang bàn giao" in officer.get(f"/viec/ho-so/{first.code}/").content.decode()
    assert "đang bàn giao" in officer.get("/viec/?cua=don-vi").context["rows"][0].aside
    counter = browser_of(staff(COUNTER))
    assert "còn chờ 2" in counter.get(f"/quay/ngay/?ngay={made.day.isoformat()}").content.decode()
    assert officer.post(f"{PAGE}{made.pk}/nhan/", {"code": [first.code], "chosen": "1"}).status_code == 303
    assert handing.in_hand_over([first.pk, second.pk]).keys() == {second.pk}
    assert journal.events(first.code)[-1].type == "dossier.hand_over_accepted"
    assert officer.post(f"{PAGE}{made.pk}/nhan/", {"all": "1"}).status_code == 303
    assert not officer.get(PAGE).context["lists"]
    assert "nhận 2, trả lại 0, còn chờ 0" in counter.get(f"/quay/ngay/?ngay={made.day.isoformat()}").content.decode()


def test_nothing_ticked_is_said_at_the_list() -> None:
    made, _dossiers = handed()
    answer = browser_of(staff(SPECIALIST)).post(f"{PAGE}{made.pk}/nhan/", {"chosen": "1"})
    assert answer.status_code == 422
    assert HandOverAnswer.objects.count() == 0


def test_what_is_sent_back_stands_at_the_top_of_the_counters_list_with_its_reason() -> None:
    made, (first, second) = handed(2)
    officer = browser_of(staff(SPECIALIST))
    url = f"{PAGE}{made.pk}/tra-lai/{second.code}/"
    assert "đứng đầu danh sách" in officer.get(url).content.decode()
    assert officer.post(url, {"reason": " "}).status_code == 422
    assert officer.post(url, {"reason": "Thiếu trang 2"}).status_code == 303
    second.refresh_from_db()
    assert second.step == "forward"
    third = at_the_forward_step()
    waits = list(days.waits_for_hand_over(a_commune()))
    assert [one.code for one in waits] == [second.code, third.code]
    page = browser_of(staff(COUNTER)).get("/quay/ngay/").content.decode()
    assert "Thiếu trang 2" in page
    assert "Thiếu trang 2" not in "".join(event.facts for event in journal.events(second.code))
    (group,) = days.to_hand_over(a_commune(), clock.local_day(minutes(60)))
    counter_day.hand_over_papers(a_commune(), group.unit.key, [second.code], by=staff(COUNTER), at=minutes(60))
    assert handing.in_hand_over([first.pk, second.pk]).keys() == {first.pk, second.pk}


def test_what_went_on_is_not_sent_back() -> None:
    made, (dossier,) = handed()
    browser_of(staff(SPECIALIST)).post(f"/viec/ho-so/{dossier.code}/viec/propose/", {"result": "approve"})
    with pytest.raises(NotLawfulNow) as refused:
        answering.return_line(made.pk, dossier.code, reason="Thiếu", by=staff(SPECIALIST), at=clock.now())
    assert refused.value.code == "hand_over.went_on"
    assert HandOverAnswer.objects.count() == 0


def test_the_second_to_answer_is_told_who_was_first() -> None:
    made, (dossier,) = handed()
    answering.accept_lines(made.pk, [dossier.code], by=staff(SPECIALIST), at=minutes(20))
    colleague = staff(SPECIALIST, username="hoa")
    for answer in (
        lambda: answering.accept_lines(made.pk, [dossier.code], by=colleague, at=minutes(21)),
        lambda: answering.return_line(made.pk, dossier.code, reason="Thiếu", by=colleague, at=minutes(21)),
    ):
        with pytest.raises(NotLawfulNow) as refused:
            answer()
        assert refused.value.code == "hand_over.answered_already"


def test_another_agency_learns_nothing_of_a_list() -> None:
    made, (dossier,) = handed()
    stranger = staff(SPECIALIST, agency=a_province(), username="xa")
    with pytest.raises(NotVisible):
        answering.accept_lines(made.pk, [dossier.code], by=stranger, at=minutes(20))
    assert browser_of(stranger).get(f"{PAGE}{made.pk}/tra-lai/{dossier.code}/").status_code == 404


def test_what_the_counter_undid_waits_for_nobody() -> None:
    _made, (dossier,) = handed()
    from motcua.dossiers import actions

    actions.undo(dossier.code, by=staff(COUNTER), at=minutes(12))
    assert not handing.in_hand_over([dossier.pk])


def test_a_late_acceptance_is_seen_by_the_leader() -> None:
    made, (dossier,) = handed()
    late = handing.late_lists(staff(LEADER), clock.now())
    assert [(one.hand_over.pk, [line.dossier.code for line in one.lines]) for one in late] == [
        (made.pk, [dossier.code])
    ]
    assert dossier.code in browser_of(staff(LEADER)).get("/lanh-dao/bao-len/").content.decode()


def test_the_page_asks_as_much_for_many_as_for_few() -> None:
    handed(1)
    officer = browser_of(staff(SPECIALIST))
    officer.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        officer.get(PAGE)
    handed(6)
    officer.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        officer.get(PAGE)
    assert len(asked_of(many)) <= len(asked_of(few))
    assert len(asked_of(many)) <= 15
