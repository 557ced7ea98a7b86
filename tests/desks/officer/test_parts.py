"""The pages of parts at other agencies: the inbox, one part, asking another agency; what a guest sees of a dossier."""

from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.dossiers import actions as dossiers
from motcua.dossiers import queries
from motcua.dossiers.models import Part
from motcua.flows.replaying import replay_one
from motcua.kernel import clock
from tests.factories.files import a_pdf
from tests.factories.plain_lives import a_received_dossier, staff
from tests.factories.proposals import browser_of
from tests.factories.several_agencies import a_department, a_dossier_with_parts, a_part_step

pytestmark = pytest.mark.django_db


def now():
    return clock.now() - timedelta(hours=2)


def builder(role: str = "specialist_officer", username: str = ""):
    return staff(role, agency=a_department(), username=username)


def page_of(actor, address: str) -> str:
    response = browser_of(actor).get(address)
    assert response.status_code == 200
    return response.content.decode()


def asked():
    return a_dossier_with_parts(a_part_step("look", "H44.44"), at=now())


def test_the_inbox_shows_what_is_asked_by_whom_until_when_and_who_has_it():
    dossier = asked()
    words = page_of(builder(), reverse("officer:parts"))
    assert "Phần look" in words
    assert "Xã Lạc Thủy" in words
    assert "chưa nhận" in words
    assert dossier.code in words
    dossiers.accept_part(dossier.code, number=1, by=builder(), at=clock.now())
    assert "Bùi Thị Mai" in page_of(builder("commune_leader"), reverse("officer:parts") + "?loc=dang-lam")
    awaited = page_of(staff("specialist_officer"), reverse("officer:parts"))
    assert "Sở Xây dựng" in awaited


def test_a_part_is_accepted_answered_with_a_paper_and_read_by_who_asked():
    dossier = asked()
    browser = browser_of(builder())
    address = reverse("officer:part", args=[dossier.code, 1])
    assert "Nhận phần việc này" in browser.get(address).content.decode()
    done = browser.post(reverse("officer:part_act", args=[dossier.code, 1, "nhan"]))
    assert (done.status_code, done["Location"]) == (303, address)
    wrong = browser.post(reverse("officer:part_act", args=[dossier.code, 1, "tra-loi"]), {"answer": ""})
    assert wrong.status_code == 422
    assert "Ghi kết quả, ý kiến" in wrong.content.decode()
    from django.core.files.uploadedfile import SimpleUploadedFile

    paper = SimpleUploadedFile("tham-dinh.pdf", a_pdf(), "application/pdf")
    browser.post(
        reverse("officer:part_act", args=[dossier.code, 1, "tra-loi"]), {"answer": "Đúng quy hoạch", "papers": paper}
    )
    part = Part.objects.get(dossier=dossier)
    assert part.state == "done"
    assert part.papers.get().upload.used_at is not None
    asker = browser_of(staff("specialist_officer"))
    words = asker.get(reverse("officer:dossier", args=[dossier.code])).content.decode()
    assert "Đúng quy hoạch" in words
    assert "tham-dinh.pdf" in words
    assert asker.get(reverse("officer:part_paper", args=[dossier.code, 1, 1])).status_code == 200


def test_a_part_is_given_to_somebody_sent_back_and_sent_again():
    dossier = asked()
    hoa = builder(username="hoa")
    leader = browser_of(builder("commune_leader"))
    leader.post(reverse("officer:part_act", args=[dossier.code, 1, "giao"]), {"to": "hoa"})
    assert Part.objects.get().assigned_to_id == hoa.account_id
    empty = browser_of(hoa).post(reverse("officer:part_act", args=[dossier.code, 1, "tra-lai"]), {"reason": ""})
    assert empty.status_code == 422
    browser_of(hoa).post(reverse("officer:part_act", args=[dossier.code, 1, "tra-lai"]), {"reason": "Thiếu bản vẽ"})
    holder = browser_of(staff("specialist_officer"))
    words = holder.get(reverse("officer:part", args=[dossier.code, 1])).content.decode()
    assert "Thiếu bản vẽ" in words
    holder.post(reverse("officer:part_act", args=[dossier.code, 1, "gui-lai"]), {"question": "Đã thêm bản vẽ"})
    assert [part.state for part in queries.parts_of(dossier)] == ["returned", "handed"]


