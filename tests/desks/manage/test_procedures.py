"""The control office keeps procedures: list, draft, publication, comparison, withdrawal, preview."""

from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.catalogue import queries
from motcua.catalogue.models import VersionDraft
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.workflow.actions import publish_process
from tests.factories.organisation import LONG_AGO
from tests.factories.plain_lives import OPENED_AT, STEPS, a_province, staff
from tests.factories.procedures import a_procedure, a_published_version
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
CODE = "1.001193"
DRAFT = reverse("manage:draft", args=[CODE])
WHOLE = {"who_vi": "Cha, mẹ", "result_name_vi": "Giấy khai sinh", "result_name_en": "Birth certificate"}


def today():
    return clock.local_day(clock.now())


def days_on(number):
    return (today() + timedelta(days=number)).strftime("%d/%m/%Y")


@pytest.fixture
def control():
    return browser_of(staff("procedure_control_officer", agency=a_province()))


@pytest.fixture
def birth(control):
    actor = staff("procedure_control_officer", agency=a_province())
    publish_process("simple", name_vi="Thường", name_en="", steps=STEPS, valid_from=LONG_AGO, by=actor, at=OPENED_AT)
    return a_published_version(**WHOLE).procedure


@pytest.fixture
def draft(control, birth):
    control.post(reverse("manage:amend", args=[CODE]))
    return VersionDraft.objects.get(code=CODE)


def section(browser, part, **changes):
    """What the page of a section would send, with changes."""
    page = browser.get(DRAFT, {"phan": part})
    sent = {"revision": page.context["revision"], "act": "save"}
    drawn = list(page.context["inputs"])
    for rows, lines in page.context["lists"]:
        sent[f"{rows.name}.count"] = len(lines)
        drawn += [one for line in lines for one in line.inputs]
    for one in drawn:
        sent[one.name] = list(one.chosen) if one.input.kind in ("many", "flag") else one.value
    return browser.post(f"{DRAFT}?phan={part}", {**sent, **changes})


def test_the_list_says_what_is_in_force_and_finds_by_words(control, birth):
    a_published_version(a_procedure("2.000815"), name_vi="Chứng thực bản sao", legal_bases=())
    page = control.get(reverse("manage:procedures"))
    assert [line.code for line, *_ in page.context["lines"]] == ["2.000815", CODE]
    assert [tab.count for tab in page.context["filters"]] == [2, 2, 0, 0, 1, 0]
    lacking = control.get(reverse("manage:procedures"), {"loc": "thieu"})
    assert [line.code for line, *_ in lacking.context["lines"]] == ["2.000815"]
    assert "Căn cứ pháp lý" in lacking.content.decode()
    found = control.get(reverse("manage:procedures"), {"q": "khai SINH"})
    assert [line.code for line, *_ in found.context["lines"]] == [CODE]
    assert "Không thấy thủ tục nào" in control.get(reverse("manage:procedures"), {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("sort", ["ten", "ma", "linh-vuc", "ngay", "thieu", "lạ"])
def test_the_list_is_sorted(control, birth, sort):
    assert control.get(reverse("manage:procedures"), {"xep": sort}).status_code == 200


def test_every_section_is_saved_as_it_stands(control, draft):
    before = VersionDraft.objects.get().content
    for part in ("chung", "cach-nop", "giay-to", "thoi-han", "phi", "can-cu"):
        assert section(control, part).status_code == 303
    after = VersionDraft.objects.get().content
    assert {**after, "sheet": {}} == {**before, "sheet": {}}


def test_a_paper_is_added_named_moved_and_removed(control, draft):
    answer = section(control, "giay-to", act="add.papers")
    assert answer["Location"].endswith("phan=giay-to&mo=papers.2#papers-2")
    section(control, "giay-to", **{"papers.2.name_vi": "Văn bản ủy quyền", "papers.2.need": "conditional"})
    section(control, "giay-to", act="up.papers.2")
    papers = VersionDraft.objects.get().content["papers"]
    assert [(one["key"], one["need"]) for one in papers] == [
        ("declaration", "required"),
        ("van_ban_uy_quyen", "conditional"),
        ("notice", "required"),
    ]
    section(control, "giay-to", act="remove.papers.0")
    assert [one["key"] for one in VersionDraft.objects.get().content["papers"]] == ["van_ban_uy_quyen", "notice"]


def test_a_fee_without_amount_is_refused_and_what_was_typed_stays(control, draft):
    answer = section(control, "phi", **{"fees.0.amount": "", "fees.0.condition_vi": "Nộp tại quầy"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ghi mức thu, hoặc đánh dấu Hội đồng nhân dân tỉnh" in page
    assert "Nộp tại quầy" in page
    assert VersionDraft.objects.get().content["fees"][0]["amount"] == 0
    section(control, "phi", **{"fees.0.amount": "", "fees.0.by_council": "1"})
    assert VersionDraft.objects.get().content["fees"][0]["amount"] is None


def test_steps_of_a_fee_and_its_most_are_kept(control, draft):
    section(control, "phi", **{"fees.0.amount": "2.000", "fees.0.tiers": "3: 1.000", "fees.0.most": "200.000"})
    fee = VersionDraft.objects.get().content["fees"][0]
    assert (fee["amount"], fee["tiers"], fee["most"]) == (2000, [[3, 1000]], 200_000)
    assert section(control, "phi", **{"fees.0.tiers": "ba nghìn"}).status_code == 422


def test_what_somebody_saved_meanwhile_is_not_overwritten(control, draft):
    other = browser_of(staff("procedure_control_officer", agency=a_province(), username="other"))
    old = control.get(DRAFT).context["revision"]
    assert section(other, "chung", who_vi="Ai cũng được").status_code == 303
    answer = section(control, "chung", who_vi="Chỉ cha", revision=old)
    assert answer.status_code == 409
    assert "Chỉ cha" in answer.content.decode()
    assert "vừa được" in answer.content.decode()
    assert VersionDraft.objects.get().content["who_vi"] == "Ai cũng được"


def test_published_from_a_day_compared_and_withdrawn(control, draft):
    section(control, "chung", who_vi="Cha, mẹ, ông, bà")
    page = control.get(reverse("manage:publish", args=[CODE]))
    assert [row.term for _, rows in page.context["groups"] for row in rows] == ["Dành cho ai"]
    given = {"revision": page.context["revision"], "valid_from": days_on(3), "decision_no": "12/QĐ-UBND"}
    answer = control.post(reverse("manage:publish", args=[CODE]), given)
    assert answer["Location"] == f"{reverse('manage:procedure', args=[CODE])}?ban=2"
    compared = control.get(reverse("manage:compare", args=[CODE]))
    assert compared.context["changed"] == 1
    assert "<del>Cha, mẹ</del>" in compared.content.decode()
    assert "Sắp hiệu lực" in control.get(reverse("manage:procedure", args=[CODE])).content.decode()
    assert control.post(reverse("manage:withdraw", args=[CODE, 2]), {"reason": ""}).status_code == 422
    assert control.post(reverse("manage:withdraw", args=[CODE, 2]), {"reason": "Nhầm số."}).status_code == 303
    page = control.get(reverse("manage:procedure", args=[CODE])).content.decode()
    assert "Đã rút" in page
    assert "Nhầm số." in page
    event = journal.events(f"procedure:{CODE}")[-1]
    assert (event.type, "Nhầm" in event.facts) == ("procedure.withdrawn", False)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"decision_no": ""}, "Ghi số quyết định công bố"),
        ({"valid_from": ""}, "Ghi ngày bắt đầu có hiệu lực"),
        ({"valid_from": "32/13/2026"}, "Ghi ngày như 23/11/2026"),
        ({"valid_from": "01/01/2024"}, "đã qua. Ghi lý do"),
    ],
)
def test_a_publication_that_lacks_something_says_what(control, draft, given, said):
    given = {"revision": draft.revision, "valid_from": days_on(3), "decision_no": "1/QĐ", **given}
    answer = control.post(reverse("manage:publish", args=[CODE]), given)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_who_publishes_has_seen_what_is_published(control, draft):
    section(control, "chung", who_vi="Khác")
    given = {"revision": draft.revision, "valid_from": days_on(3), "decision_no": "1/QĐ"}
    assert control.post(reverse("manage:publish", args=[CODE]), given).status_code == 409
    assert len(queries.versions(CODE)) == 1


