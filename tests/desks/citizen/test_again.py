"""What was said and handed in before is offered with where it comes from; taken only when asked; several photographs."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.documents.models import StoredFile, Upload
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.journal.models import Event
from motcua.kernel import clock
from tests.desks.citizen import story
from tests.factories import plain_lives
from tests.factories.files import a_picture


@pytest.fixture
def before(mine: Client) -> Dossier:
    """A birth registration of last month, with a file."""
    dossier = story.submitted(mine)
    _age(dossier, days=30)
    return dossier


def _age(dossier: Dossier, *, days: int) -> None:
    at = clock.now() - timedelta(days=days)
    Dossier.objects.filter(pk=dossier.pk).update(submitted_at=at)
    DossierPaper.objects.filter(dossier=dossier).update(added_at=at)


def begun(mine: Client):
    draft = story.begin(mine)
    mine.post(story.url(draft, "nguoi-nop"), {"for": "me"})
    return draft


class TestAnswers:
    def test_are_offered_with_dossier_and_day_and_taken_only_when_asked(self, mine, before):
        draft = begun(mine)
        page = mine.get(story.url(draft, "mother"))
        body = page.content.decode()
        assert "Lần trước ông/bà đã ghi. Dùng lại?" in body
        assert before.code in body
        draft.refresh_from_db()
        assert "mother_name" not in draft.answers  # never silently
        keys = [line[0] for line in page.context["offer"].lines]
        assert "mother_name" in keys
        answer = mine.post(story.url(draft, "mother"), {"act": "again", "again": ["mother_name"]})
        assert answer.status_code == 303
        draft.refresh_from_db()
        assert draft.answers["mother_name"] == before.answers["mother_name"]
        assert not [key for key in keys if key != "mother_name" and key in draft.answers]
        body = mine.get(story.url(draft, "mother")).content.decode()
        assert f"Hồ sơ {before.code}" in body  # the source stands at the answer

    def test_what_is_answered_already_is_not_offered_nor_overwritten(self, mine, before):
        draft = begun(mine)
        mine.post(story.url(draft, "child_name"), {"child_name": "BÙI MINH KHÔI"})
        assert mine.get(story.url(draft, "child_name")).context["offer"] is None
        mine.post(story.url(draft, "child_name"), {"act": "again", "again": ["child_name"]})
        draft.refresh_from_db()
        assert draft.answers["child_name"] == "BÙI MINH KHÔI"

    def test_choosing_nothing_takes_nothing(self, mine, before):
        draft = begun(mine)
        mine.post(story.url(draft, "mother"), {"act": "again"})
        draft.refresh_from_db()
        assert "mother_name" not in draft.answers

    def test_answers_of_another_person_are_not_offered(self, mine, before):
        draft = story.begin(mine)
        given = {
            "for": "other",
            "relation": "child",
            "other_full_name": "Bùi Gia Bảo",
            "other_personal_id": "001216000020",
            "other_birth_date-day": "2",
            "other_birth_date-month": "5",
            "other_birth_date-year": "2016",
            "other_stated": "1",
        }
        mine.post(story.url(draft, "nguoi-nop"), given)
        assert mine.get(story.url(draft, "mother")).context["offer"] is None

    def test_another_account_gets_nothing_of_it(self, before, client_of):
        other = client_of(plain_lives.an_account("0900000003", personal_id="001198003125"))
        draft = begun(other)
        assert other.get(story.url(draft, "mother")).context["offer"] is None

    def test_after_two_years_nothing_is_offered(self, mine, before):
        _age(before, days=800)
        assert mine.get(story.url(begun(mine), "mother")).context["offer"] is None


class TestPapers:
    def offered(self, mine, draft):
        views = mine.get(story.url(draft, "giay-to")).context["papers"]
        return {view.key: view.offers for view in views if view.offers}

    def test_are_offered_with_dossier_and_day_and_marked_as_used_again(self, mine, before):
        draft = begun(mine)
        offers = self.offered(mine, draft)
        assert [one.code for one in offers["birth_notice"]] == [before.code]
        ref = offers["birth_notice"][0].ref
        ways = {"way-birth_notice": f"again:{ref}", "way-authorisation": "none"}
        assert mine.post(story.url(draft, "giay-to"), ways).status_code == 303
        draft.refresh_from_db()
        row = next(one for one in draft.papers if one["key"] == "birth_notice")
        assert (row["reused"], row["from"]) == (True, before.code)
        assert "Dùng lại từ hồ sơ" in mine.get(story.url(draft, "giay-to")).content.decode()
        story.answer_all(mine, draft)
        mine.post(story.url(draft, "nhan-ket-qua"), {"delivery": "counter"})
        mine.post(story.url(draft, "xem-lai"), story.closing_fields(draft))
        draft.refresh_from_db()
        paper = draft.dossier.papers.get(key="birth_notice")
        assert paper.reused is True
        assert paper.upload.stored_id == before.papers.get(key="birth_notice").upload.stored_id
        assert paper.upload_id != before.papers.get(key="birth_notice").upload_id
        assert Event.objects.filter(type="file.copied").count() == 1

    def test_after_a_year_it_is_not_offered(self, mine, before):
        _age(before, days=400)
        assert self.offered(mine, begun(mine)) == {}

    def test_what_was_not_offered_is_not_given(self, mine, before, client_of):
        draft = begun(mine)
        wrong = mine.post(story.url(draft, "giay-to"), {"way-birth_notice": "again:p999999"})
        assert wrong.status_code == 422
        ref = self.offered(mine, draft)["birth_notice"][0].ref
        other = client_of(plain_lives.an_account("0900000004", personal_id="001198003127"))
        theirs = begun(other)
        assert other.post(story.url(theirs, "giay-to"), {"way-birth_notice": f"again:{ref}"}).status_code == 422

    def test_an_infected_file_is_not_offered(self, mine, before):
        StoredFile.objects.update(scan_state="infected", scanned_at=clock.now())
        assert self.offered(mine, begun(mine)) == {}


class TestPhotographs:
    def test_several_become_one_pdf_and_are_moved_without_scripts(self, mine):
        draft = begun(mine)
        photos = [story.a_file(a_picture(size=(300 + n, 400)), f"{n}.jpg", "image/jpeg") for n in (1, 2, 3)]
        url = story.url(draft, "giay-to")
        ways = {"way-birth_notice": "file", "way-authorisation": "none"}
        assert mine.post(url, {**ways, "file-birth_notice": photos, "act": "save:birth_notice"}).status_code == 303
        view = self.view(mine, draft)
        assert (view.upload.stored.pages, [part.name for part in view.parts]) == (3, ["1.jpg", "2.jpg", "3.jpg"])
        assert view.upload.name.startswith("Giấy chứng sinh")
        body = mine.get(url).content.decode()
        assert "3 trang" in body
        mine.post(url, {**ways, "act": "up:birth_notice:3"})
        assert [part.name for part in self.view(mine, draft).parts] == ["1.jpg", "3.jpg", "2.jpg"]
        mine.post(url, {**ways, "act": "drop:birth_notice:1"})
        assert self.view(mine, draft).upload.stored.pages == 2
        page = self.view(mine, draft)
        part = page.parts[0]
        assert mine.get(f"/ban-nhap/{draft.key}/tep/{part.file_id}/").status_code == 200
        assert mine.get(f"/ban-nhap/{draft.key}/tep/{page.upload.file_id}/")["Content-Type"] == "application/pdf"

    def view(self, mine, draft):
        views = mine.get(story.url(draft, "giay-to")).context["papers"]
        return next(view for view in views if view.key == "birth_notice")

    def test_a_bad_one_among_them_is_named_and_the_others_stay(self, mine):
        draft = begun(mine)
        good, bad = story.a_photo("tot.jpg"), story.a_file(b"MZ" * 600, "xau.exe", "application/octet-stream")
        reply = mine.post(
            story.url(draft, "giay-to"),
            {"way-birth_notice": "file", "way-authorisation": "none", "file-birth_notice": [good, bad]},
        )
        assert reply.status_code == 422
        assert "xau.exe: Không nhận loại tệp này" in reply.content.decode()
        assert self.view(mine, draft).upload.name == "tot.jpg"

    def test_more_sent_later_goes_behind(self, mine):
        draft = begun(mine)
        url = story.url(draft, "giay-to")
        for name in ("1.jpg", "2.jpg"):
            photo = story.a_file(a_picture(size=(310 + int(name[0]), 400)), name, "image/jpeg")
            mine.post(url, {"way-birth_notice": "file", "file-birth_notice": photo, "act": "save:birth_notice"})
        assert [part.name for part in self.view(mine, draft).parts] == ["1.jpg", "2.jpg"]
        assert Upload.objects.count() == 3  # two parts and what they make
