"""From the choice of the office to the confirmation: saved at each step, judged in words, submitted once."""

import pytest
from django.test import Client

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import Opening
from motcua.dossiers.models import Dossier, Draft
from motcua.flows.submit import submission_pin
from motcua.kernel import clock
from motcua.people.models import Account
from tests.desks.citizen import story
from tests.desks.citizen.story import BIRTH, COMMUNE, a_file, a_photo, begin, ready, submitted, url
from tests.factories import plain_lives
from tests.factories.files import a_pdf_that_runs, a_pdf_with_password


def test_the_office_is_found_by_its_old_name(mine):
    assert mine.get(f"/nop/{BIRTH}/").status_code == 200
    page = mine.get(f"/nop/{BIRTH}/?q=khoan+du")
    assert [value for value, *_ in page.context["options"]] == [COMMUNE]
    assert "Khoan Dụ" in page.content.decode()
    assert mine.get(f"/nop/{BIRTH}/?q=khongcoxanao").context["options"] == []


def test_an_office_that_does_not_decide_is_refused_in_words(mine):
    missing = mine.post(f"/nop/{BIRTH}/", {})
    assert (missing.status_code, "Chọn nơi nộp hồ sơ" in missing.content.decode()) == (422, True)
    wrong = mine.post(f"/nop/{BIRTH}/", {"agency": "H44"})
    assert (wrong.status_code, "không giải quyết thủ tục" in wrong.content.decode()) == (422, True)
    assert not Draft.objects.exists()


def test_an_unknown_procedure_is_not_found(mine):
    assert mine.get("/nop/9.999999/").status_code == 404


def test_a_procedure_that_is_not_online_sends_to_the_counter(mine):
    agency, procedure = agencies.get_agency(COMMUNE), catalogue.get_procedure(BIRTH)
    Opening.objects.create(procedure=procedure, agency=agency, online="none", valid_from=clock.local_day(clock.now()))
    answer = mine.post(f"/nop/{BIRTH}/", {"agency": COMMUNE})
    assert answer.status_code == 422
    assert "bộ phận một cửa" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_double_press_of_begin_makes_one_draft(mine):
    assert begin(mine).pk == begin(mine).pk
    assert Draft.objects.count() == 1


def test_what_the_account_knows_is_filled_in_with_its_source(mine):
    draft = begin(mine)
    page = mine.get(url(draft, "nguoi-nop")).content.decode()
    assert "Lấy từ tài khoản" in page
    assert draft.applicant["personal_id"] == "001198003125"
    body = mine.get(url(draft, "applicant")).content.decode()
    assert 'value="001198003125"' in body
    assert "Lấy từ tài khoản" in body


def test_each_page_is_saved_and_can_be_resumed(mine):
    draft = begin(mine)
    assert mine.post(url(draft, "nguoi-nop"), {"for": "me"})["Location"] == url(draft, "child_name")
    assert mine.post(url(draft, "child_name"), {"child_name": "bùi gia bảo"})["Location"] == url(draft, "child_birth")
    assert mine.get(f"/ban-nhap/{draft.key}/")["Location"] == url(draft, "child_name")
    page = mine.get(url(draft, "child_birth"))
    assert "Đã lưu" in page.content.decode()
    assert (page.context["number"], page.context["total"]) == (3, len(page.context["work"].stages))


def test_a_wrong_answer_is_kept_and_explained(mine):
    draft = begin(mine)
    year = clock.now().year + 1
    sent = {"child_birth_date.day": "28", "child_birth_date.month": "2", "child_birth_date.year": str(year)}
    answer = mine.post(url(draft, "child_birth"), sent)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "không thể sau hôm nay" in body
    assert f'value="{year}"' in body
    assert body.index("govuk-error-summary") < body.index("<h1")
    assert body.count("<h1") == 1
    assert f"{year}-02-28" in str(Draft.objects.get().answers)


def test_autosave_keeps_without_judging(mine):
    draft = begin(mine)
    answer = mine.post(url(draft, "child_name"), {"child_name": ""}, headers={"X-Autosave": "1"})
    assert (answer.status_code, answer.content.decode()[:7]) == (200, "Đã lưu ")


