"""Letters, second requests and stops on the pages, without scripts: officer, leader, counter, superior."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.dossiers.models import Apology, Dossier, StopProposal, SupplementProposal
from motcua.flows import lateness
from motcua.kernel import clock
from motcua.people.models import Account
from tests.asked import asked_of
from tests.rooms.dossiers import points
from tests.rooms.dossiers.points import COUNTER, LEADER, SPECIALIST, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    def enter(role):
        client.logout()
        client.force_login(Account.objects.get(pk=actor(role).account_id))
        return client

    return enter


def late_one():
    """A dossier long past its promise, with the draft that the watch made."""
    dossier = points.received()
    lateness.watch(clock.now())
    return Dossier.objects.get(pk=dossier.pk)


def test_the_officer_writes_the_leader_signs_and_all_are_told(signed_in):
    dossier = late_one()
    page = signed_in(SPECIALIST).get(reverse("officer:late_ahead")).content.decode()
    assert dossier.code in page
    address = reverse("officer:apology", args=[dossier.code])
    refused = signed_in(SPECIALIST).post(address, {"reason_code": "", "reason": "", "due_choice": ""})
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Ghi lý do" in text
    later = clock.local(clock.now() + timedelta(days=7)).replace(microsecond=0).isoformat()
    written = {"reason_code": "workload", "reason": "Nhiều hồ sơ dồn cùng lúc", "due_choice": later}
    assert signed_in(SPECIALIST).post(address, written).status_code == 303
    leader = signed_in(LEADER)
    assert dossier.code in leader.get(reverse("leader:apologies")).content.decode()
    asked = leader.get(reverse("leader:sign_apologies"), {"ma": dossier.code}).content.decode()
    assert "Nhiều hồ sơ dồn cùng lúc." in asked
    assert leader.post(reverse("leader:sign_apologies"), {"ma": dossier.code}).status_code == 303
    assert Apology.objects.get(dossier=dossier).state == "signed"
    said = signed_in("province_leader").get(reverse("leader:apologies"), {"loc": "da-ky"}).content.decode()
    assert dossier.code in said
    assert dossier.code in signed_in(COUNTER).get(reverse("counter:told")).content.decode()
    board = signed_in(LEADER).get(reverse("public:manners", args=["H44.229"]), {"so": "apologies"}).content.decode()
    assert dossier.code in board
    assert "Nhiều hồ sơ" not in board  # public: codes and times


def test_a_letter_that_is_not_signed_goes_back_with_a_reason(signed_in):
    dossier = points.apology_waits()
    leader = signed_in(LEADER)
    address = reverse("leader:refuse_apology", args=[dossier.code])
    assert leader.post(address, {"reason": ""}).status_code == 422
    assert leader.post(address, {"reason": "Còn kịp"}).status_code == 303
    assert Apology.objects.get(dossier=dossier).state == "refused"
    page = signed_in(SPECIALIST).get(reverse("officer:apology", args=[dossier.code])).content.decode()
    assert "Còn kịp" in page


def test_choosing_nothing_says_so(signed_in):
    points.apology_waits()
    answer = signed_in(LEADER).post(reverse("leader:sign_apologies"), {}, follow=True)
    assert "Chọn ít nhất một thư" in answer.content.decode()


def test_asking_again_goes_to_the_leader_who_allows_it(signed_in):
    code = points.asked(points.received().code, at=points.minutes(2)).code
    from motcua.dossiers import actions

    actions.supplement(code, answers={}, papers=[], note="Đây", by=actor("citizen"), at=points.minutes(3))
    page = signed_in(SPECIALIST).get(reverse("officer:ask_supplement", args=[code])).content.decode()
    assert "Lần này phải có lãnh đạo đồng ý" in page
    body = {"other": "Trang sau", "reason": "Thiếu trang sau", "ground": "118/2025/NĐ-CP, Điều 17"}
    assert signed_in(SPECIALIST).post(reverse("officer:ask_supplement", args=[code]), body).status_code == 303
    assert SupplementProposal.objects.get(dossier__code=code).state == "waiting"
    leader = signed_in(LEADER)
    assert code in leader.get(reverse("leader:second_requests")).content.decode()
    one = reverse("leader:second_request", args=[code])
    assert leader.post(one, {"act": "allow", "reason": ""}).status_code == 422
    assert leader.post(one, {"act": "allow", "reason": "Trang sau mới thấy"}).status_code == 303
    assert Dossier.objects.get(code=code).state == "supplement_requested"


def test_silence_is_decided_on_its_own_page(signed_in):
    dossier = points.silent()
    leader = signed_in(LEADER)
    assert dossier.code in leader.get(reverse("leader:stops")).content.decode()
    one = reverse("leader:stop", args=[dossier.code])
    assert "Dừng, mẫu 05" in leader.get(one).content.decode()
    assert leader.post(one, {"act": "wait", "reason": ""}).status_code == 422
    assert leader.post(one, {"act": "wait", "reason": "Người nộp đang nằm viện"}).status_code == 303
    assert StopProposal.objects.get(dossier=dossier).state == "kept"


def test_the_counts_in_the_bar_equal_the_lists(signed_in):
    points.apology_waits()
    points.asked_again()
    points.silent()
    page = signed_in(LEADER).get(reverse("leader:apologies")).content.decode()
    from motcua.desks.leader import manners

    assert manners.counts(actor(LEADER), clock.now()) == {"apologies": 1, "second_requests": 1, "stops": 1}
    assert "Xin lỗi, dừng" in page


def test_lists_ask_little_of_the_database(signed_in):
    for _several in range(3):
        points.apology_waits()
        points.silent()
    leader = signed_in(LEADER)
    for name in ("apologies", "second_requests", "stops"):
        leader.get(reverse(f"leader:{name}"))
        with CaptureQueriesContext(connection) as captured:
            leader.get(reverse(f"leader:{name}"), {"x": "1"})
        assert len(asked_of(captured)) <= 15
