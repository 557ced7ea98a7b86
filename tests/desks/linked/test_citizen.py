"""Mai files one form and gets one code for three procedures, without JavaScript."""

from django.test import Client

from motcua.dossiers.models import Bundle, Draft
from motcua.flows.submit import submission_pin
from tests.desks.linked.conftest import begun, form_now, questions
from tests.factories import linked


def url(draft: Draft, stage: str) -> str:
    return f"/ban-nhap/{draft.key}/{stage}/"


def ready(client: Client, left_out: dict[str, str] | None = None) -> tuple[Draft, dict[str, object]]:
    """Everything but the last button; gives what the check page sends."""
    draft = begun(client)
    chosen = {f"do-{key}": "no" for key in left_out or {}} | {
        f"word-{key}": word for key, word in (left_out or {}).items()
    }
    assert client.post(url(draft, "cac-viec"), chosen).status_code == 303
    *pages, (_closing, vow) = questions(draft.applicant, left_out).items()
    for key, sent in pages:
        reply = client.post(url(draft, key), sent)
        assert reply.status_code == 303, (key, reply.context["show"].problems)
    required = {f"way-{paper.key}": "declared" for paper, _row in form_now(left_out).papers if paper.need == "required"}
    assert client.post(url(draft, "giay-to"), required).status_code == 303
    assert client.post(url(draft, "nhan-ket-qua"), {"delivery": "counter"}).status_code == 303
    return draft, vow


def test_she_is_told_what_it_consists_of_and_files_all_at_once(hers):
    draft, vow = ready(hers)
    check = hers.get(url(draft, "xem-lai")).content.decode()
    assert "Các việc nộp cùng lúc" in check
    assert "Bảo hiểm xã hội tỉnh, làm khi có kết quả khai sinh" in check
    done = hers.post(url(draft, "xem-lai"), vow, follow=True).content.decode()
    bundle = Bundle.objects.get()
    assert bundle.lead.code in done
    assert done.count("Chờ kết quả trước") == 2
    again = hers.post(url(draft, "xem-lai"), vow)
    assert again.status_code == 303, "a second press is the same filing"
    assert Bundle.objects.count() == 1


def test_what_she_does_not_want_is_not_asked(hers):
    draft, vow = ready(hers, {"residence": "Bé ở nhà ông bà"})
    assert "residence_household" not in hers.get(url(draft, "xem-lai")).content.decode()
    hers.post(url(draft, "xem-lai"), vow)
    assert [one.key for one in Bundle.objects.get().members.all()] == ["birth", "hi"]


def test_without_a_word_nothing_is_left_out(hers):
    draft = begun(hers)
    reply = hers.post(url(draft, "cac-viec"), {"do-hi": "no", "word-hi": ""})
    assert reply.status_code == 422
    assert "Ghi một lời vì sao" in reply.content.decode()


def test_her_list_and_each_page_name_the_whole_filing(hers, mai):
    draft, vow = ready(hers)
    hers.post(url(draft, "xem-lai"), vow)
    bundle = Bundle.objects.get()
    for key in ("birth", "residence"):
        page = hers.get(f"/ho-so/{linked.dossier(bundle, key).code}/").content.decode()
        assert "Hồ sơ liên thông: 0/3 việc có kết quả" in page
        assert f'mã chung <span class="code">{bundle.lead.code}' in page


def test_the_code_and_pin_open_one_page_with_every_part(client, hers):
    draft, vow = ready(hers)
    hers.post(url(draft, "xem-lai"), vow)
    code = Bundle.objects.get().lead.code
    assert "liên thông" not in client.get(f"/theo-doi/{code}").content.decode(), "the code alone tells nothing of it"
    page = client.post(f"/theo-doi/{code}", {"pin": submission_pin(code)}, follow=True).content.decode()
    assert "Thẻ bảo hiểm y tế" in page
    assert "Cả hồ sơ dự kiến xong" in page


def test_the_sheet_says_what_it_consists_of(client):
    page = client.get("/thu-tuc/2.000986/").content.decode()
    assert "Gồm những việc" in page
    assert "/thu-tuc/X.hi_child/" in page