def test_somebody_else_makes_the_account_the_submitter(mine):
    draft = begin(mine)
    faulty = mine.post(url(draft, "nguoi-nop"), {"for": "other", "other_full_name": "Bùi Văn Ểu", "other_phone": "12"})
    assert faulty.status_code == 422
    assert [line.field for line in faulty.context["problems"]] == [
        "id_relation",
        "id_other_personal_id",
        "id_other_phone",
        "id_other_stated",
    ]
    assert "Bùi Văn Ểu" in faulty.content.decode()
    right = {"for": "other", "relation": "parent", "other_full_name": "Bùi Văn Ểu", "other_stated": "1"}
    right |= {"other_personal_id": "017046000033", "other_phone": ""}
    assert mine.post(url(draft, "nguoi-nop"), right).status_code == 303
    draft.refresh_from_db()
    assert draft.submitter["full_name"] == "Bùi Thị Mai"
    assert draft.answers["applicant_name"] == "Bùi Văn Ểu"


def test_an_organisation_needs_its_number(mine):
    draft = begin(mine)
    answer = mine.post(url(draft, "nguoi-nop"), {"for": "body", "body_full_name": "Hợp tác xã Lạc Thủy"})
    assert [line.field for line in answer.context["problems"]] == ["id_body_tax_code", "id_body_stated"]


def test_nobody_chosen(mine):
    draft = begin(mine)
    assert mine.post(url(draft, "nguoi-nop"), {}).status_code == 422


class TestPapers:
    def test_a_file_a_promise_and_a_removal(self, mine):
        draft = begin(mine)
        page = mine.get(url(draft, "giay-to"))
        assert 'accept="image/*,application/pdf"' in page.content.decode()
        answer = mine.post(
            url(draft, "giay-to"),
            {
                "way-birth_notice": "file",
                "file-birth_notice": a_photo("giấy chứng sinh.jpg"),
                "way-authorisation": "none",
            },
        )
        assert answer.status_code == 303
        draft.refresh_from_db()
        held = {row["key"]: row for row in draft.papers}
        shown = mine.get(url(draft, "giay-to")).content.decode()
        assert "giấy chứng sinh.jpg" in shown
        seen = mine.get(f"/ban-nhap/{draft.key}/tep/{held['birth_notice']['file_id']}/")
        assert (seen.status_code, seen["Content-Type"]) == (200, "image/jpeg")
        removed = mine.post(url(draft, "giay-to"), {"act": "remove:birth_notice", "way-birth_notice": "file"})
        assert removed["Location"] == f"{url(draft, 'giay-to')}#p-birth_notice"
        draft.refresh_from_db()
        assert [row["key"] for row in draft.papers] == []
        assert mine.post(url(draft, "giay-to"), {"way-birth_notice": "declared"}).status_code == 303

    @pytest.mark.parametrize(
        ("file", "words"),
        [
            (lambda: a_file(b"MZ\x90\x00 not a paper", "giay.pdf"), "Không nhận loại tệp này"),
            (lambda: a_file(b"", "giay.pdf"), "Tệp"),
            (lambda: a_file(a_pdf_that_runs()), "lệnh tự chạy"),
            (lambda: a_file(a_pdf_with_password()), "mật khẩu"),
        ],
        ids=["a program", "empty", "a PDF that runs", "a locked PDF"],
    )
    def test_a_refused_file_is_explained_at_its_paper_and_the_others_stay(self, mine, file, words):
        draft = begin(mine, "1.013225")
        keys = [paper.key for paper in draft.procedure_version.papers.all() if not paper.is_form][:2]
        sent = {
            f"way-{keys[0]}": "file",
            f"file-{keys[0]}": a_file(),
            f"way-{keys[1]}": "file",
            f"file-{keys[1]}": file(),
        }
        answer = mine.post(url(draft, "giay-to"), sent)
        body = answer.content.decode()
        assert answer.status_code == 422
        assert words in body
        assert [line.field for line in answer.context["problems"]] == [f"p-{keys[1]}"]
        draft.refresh_from_db()
        assert [row["key"] for row in draft.papers] == [keys[0]]
        assert "giay.pdf" in body

    def test_a_file_that_is_too_large_says_how_large(self, mine, settings):
        settings.MAX_UPLOAD_BYTES = 1000
        draft = begin(mine)
        answer = mine.post(url(draft, "giay-to"), {"file-birth_notice": a_photo()})
        assert (answer.status_code, "tối đa" in answer.content.decode()) == (422, True)

    def test_nothing_said_about_a_required_paper(self, mine):
        draft = begin(mine)
        answer = mine.post(url(draft, "giay-to"), {})
        assert [line.field for line in answer.context["problems"]] == ["p-birth_notice"]

    def test_a_paper_of_ones_own(self, mine):
        draft = begin(mine)
        sent = {
            "way-birth_notice": "declared",
            "name-new": "Giấy xác nhận của thôn",
            "file-new": a_file(),
            "act": "save",
        }
        assert mine.post(url(draft, "giay-to"), sent).status_code == 303
        assert "Giấy xác nhận của thôn" in mine.get(url(draft, "giay-to")).content.decode()
        unnamed = mine.post(url(draft, "giay-to"), {**sent, "name-new": "", "file-new": a_file()})
        assert (unnamed.status_code, len(unnamed.context["others"])) == (422, 1)