def test_a_new_procedure_is_a_draft_until_it_is_whole(control, birth):
    given = {"code": "", "slug": "khuyen_hoc", "field": "civil_status", "name_vi": "Khuyến học", "name_en": ""}
    wrong = control.post(reverse("manage:new_procedure"), {**given, "slug": "Khuyến học", "field": ""})
    assert wrong.status_code == 422
    assert set(wrong.context["errors"]) == {"slug", "field"}
    answer = control.post(reverse("manage:new_procedure"), given)
    assert answer["Location"] == reverse("manage:draft", args=["X.khuyen_hoc"])
    page = control.get(answer["Location"])
    assert len(page.context["faults"]) == 8
    refused = control.post(
        reverse("manage:publish", args=["X.khuyen_hoc"]),
        {"revision": 1, "valid_from": days_on(3), "decision_no": "1/QĐ"},
    )
    assert "Ghi thủ tục dành cho ai" in refused.content.decode()
    assert queries.find_procedure("X.khuyen_hoc") is None


def test_a_procedure_is_abolished_from_a_day(control, birth):
    url = reverse("manage:abolish", args=[CODE])
    assert set(control.post(url, {"on": "x"}).context["errors"]) == {"on", "decision_no"}
    assert control.post(url, {"on": days_on(9), "decision_no": "5/QĐ", "reason": "Luật mới"}).status_code == 303
    assert queries.find_version(CODE, today() + timedelta(days=9)) is None
    assert queries.find_version(CODE, today()) is not None


def test_a_draft_is_seen_as_people_will_see_it_by_the_control_office_alone(control, draft):
    section(control, "chung", name_vi="Khai sinh kiểu mới")
    url = reverse("public:procedure_draft", args=[CODE])
    page = control.get(url).content.decode()
    assert "Bản thảo, chưa công bố" in page
    assert "Khai sinh kiểu mới" in page
    assert reverse("citizen:apply", args=[CODE]) not in page
    assert browser_of(staff("single_window_officer")).get(url).status_code == 403
    assert "Khai sinh kiểu mới" not in control.get(reverse("public:procedure", args=[CODE])).content.decode()


def test_a_draft_is_thrown_away_only_after_asking(control, draft):
    url = reverse("manage:discard_draft", args=[CODE])
    page = control.get(url)
    assert VersionDraft.objects.exists()
    assert control.post(url, page.context["hidden"]).status_code == 303
    assert not VersionDraft.objects.exists()
    assert control.get(DRAFT).status_code == 404


def test_pages_need_few_queries(control, draft, django_assert_max_num_queries):
    pages = [DRAFT, *(reverse(f"manage:{name}", args=[CODE]) for name in ("procedure", "compare", "publish"))]
    for url in [reverse("manage:procedures"), *pages]:
        control.get(url)
        with django_assert_max_num_queries(15):
            assert control.get(url).status_code == 200
