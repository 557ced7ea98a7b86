"""Correct after intake: the old value is kept, the slip printed again, and what was decided is not touched."""

import pytest

from motcua.dossiers import queries
from motcua.dossiers.models import Correction, Dossier
from motcua.flows import act
from motcua.journal import queries as journal
from motcua.kernel import clock
from motcua.kernel.errors import NotLawfulNow
from tests.desks.counter.people_at_it import BIRTH, COPIES, begun, page, url
from tests.factories import plain_lives


@pytest.fixture
def birth(counter):
    draft = begun(counter, BIRTH)
    counter.post(url(draft), page(draft, act="accept", **{"originals-identity_paper": "1"}))
    return Dossier.objects.get()


def corrected(client, dossier, **changed):
    """The page as it stands with these fields written over."""
    shown = client.get(f"/quay/ho-so/{dossier.code}/sua/")
    assert shown.status_code == 200
    fields = {f"applicant-{name}": value for name, value in shown.context["applicant"].items()}
    for row in shown.context["papers"]:
        fields |= {f"row-{row['key']}": "1", f"originals-{row['key']}": str(row["originals"] or "")}
        fields |= {f"copies-{row['key']}": str(row["copies"] or "")} | (
            {f"seen-{row['key']}": "on"} if row["seen"] else {}
        )
    fields |= {"reason": "Gõ nhầm"} | changed
    return client.post(
        f"/quay/ho-so/{dossier.code}/sua/", {name: one for name, one in fields.items() if one is not None}
    )


def test_a_misspelt_name_is_put_right_and_the_old_one_kept(counter, birth):
    assert corrected(counter, birth, **{"applicant-full_name": "Đinh Thị Mây"}).status_code == 303
    fresh = Dossier.objects.get()
    assert fresh.applicant.full_name == "Đinh Thị Mây"
    row = Correction.objects.get()
    assert row.before == {"applicant": {"full_name": "Đinh Thị Mai"}}
    assert row.after == {"applicant": {"full_name": "Đinh Thị Mây"}}
    assert counter.get("/quay/tra-ket-qua/", {"q": "may"}).status_code == 200
    (line,) = queries.corrections_of(fresh)[0].changes
    assert (line.label_vi, line.before, line.after) == ("Họ, tên", "Đinh Thị Mai", "Đinh Thị Mây")
    inside = next(one for one in queries.story(fresh, inside=True) if one.type == "corrected")
    outside = next(one for one in queries.story(fresh, inside=False) if one.type == "corrected")
    assert (inside.text, bool(inside.changes)) == ("Gõ nhầm", True)
    assert (outside.words_vi, outside.text, outside.changes) == ("Đã sửa thông tin hồ sơ", "", ())
    shown = counter.get(f"/quay/ho-so/{birth.code}/").content.decode()
    assert "In lại giấy hẹn đã sửa" in shown
    assert counter.get(f"/quay/ho-so/{birth.code}/giay-hen.pdf")["Content-Type"] == "application/pdf"


def test_the_journal_carries_no_name(counter, birth):
    corrected(counter, birth, **{"applicant-full_name": "Đinh Thị Mây"})
    event = next(one for one in journal.events(birth.code) if one.type == "dossier.corrected")
    assert journal.facts(event) == {"number": 1, "what": ["applicant"]}


def test_it_needs_a_reason_and_a_difference(counter, birth):
    assert corrected(counter, birth, reason="").status_code == 422
    same = corrected(counter, birth)
    assert same.status_code == 422
    assert "Chưa có gì khác" in same.content.decode()
    wrong = corrected(counter, birth, **{"applicant-number": "123"})
    assert any(one.field == "id_applicant-number" for one in wrong.context["problems"])
    assert Correction.objects.count() == 0


def test_papers_counted_wrong_become_a_new_version_beside_the_old(counter, birth):
    assert corrected(counter, birth, **{"copies-birth_notice": "2"}).status_code == 303
    versions = list(birth.papers.filter(key="birth_notice").order_by("number").values_list("originals", "copies"))
    assert versions == [(1, 0), (1, 2)]
    nothing = {"originals-birth_notice": "", "copies-birth_notice": "", "seen-birth_notice": None}
    missing = corrected(counter, birth, **nothing)
    assert missing.status_code == 422  # a required paper cannot be corrected away