def test_the_post_needs_an_address(mine):
    draft = begin(mine)
    assert mine.post(url(draft, "nhan-ket-qua"), {}).status_code == 422
    assert mine.post(url(draft, "nhan-ket-qua"), {"delivery": "post", "address": ""}).status_code == 422
    done = mine.post(url(draft, "nhan-ket-qua"), {"delivery": "post", "address": "Thôn Liên Sơn"})
    assert done["Location"] == url(draft, "xem-lai")


def test_the_check_page_shows_all_and_the_vow_is_never_ticked(mine):
    draft = ready(mine)
    body = mine.get(url(draft, "xem-lai")).content.decode()
    draft.refresh_from_db()
    assert draft.answers["child_name"].upper() in body
    assert "Nhận tại Bộ phận Một cửa" in body
    assert body.count("<h1") == 1
    assert body.count("data-main") == 1
    vow = body[body.index('name="statement"') :][:200]
    assert "checked" not in vow
    change = mine.get(f"{url(draft, 'child_name')}?ve=1").content.decode()
    assert 'name="ve"' in change
    back = mine.post(url(draft, "child_name"), {"child_name": "Bùi Gia Bảo", "ve": "1"})
    assert back["Location"] == url(draft, "xem-lai")


def test_without_the_vow_nothing_is_submitted(mine):
    draft = ready(mine)
    answer = mine.post(url(draft, "xem-lai"), {})
    assert answer.status_code == 422
    assert [fault.url for fault in answer.context["faults"]] == ["#f-statement"]
    assert not Dossier.objects.exists()
    again = answer.content.decode()
    assert "checked" not in again[again.index('name="statement"') :][:200]


def test_faults_of_submitting_lead_to_their_pages(mine):
    draft = begin(mine)
    answer = mine.post(url(draft, "xem-lai"), story.closing_fields(draft))
    links = [fault.url for fault in answer.context["faults"]]
    assert answer.status_code == 422
    assert any(link.startswith(f"{url(draft, 'nhan-ket-qua')}?") for link in links)
    mine.post(url(draft, "nhan-ket-qua"), {"delivery": "counter"})
    answer = mine.post(url(draft, "xem-lai"), story.closing_fields(draft))
    links = [fault.url for fault in answer.context["faults"]]
    assert f"{url(draft, 'child_name')}?ve=1&sua=1#f-child_name" in links
    assert f"{url(draft, 'giay-to')}?ve=1&sua=1" in links
    mended = mine.get(f"{url(draft, 'child_name')}?ve=1&sua=1").content.decode()
    assert "govuk-error-message" in mended


def test_submitted_once_and_confirmed(mine):
    draft = ready(mine)
    vow = story.closing_fields(draft)
    first = mine.post(url(draft, "xem-lai"), vow)
    again = mine.post(url(draft, "xem-lai"), vow)
    dossier = Dossier.objects.get()
    assert first["Location"] == again["Location"] == f"/ho-so/{dossier.code}/da-nop/"
    assert (dossier.channel, dossier.state, dossier.entered_by) == ("online", "submitted", "applicant")
    assert dossier.wishes == {"delivery": "counter", "language": "vi"}
    page = mine.get(first["Location"]).content.decode()
    pin = submission_pin(dossier.code)
    assert dossier.code in page
    assert f"{pin[:4]}-{pin[4:]}" in page
    assert "<svg" in page
    assert "style=" not in page


