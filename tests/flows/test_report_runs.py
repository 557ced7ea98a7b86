"""Large reports as tasks: made once, told how far, cancelled, made anew after a crash."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from motcua.flows import report_runs
from motcua.journal import outbox
from motcua.journal.models import Event
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.people.models import Appointment
from motcua.reports.keeping import runs
from motcua.reports.models import ReportRun
from motcua.reports.statutory import Asked, get_report
from tests.factories.plain_lives import a_finished_dossier, a_received_dossier, staff
from tests.factories.proposals import browser_of

pytestmark = pytest.mark.django_db


def asked_run(report: str = "register", format: str = "csv"):
    dossier = a_received_dossier()
    by = staff("single_window_officer")
    day = clock.local_day(dossier.received_at)
    now = clock.now()
    asked = Asked(by.agency, day, clock.local_day(now), now, viewer=by)
    return runs.ask(get_report(report), asked, format=format, language="vi", by=by, at=now), by, dossier


def event_of(run: ReportRun) -> Event:
    return Event.objects.get(chain=f"report-run:{run.pk}", type="report.asked")


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_the_worker_makes_it_and_keeps_the_file(format):
    run, by, dossier = asked_run(format=format)
    report_runs.handle(event_of(run))
    run.refresh_from_db()
    assert (run.state, run.done, run.all) == ("done", 1, 1)
    with default_storage.open(run.file, "rb") as file:
        content = file.read()
    assert len(content) == run.size
    if format != "xlsx":
        assert dossier.code in content.decode("utf-8-sig")
        assert dossier.applicant.full_name in content.decode("utf-8-sig")
    fetched = browser_of(by).get(reverse("numbers:report_run_file", args=[run.pk]))
    assert b"".join(fetched.streaming_content) == content
    other = browser_of(staff("specialist_officer", username="other"))
    assert other.get(reverse("numbers:report_run_file", args=[run.pk])).status_code == 404
    report_runs.sweep(clock.now() + timedelta(days=8))
    run.refresh_from_db()
    assert run.state == "gone"
    assert not default_storage.exists(f"reports/{run.pk}")


def test_figures_are_made_in_steps_too():
    run, _by, _dossier = asked_run("progress", "json")
    report_runs.handle(event_of(run))
    run.refresh_from_db()
    assert (run.state, run.done, run.all) == ("done", 2, 3)


def test_two_workers_never_make_one_twice():
    run, _by, _dossier = asked_run()
    mark = runs.claim(run.pk, clock.now())
    assert mark
    assert runs.claim(run.pk, clock.now()) == ""
    with pytest.raises(outbox.NotYet):  # the other has it
        report_runs.handle(event_of(run))
    later = clock.now() + runs.LEASE + timedelta(seconds=1)
    second = runs.claim(run.pk, later)  # its worker was killed
    assert second
    assert second != mark
    assert not runs.step(run.pk, mark, done=1, all=1, at=later)
    assert not runs.finish(run.pk, mark, file="x", size=1, at=later)
    assert runs.step(run.pk, second, done=1, all=1, at=later)


def test_a_run_that_was_done_is_not_made_again():
    run, _by, _dossier = asked_run()
    report_runs.handle(event_of(run))
    file = ReportRun.objects.get(pk=run.pk).file
    report_runs.handle(event_of(run))
    assert ReportRun.objects.get(pk=run.pk).file == file


def test_it_is_cancelled_between_its_steps():
    run, by, _dossier = asked_run()
    mark = runs.claim(run.pk, clock.now())
    assert runs.cancel(run, by=by, at=clock.now())
    assert not runs.step(run.pk, mark, done=1, all=1, at=clock.now())
    report_runs.handle(event_of(run))
    run.refresh_from_db()
    assert (run.state, run.file) == ("cancelled", "")
    assert not runs.cancel(run, by=by, at=clock.now())


def test_who_lost_the_post_gets_no_file():
    run, by, _dossier = asked_run()
    Appointment.objects.filter(account_id=by.account_id).update(withdrawn_at=clock.now())
    report_runs.handle(event_of(run))
    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", "report.rights_lost")


def test_a_report_that_is_no_more_says_so():
    run, _by, _dossier = asked_run()
    ReportRun.objects.filter(pk=run.pk).update(report="gone")
    report_runs.handle(event_of(run))
    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", "report.unknown")


def test_the_same_question_is_queued_once_and_not_too_many():
    run, by, dossier = asked_run()
    day, now = clock.local_day(dossier.received_at), clock.now()
    report = get_report("register")
    asked = Asked(by.agency, day, clock.local_day(now), now, viewer=by)
    assert runs.ask(report, asked, format="csv", language="vi", by=by, at=now).pk == run.pk
    for back in range(1, runs.MOST_OPEN):
        earlier = Asked(by.agency, day - timedelta(days=back), day, now, viewer=by)
        runs.ask(report, earlier, format="csv", language="vi", by=by, at=now)
    with pytest.raises(Invalid):
        runs.ask(report, Asked(by.agency, day, day, now), format="xlsx", language="vi", by=by, at=now)
    with pytest.raises(Invalid):
        runs.ask(report, asked, format="pdf", language="vi", by=by, at=now)


@pytest.mark.parametrize(
    ("report", "size", "large"),
    [("register", 2_000, False), ("register", 2_001, True), ("progress", 2_001, False), ("progress", 30_001, True)],
)
def test_what_is_large(report, size, large):
    assert runs.is_over(get_report(report), size) is large


def test_it_is_asked_on_a_page_and_told_how_far():
    a_finished_dossier()
    by = staff("single_window_officer")
    browser = browser_of(by)
    answer = browser.post(
        f"{reverse('numbers:ask_report', args=['register'])}?tu=2026-01-01&den=2026-12-31", {"dang": "csv"}
    )
    assert answer.status_code == 303
    run = ReportRun.objects.get()
    assert "chờ lập" in browser.get(answer["Location"]).content.decode()
    report_runs.handle(event_of(run))
    assert "Tải tệp" in browser.get(answer["Location"]).content.decode()
    assert "đã xong" in browser.get(reverse("numbers:report_runs")).content.decode()
