"""Posts, hours, openings, fees, templates and the journal of a unit: what is set, what is refused, what is told."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.agencies.models import Position
from motcua.catalogue.models import LocalFee, Opening, ResultTemplate
from motcua.deadlines import queries as deadlines
from motcua.desks.manage.posts.gaps import gaps
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people import actions
from motcua.people.models import Account, Appointment
from tests.factories.plain_lives import BEGAN, a_commune, a_province, a_received_dossier, a_version, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


def today():
    return clock.local_day(clock.now())


def url(name, *args):
    return reverse(f"manage:{name}", args=args)


@pytest.fixture
def chief():
    a_received_dossier()  # calendar, process, procedure, some of its people
    return staff("administrator")


@pytest.fixture
def browser(chief):
    return browser_of(chief)


@pytest.fixture
def post():
    return Position.objects.create(agency=a_commune(), slug="justice", title_vi="Tư pháp", valid_from=BEGAN)


def holder(post, username="lan"):
    account = actions.open_account(
        username, kind="staff", full_name="Lê Lan", password=None, agency=post.agency, by=SYSTEM, at=clock.now()
    )
    actions.appoint(account, post, "specialist_officer", valid_from=BEGAN, by=SYSTEM, at=clock.now())
    return account


class TestPosts:
    def test_steps_that_nobody_can_do_are_named_and_mended(self, browser, post):
        (first, second, third) = gaps(a_commune(), today())
        assert {(one.post, one.nobody) for one in (first, second)} == {("justice", True), ("leader", True)}
        assert (third.post, third.nobody) == ("counter", False)  # somebody with the role is at another post
        page = browser.get(url("posts"))
        assert f"vi-tri={post.pk}" in page.content.decode()
        assert b"late" in page.content
        holder(post)
        assert "justice" not in {one.post for one in gaps(a_commune(), today())}

    def test_a_post_is_opened(self, browser):
        given = {"kind": "specialist", "title_vi": "Chuyên viên đất đai", "on": today().isoformat(), "reason": "mới"}
        assert browser.post(url("add_post"), given).status_code == 303
        made = Position.objects.get(title_vi="Chuyên viên đất đai")
        assert made.slug == "specialist_chuyen_vien_dat_dai"
        page = browser.post(url("add_post"), {**given, "kind": "", "title_vi": "", "on": "31/02/2026"})
        assert set(page.context["errors"]) == {"kind", "title_vi", "on"}
        page = browser.post(url("add_post"), {**given, "on": (today() - ONE_DAY).isoformat()})
        assert set(page.context["errors"]) == {"on"}

    def test_a_post_is_renamed_by_a_dated_version_and_its_people_go_along(self, browser, post):
        account = holder(post)
        given = {"title_vi": "Chuyên viên hộ tịch", "on": today().isoformat(), "reason": "quyết định mới"}
        assert browser.post(url("rename_post", post.pk), given).status_code == 303
        post.refresh_from_db()
        assert (post.title_vi, post.valid_to) == ("Tư pháp", today())
        assert account.appointments.get(valid_to=None).position.title_vi == "Chuyên viên hộ tịch"
        assert "Chuyên viên hộ tịch" in browser.get(url("posts")).content.decode()
        again = browser.post(url("rename_post", post.pk), given)
        assert again.status_code == 422

    def test_a_post_ends_with_its_appointments_only_when_that_is_chosen(self, browser, post):
        holder(post)
        given = {"on": (today() + ONE_DAY).isoformat(), "reason": "sắp xếp lại"}
        page = browser.post(url("end_post", post.pk), given)
        assert page.status_code == 422
        assert "Còn 1 người" in page.content.decode()
        assert browser.post(url("end_post", post.pk), {**given, "end_held": "1"}).status_code == 303
        post.refresh_from_db()
        assert post.valid_to == today() + ONE_DAY
        assert Appointment.objects.get(position=post).valid_to == post.valid_to

    def test_the_last_administrators_post_stays(self, browser, chief):
        own = Appointment.objects.get(account_id=chief.account_id).position
        given = {"on": today().isoformat(), "reason": "x", "end_held": "1"}
        assert browser.post(url("end_post", own.pk), given).status_code == 422
        own.refresh_from_db()
        assert own.valid_to is None


class TestHours:
    WEEK = {f"day-{index}": "07:30-11:30, 13:00-17:00" for index in range(5)}

    def test_a_week_is_looked_at_first_and_then_set(self, browser):
        given = {**self.WEEK, "valid_from": (today() + ONE_DAY).isoformat(), "decision_no": "5/QĐ"}
        page = browser.post(url("set_week"), given)
        assert page.status_code == 200
        assert page.context["would"] is not None
        assert deadlines.own_weeks(a_commune().pk) == []
        changed = {**given, "seen": page.context["seen"], "day-0": "08:00-12:00"}
        assert browser.post(url("set_week"), changed).status_code == 200  # not what was looked at
        assert browser.post(url("set_week"), {**given, "seen": page.context["seen"]}).status_code == 303
        assert len(deadlines.own_weeks(a_commune().pk)) == 1
        assert browser.post(url("end_week"), {"valid_from": "x", "decision_no": ""}).status_code == 422
        later = (today() + 9 * ONE_DAY).isoformat()
        assert browser.post(url("end_week"), {"valid_from": later, "decision_no": "6/QĐ"}).status_code == 303

    def test_what_cannot_be_read_is_said_at_its_day(self, browser):
        page = browser.post(url("set_week"), {"day-0": "sáng", "valid_from": "", "decision_no": ""})
        assert set(page.context["errors"]) == {"day-0", "valid_from", "decision_no"}

    def test_promises_that_fall_on_a_closed_door_are_listed_and_kept(self, browser):
        dossier = a_received_dossier(at=clock.now())
        due = clock.local_day(dossier.due_at)
        given = {"day": due.isoformat(), "kind": "off", "counts": "yes", "name_vi": "Mưa bão", "decision_no": "7/QĐ"}
        page = browser.post(url("set_day"), given)
        assert [one.code for one in page.context["would"].closed] == [dossier.code]
        assert dossier.code in [one.code for one in page.context["would"].otherwise]
        assert browser.post(url("set_day"), {**given, "seen": page.context["seen"]}).status_code == 303
        before = dossier.due_at
        dossier.refresh_from_db()
        assert dossier.due_at == before
        assert "Mưa bão" in browser.get(url("hours")).content.decode()
        if due > today():
            assert browser.post(url("withdraw_day", due.isoformat()), {"reason": ""}).status_code == 422
            assert browser.post(url("withdraw_day", due.isoformat()), {"reason": "tan bão"}).status_code == 303
            assert deadlines.own_days(a_commune().pk) == []

    def test_new_promises_are_reckoned_by_the_units_own_days(self, browser):
        usual = a_received_dossier(at=clock.now()).due_at
        given = {
            "day": clock.local_day(usual).isoformat(),
            "kind": "off",
            "counts": "yes",
            "name_vi": "Mưa bão",
            "decision_no": "7/QĐ",
        }
        page = browser.post(url("set_day"), given)
        browser.post(url("set_day"), {**given, "seen": page.context["seen"]})
        assert a_received_dossier(at=clock.now()).due_at > usual

    def test_a_special_opening_needs_hours_and_a_choice(self, browser):
        page = browser.post(url("set_day"), {"day": today().isoformat(), "kind": "open", "name_vi": "x"})
        assert {"hours", "counts", "decision_no"} <= set(page.context["errors"])

    def test_a_province_sets_a_day_for_all_below(self, chief):
        above = browser_of(staff("administrator", agency=a_province()))
        given = {
            "day": (today() + ONE_DAY).isoformat(),
            "kind": "off",
            "counts": "yes",
            "name_vi": "Bão số 9",
            "decision_no": "9/QĐ",
            "below": "1",
        }
        page = above.post(url("set_day"), given)
        assert above.post(url("set_day"), {**given, "seen": page.context["seen"]}).status_code == 303
        assert len(deadlines.own_days(a_commune().pk)) == len(deadlines.own_days(a_province().pk)) == 1

    def test_a_day_that_nobody_set_leads_back(self, browser):
        assert browser.get(url("withdraw_day", "2026-02-31")).status_code == 303


class TestOpenings:
    def test_a_level_is_set_by_a_decision_and_the_share_follows(self, browser):
        page = browser.get(url("openings"))
        assert (page.context["online"], page.context["total"]) == (0, 1)
        given = {"code": "X.birth", "level": "full", "valid_from": today().isoformat(), "decision_no": "3/QĐ"}
        assert browser.post(url("set_openings"), given).status_code == 303
        assert browser.get(url("openings")).context["share"] == 100
        assert Opening.objects.get().decision_no == "3/QĐ"
        page = browser.get(url("set_openings"), {"thu-tuc": "X.birth"})
        assert len(page.context["history"]) == 1

    def test_what_is_missing_is_said(self, browser):
        wrong = {"code": "X.birth", "level": "king", "valid_from": "", "decision_no": ""}
        page = browser.post(url("set_openings"), wrong)
        assert set(page.context["errors"]) == {"level", "valid_from", "decision_no"}
        past = {"code": "X.birth", "level": "full", "valid_from": "2020-05-05", "decision_no": "1"}
        assert set(browser.post(url("set_openings"), past).context["errors"]) == {"valid_from"}
        assert browser.post(url("set_openings"), {}).status_code == 303
        page = browser.post(url("set_openings"), {"code": "X.birth"})
        assert page.status_code == 200  # ticked in the list: now the questions


class TestFees:
    @pytest.fixture
    def version(self):
        return a_version({"amount": None}, slug="deed")

    def test_what_waits_for_an_amount_stands_first_and_is_set(self, browser, version):
        page = browser.get(url("fees"))
        assert page.context["waiting"] == 1
        assert "chưa có mức thu" in browser.get(url("openings")).content.decode()
        given = {"amount": "20.000", "channel": "", "valid_from": today().isoformat(), "decision_no": "15/NQ-HĐND"}
        address = url("set_fee", "X.deed", "le_phi")
        assert browser.post(address, {**given, "amount": "hai chục"}).context["errors"]["amount"]
        assert browser.post(address, {**given, "decision_no": ""}).status_code == 422
        assert browser.post(address, {**given, "reason": "nghị quyết mới"}).status_code == 303
        assert LocalFee.objects.get().amount == 20000
        page = browser.get(url("fees"))
        assert page.context["waiting"] == 0
        assert browser.get(url("set_fee", "X.birth", "phi")).status_code == 404

    def test_an_amount_ends_by_a_decision(self, browser, version):
        given = {"amount": "5000", "channel": "", "valid_from": today().isoformat(), "decision_no": "15/NQ"}
        browser.post(url("set_fee", "X.deed", "le_phi"), given)
        fee = LocalFee.objects.get()
        on = (today() + ONE_DAY).isoformat()
        assert browser.post(url("end_fee", fee.pk), {"on": on, "decision_no": ""}).status_code == 422
        assert browser.post(url("end_fee", fee.pk), {"on": on, "decision_no": "16/NQ"}).status_code == 303
        assert browser.get(url("end_fee", fee.pk + 99)).status_code == 404


class TestTemplates:
    GIVEN = {
        "kind": "approve",
        "procedure": "",
        "name_vi": "Giấy xác nhận",
        "title": "GIẤY XÁC NHẬN",
        "body": "Xác nhận ông/bà {applicant}, nơi ở {applicant_address}.",
    }

    def test_a_template_is_written_looked_at_and_replaced_by_a_dated_version(self, browser):
        given = {**self.GIVEN, "valid_from": today().isoformat()}
        page = browser.post(url("add_template"), {**given, "step": "look"})
        assert "BÙI GIA BẢO" in page.content.decode()
        assert ResultTemplate.objects.count() == 0
        answer = browser.post(url("add_template"), given)
        assert answer.status_code == 303
        row = ResultTemplate.objects.get()
        assert (row.number, row.agency) == (1, a_commune())
        later = (today() + ONE_DAY).isoformat()
        newer = {**self.GIVEN, "body": "Mới: {applicant}", "valid_from": later, "reason": "đổi mẫu"}
        assert browser.post(url("edit_template", row.key), newer).status_code == 303
        row.refresh_from_db()
        assert (row.body[:8], row.valid_to) == ("Xác nhận", today() + ONE_DAY)
        page = browser.get(url("template", row.key), {"ban": "1"}).content.decode()
        assert "BÙI GIA BẢO" in page
        pdf = browser.get(url("template_pdf", row.key))
        assert b"".join(pdf).startswith(b"%PDF")
        end = {"on": (today() + 2 * ONE_DAY).isoformat()}
        assert browser.post(url("end_template", row.key), end).status_code == 422
        assert browser.post(url("end_template", row.key), {**end, "reason": "bỏ mẫu"}).status_code == 303

    def test_an_unknown_placeholder_is_refused_by_name(self, browser):
        page = browser.post(url("add_template"), {**self.GIVEN, "body": "{luong}", "valid_from": today().isoformat()})
        assert page.status_code == 422
        assert "luong" in page.context["errors"]["body"]
        assert page.context["given"]["body"] == "{luong}"

    def test_another_units_template_does_not_exist(self, browser):
        browser.post(url("add_template"), {**self.GIVEN, "valid_from": today().isoformat()})
        key = ResultTemplate.objects.get().key
        other = browser_of(staff("administrator", agency=a_province()))
        assert other.get(url("template", key)).status_code == 404
        assert other.get(url("edit_template", key)).status_code == 404


class TestJournal:
    def test_who_changed_what_when_and_why(self, browser, post, chief):
        given = {
            "title_vi": "Chuyên viên hộ tịch",
            "on": today().isoformat(),
            "reason": "theo đề án",
            "decision_no": "8/QĐ",
        }
        browser.post(url("rename_post", post.pk), given)
        page = browser.get(url("unit_journal"), {"loai": "posts"})
        row = page.context["rows"][0]
        assert (row.what, row.why, row.ground) == ("Đổi tên vị trí", "theo đề án", "8/QĐ")
        assert row.who == Account.objects.get(pk=chief.account_id).full_name

    def test_it_is_filtered_by_person_and_day_and_given_as_csv(self, browser, post):
        account = holder(post)
        yesterday = (today() - ONE_DAY).isoformat()
        assert browser.get(url("unit_journal"), {"ai": account.username}).context["rows"]
        assert not browser.get(url("unit_journal"), {"ai": "nobody"}).context["rows"]
        assert not browser.get(url("unit_journal"), {"ai": account.username, "den": yesterday}).context["rows"]
        assert browser.get(url("unit_journal"), {"tu": "31/02/2026", "loai": "x"}).status_code == 200
        answer = browser.get(url("unit_journal_csv"), {"ai": account.username})
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) == 3  # the head, opened, appointed

    def test_another_units_changes_are_not_shown(self, browser):
        staff("administrator", agency=a_province())
        chains = {row.event.chain for row in browser.get(url("unit_journal")).context["rows"]}
        above = Account.objects.get(username="administrator.h44")
        assert f"account:{above.pk}" not in chains

    def test_a_formula_is_text_in_the_csv(self, browser, post):
        browser.post(url("rename_post", post.pk), {"title_vi": "Mới", "on": today().isoformat(), "reason": "=1+1"})
        assert "'=1+1" in browser.get(url("unit_journal_csv")).content.decode()


def test_the_overview_says_what_is_missing_and_where(browser):
    page = browser.get(url("unit"))
    titles = {one.title: one for one in page.context["items"]}
    assert titles["Bước chưa có người làm"].kind == "no"
    assert titles["Quản trị viên"].kind == "info"
    assert titles["Sao lưu"].kind == "no"
    for one in page.context["items"]:
        if one.url:
            assert browser.get(one.url).status_code == 200
