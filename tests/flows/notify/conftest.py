"""Ports of this package's tests, and the worker."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from motcua.adapters.notify.email import EmailSender
from motcua.adapters.notify.simulator import SimulatedMail
from motcua.kernel import clock, registry
from tests.contracts.post_office import PostOffice


@pytest.fixture
def now() -> datetime:
    return clock.now() - timedelta(hours=3)


@pytest.fixture
def mail() -> Iterator[SimulatedMail]:
    before = registry.provider("mail_sender")
    simulator = SimulatedMail()
    registry.wire("mail_sender", simulator)
    yield simulator
    registry.wire("mail_sender", before)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    before = registry.provider("mail_sender")
    office = PostOffice()
    sender = EmailSender(
        "mot-cua@motcua.test",
        backend="django.core.mail.backends.smtp.EmailBackend",
        host="127.0.0.1",
        port=office.port,
        timeout=5,
        username="",
        password="",
        use_tls=False,
        use_ssl=False,
    )
    registry.wire("mail_sender", sender)
    yield office
    office.close()
    registry.wire("mail_sender", before)