def test_the_pin_is_shown_only_in_the_session_that_submitted(mine, hanh, client_of):
    dossier = submitted(mine)
    pin = submission_pin(dossier.code)
    other_machine = client_of(hanh)
    assert other_machine.get(f"/ho-so/{dossier.code}/da-nop/")["Location"] == f"/ho-so/{dossier.code}/"
    page = mine.get(f"/ho-so/{dossier.code}/").content.decode()
    assert pin[:4] not in page


def test_a_draft_is_never_a_dossier_and_a_submitted_draft_is_its_dossier(mine):
    draft = ready(mine)
    listed = mine.get("/ho-so/").content.decode()
    assert "Bản nháp, chưa nộp" in listed
    assert listed.count("/ho-so/H44") == 0
    mine.post(url(draft, "xem-lai"), story.closing_fields(draft))
    code = Dossier.objects.get().code
    listed = mine.get("/ho-so/").content.decode()
    assert "Bản nháp" not in listed
    for address in (f"/ban-nhap/{draft.key}/", url(draft, "child_name"), f"/ban-nhap/{draft.key}/bo/"):
        assert mine.get(address)["Location"] == f"/ho-so/{code}/"
    assert mine.post(url(draft, "child_name"), {"child_name": "Khác"})["Location"] == f"/ho-so/{code}/"


def test_a_draft_is_thrown_away_only_after_asking(mine):
    draft = begin(mine)
    assert "Bỏ bản nháp này?" in mine.get(f"/ban-nhap/{draft.key}/bo/").content.decode()
    assert mine.post(f"/ban-nhap/{draft.key}/bo/")["Location"] == "/ho-so/"
    assert not Draft.objects.exists()


def test_nobody_elses_draft(mine, client_of):
    draft = begin(mine)
    stranger = client_of(plain_lives.an_account("khac"))
    for address in (f"/ban-nhap/{draft.key}/", url(draft, "child_name"), f"/ban-nhap/{draft.key}/bo/"):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {}).status_code == 404


@pytest.mark.parametrize("role", ["single_window_officer", "commune_leader"])
def test_staff_are_not_citizens(pack, client_of, role):
    actor = plain_lives.staff(role)
    officer = client_of(Account.objects.get(pk=actor.account_id))
    for address in ("/ho-so/", f"/nop/{BIRTH}/", "/ho-so/H44.229-260105-0001/"):
        assert officer.get(address).status_code == 403


def test_a_community_member_files_for_others_only(pack, client_of):
    actor = plain_lives.staff("community_member")
    helper = client_of(Account.objects.get(pk=actor.account_id))
    draft = begin(helper)
    assert draft.applicant == {}
    assert 'value="me"' not in helper.get(url(draft, "nguoi-nop")).content.decode()
    assert helper.get("/ho-so/").status_code == 200


def test_english(mine):
    mine.cookies["language"] = "en"
    draft = begin(mine)
    body = mine.get(url(draft, "nguoi-nop")).content.decode()
    assert "For me" in body
    assert mine.get(url(draft, "xem-lai")).status_code == 200


def test_every_page_of_a_draft_opens(mine):
    draft = ready(mine)
    for stage in [one.key for one in mine.get(url(draft, "xem-lai")).context["work"].stages]:
        for language in ("vi", "en"):
            mine.cookies["language"] = language
            page = mine.get(url(draft, stage))
            assert page.status_code == 200, stage
            assert page.content.decode().count("<h1") == 1, stage
            assert page.content.decode().count("data-main") == 1, stage
    assert mine.get(url(draft, "khong-co")).status_code == 404


def test_the_server_is_asked_only_by_browsers_with_the_token(hanh):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(hanh)
    assert strict.post(f"/nop/{BIRTH}/", {"agency": COMMUNE}).status_code == 403