def test_another_agency_is_asked_by_hand():
    dossier = a_received_dossier(at=now())
    a_department()
    browser = browser_of(staff("specialist_officer"))
    address = reverse("officer:ask_agency", args=[dossier.code])
    assert "Sở Xây dựng" in browser.get(address).content.decode()
    body = {"agency": "H44.44", "kind": "opinion", "question": "", "hours": "16"}
    assert browser.post(address, body).status_code == 422
    assert browser.post(address, {**body, "question": "Có quy hoạch không?"}).status_code == 303
    part = Part.objects.get()
    assert (part.hours, part.kind) == (16, "opinion")
    words = browser.get(reverse("officer:dossier", args=[dossier.code])).content.decode()
    assert "Nơi khác cùng làm" in words
    assert "Có quy hoạch không?" in words


@pytest.mark.parametrize("again", [True, False])
def test_what_was_asked_by_hand_and_sent_back_is_dealt_with(again):
    """Asked once more, or not needed: it calls no longer at the top of the queue."""
    dossier = a_received_dossier(at=now())
    a_department()
    browser = browser_of(staff("specialist_officer"))
    body = {"agency": "H44.44", "kind": "opinion", "question": "Có quy hoạch không?", "hours": "16"}
    browser.post(reverse("officer:ask_agency", args=[dossier.code]), body)
    page = reverse("officer:part", args=[dossier.code, 1])
    browser_of(builder()).post(reverse("officer:part_act", args=[dossier.code, 1, "tra-lai"]), {"reason": "Thiếu"})
    assert page in browser.get(reverse("officer:queue")).content.decode()
    assert "Phần việc này đã xong" not in browser.get(page).content.decode()
    if again:
        browser.post(reverse("officer:ask_agency", args=[dossier.code]), body)
    else:
        browser.post(reverse("officer:part_act", args=[dossier.code, 1, "thoi"]), {"reason": "Đã rõ"})
    assert page not in browser.get(reverse("officer:queue")).content.decode()
    assert replay_one(dossier.code).outcome.differences == ()


def test_a_guest_sees_the_dossier_and_none_of_its_acts():
    dossier = asked()
    words = page_of(builder(), reverse("officer:dossier", args=[dossier.code]))
    assert "Cơ quan của ông/bà chỉ làm phần được gửi." in words
    for forbidden in ("Trình lãnh đạo", "Hỏi ý kiến…", "Ghi chú nội bộ", "Gửi nơi khác…"):
        assert forbidden not in words
    stranger = staff("specialist_officer", agency=a_department("H44.19", "Sở Tư pháp"))
    for name, args in (("officer:dossier", [dossier.code]), ("officer:part", [dossier.code, 1])):
        assert browser_of(stranger).get(reverse(name, args=args)).status_code == 404
    assert browser_of(stranger).post(reverse("officer:part_act", args=[dossier.code, 1, "nhan"])).status_code == 404
    asker = browser_of(staff("specialist_officer"))
    assert asker.post(reverse("officer:part_act", args=[dossier.code, 1, "nhan"])).status_code == 403


def test_the_waiting_step_names_the_agency_on_the_dossiers_page():
    dossier = asked()
    dossiers.propose(dossier.code, result="approve", by=staff("specialist_officer"), at=clock.now())
    words = page_of(staff("commune_leader"), reverse("officer:dossier", args=[dossier.code]))
    assert "Bước này chờ Sở Xây dựng." in words


def test_what_was_sent_back_stands_above_the_holders_list():
    dossier = asked()
    dossiers.return_part(dossier.code, number=1, reason="Thiếu bản vẽ", by=builder(), at=clock.now())
    words = page_of(staff("specialist_officer"), reverse("officer:queue"))
    assert "Bị trả lại" in words
    assert reverse("officer:part", args=[dossier.code, 1]) in words
