"""Which provider stands behind which port, what reacts to the journal, which guards the database carries.

The only module that knows adapters. Called once when a process starts (`wsgi`, `motcua`, the test runner).
"""

from datetime import timedelta

from django.apps import apps
from django.conf import settings

from motcua.config.env import ENV
from motcua.kernel import registry

REFERENCE_ROOMS = ("agencies", "deadlines", "workflow", "eforms", "catalogue")
"""Rooms whose rows hardly change and are read with every request: their tables are watched (`journal.reference`)."""


def wire() -> None:
    """Wire ports, handlers, scheduled jobs and guards. Calling it again changes nothing."""
    _ports()
    _guards()
    _outbox()


def _ports() -> None:
    from motcua.adapters.notify.email import EmailSender
    from motcua.adapters.scan.absent import AbsentScanner
    from motcua.adapters.scan.clamd import ClamdScanner
    from motcua.reports.cube.writing import Keeper

    registry.wire("malware_scanner", ClamdScanner(ENV.clamd_socket) if ENV.clamd_socket else AbsentScanner())
    registry.wire("cube", Keeper())
    registry.wire("mail_sender", EmailSender(settings.DEFAULT_FROM_EMAIL))


def _guards() -> None:
    from motcua.agencies.guards import GUARDS as AGENCIES
    from motcua.catalogue.guards import GUARDS as CATALOGUE
    from motcua.certification.guards import GUARDS as CERTIFICATION
    from motcua.community.guards import GUARDS as COMMUNITY
    from motcua.deadlines.guards import GUARDS as DEADLINES
    from motcua.documents.guards import GUARDS as DOCUMENTS
    from motcua.dossiers.guards import GUARDS as DOSSIERS
    from motcua.journal import guards
    from motcua.notifications.guards import GUARDS as NOTIFICATIONS
    from motcua.payments.guards import GUARDS as PAYMENTS
    from motcua.people.guards import GUARDS as PEOPLE
    from motcua.reports.guards import GUARDS as REPORTS
    from motcua.workflow.guards import GUARDS as WORKFLOW

    guards.declare(*AGENCIES, *PEOPLE, *DEADLINES, *DOCUMENTS, *CATALOGUE, *DOSSIERS, *PAYMENTS, *COMMUNITY)
    guards.declare(*CERTIFICATION, *NOTIFICATIONS, *WORKFLOW, *REPORTS)
    reference = [model for room in REFERENCE_ROOMS for model in apps.get_app_config(room).get_models()]
    guards.declare(*(guards.Watched(model._meta.db_table) for model in reference), guards.Watched("people_appointment"))


def _outbox() -> None:
    from motcua.flows import (
        account_mail,
        calendar_change,
        digest,
        lateness,
        linked,
        notify,
        open_data,
        period_seals,
        replaying,
        report_letters,
        report_runs,
        staff_links,
        targets,
        upkeep,
        watch,
    )
    from motcua.journal import outbox
    from motcua.reports.cube import folding

    outbox.wire(
        subscriptions=(
            *notify.SUBSCRIPTIONS,
            *account_mail.SUBSCRIPTIONS,
            *staff_links.SUBSCRIPTIONS,
            *linked.SUBSCRIPTIONS,
            *report_runs.SUBSCRIPTIONS,
            *targets.SUBSCRIPTIONS,
        ),
        jobs=(
            outbox.Job("heartbeat", timedelta(minutes=1), upkeep.heartbeat),
            outbox.Job("seal", timedelta(days=1), upkeep.seal),
            outbox.Job("sweep", timedelta(hours=6), upkeep.sweep),
            outbox.Job("rescan", timedelta(minutes=10), upkeep.rescan),
            outbox.Job("calendar", timedelta(minutes=1), calendar_change.go_on),
            outbox.Job("cube", timedelta(minutes=1), folding.scheduled),
            *notify.JOBS,
            *digest.JOBS,
            *watch.JOBS,
            *lateness.JOBS,
            *replaying.JOBS,
            *report_letters.JOBS,
            *report_runs.JOBS,
            *targets.JOBS,
            *period_seals.JOBS,
            *open_data.JOBS,
        ),
    )