def test_an_answer_is_judged_by_the_form(counter, lan, birth):
    key = next(name for name, value in birth.answers.items() if isinstance(value, str) and "name" in name)
    act.perform(birth.code, "correct", {"reason": "Sai dấu", "answers": {key: "Bùi Gia Bảo"}}, by=lan, at=clock.now())
    assert Dossier.objects.get().answers[key].title() == "Bùi Gia Bảo"
    assert Correction.objects.get().before["answers"][key] == birth.answers[key]


def test_a_wrong_procedure_becomes_the_right_one_with_its_own_checks(counter, lan):
    draft = begun(counter, COPIES)
    counter.post(url(draft), page(draft, act="accept"))
    dossier = Dossier.objects.get()
    address = f"/quay/ho-so/{dossier.code}/sua/thu-tuc/"
    chosen = counter.get(address, {"thu-tuc": BIRTH})
    assert chosen.context["version"].procedure.code == BIRTH
    lacking = counter.post(address, {"procedure": BIRTH, "reason": "Nhầm thủ tục"})
    assert lacking.status_code == 422
    target = begun(counter, BIRTH)
    fields = {name: value for name, value in page(target).items() if not name.startswith("applicant-")}
    fields |= {f"row-{one.key}": "1" for one in target.procedure_version.papers.all()}
    done = counter.post(address, fields | {"procedure": BIRTH, "reason": "Nhầm thủ tục"})
    assert done.status_code == 303, done.context["problems"]
    fresh = Dossier.objects.get()
    assert fresh.procedure_version.procedure.code == BIRTH
    assert fresh.step == "propose"
    assert "procedure" in Correction.objects.get().what


def test_once_somebody_works_on_it_the_procedure_stays(counter, lan, birth):
    specialist = plain_lives.staff("specialist_officer")
    act.perform(birth.code, "propose", {"result": "approve"}, by=specialist, at=clock.now())
    refused = counter.get(f"/quay/ho-so/{birth.code}/sua/")
    assert refused.status_code == 409
    assert "chờ lãnh đạo" in refused.content.decode()


def test_after_the_decision_it_is_refused_with_what_to_do(counter, lan, birth):
    act.perform(
        birth.code, "propose", {"result": "approve"}, by=plain_lives.staff("specialist_officer"), at=clock.now()
    )
    act.perform(birth.code, "approve", {}, by=plain_lives.staff("commune_leader"), at=clock.now())
    refused = counter.get(f"/quay/ho-so/{birth.code}/sua/")
    assert refused.status_code == 409
    assert "cải chính" in refused.content.decode()
    with pytest.raises(NotLawfulNow, match=r"correct\.decided"):
        act.perform(birth.code, "correct", {"reason": "x", "promise": True}, by=lan, at=clock.now())


def test_a_wrong_promise_is_made_anew_with_a_line_of_the_ledger(counter, lan, birth):
    wrong = clock.now().replace(microsecond=0)
    Dossier.objects.update(due_at=wrong, allowance={"value": 1, "unit": "hours", "policy": "hour_exact"})
    right = birth.due_at
    act.perform(birth.code, "correct", {"reason": "Tính nhầm", "promise": True}, by=lan, at=clock.now())
    fresh = Dossier.objects.get()
    assert (fresh.due_at, fresh.original_due_at) == (right, right)
    assert fresh.ledger.order_by("-number").first().rule == "correction"
    assert Correction.objects.get().what == ["promise"]
    assert fresh.standings.get(to_at=None).due_at == right


def test_a_specialist_of_the_agency_may_correct_and_others_may_not(birth, browser_of):
    specialist = browser_of(plain_lives.staff("specialist_officer"))
    done = corrected(specialist, birth, **{"applicant-phone": "0987654321"})
    assert done["Location"].endswith(f"/viec/ho-so/{birth.code}/")
    leader = browser_of(plain_lives.staff("commune_leader"))
    assert leader.get(f"/quay/ho-so/{birth.code}/sua/").status_code == 403
