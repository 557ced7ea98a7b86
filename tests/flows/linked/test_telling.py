"""One letter for a filing, not one for each of its dossiers."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from motcua.adapters.notify.simulator import SimulatedMail
from motcua.kernel import clock, registry
from motcua.notifications.models import Notice
from tests.factories import linked

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail() -> Iterator[SimulatedMail]:
    before = registry.provider("mail_sender")
    simulator = SimulatedMail()
    registry.wire("mail_sender", simulator)
    yield simulator
    registry.wire("mail_sender", before)


def told(template: str) -> list[str]:
    return list(Notice.objects.filter(template=template).values_list("dossier__code", flat=True))


def test_a_filing_is_told_once_and_the_letter_names_every_part(mail: SimulatedMail) -> None:
    linked.an_offering_commune()
    filed = clock.now() - timedelta(hours=2)
    bundle = linked.a_bundle(at=filed)
    linked.decide(bundle.lead.code, at=filed + timedelta(minutes=5))
    linked.work()
    assert told("submitted") == [bundle.lead.code]
    from motcua.flows.notify import text_of

    body = text_of(Notice.objects.get(template="submitted")).body
    assert "1. Khai sinh" in body
    assert "3. Thẻ bảo hiểm y tế" in body
    assert f"/theo-doi/{bundle.lead.code}" in body
    linked.work()
    started = linked.dossier(bundle, "residence").code
    assert started in told("received"), "what starts is told"
    assert linked.dossier(bundle, "hi").code not in told("received"), "together with the first of them"
