"""One commune with one procedure by the general application, and a filer and officers with tokens."""

from dataclasses import dataclass
from typing import Any

import pytest

from motcua.catalogue.models import Field, Procedure, ProcedureVersion, RequiredPaper
from motcua.deadlines import reader
from motcua.deadlines.actions import load_calendar
from motcua.eforms.actions import publish_form
from motcua.flows.submit import Submission
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.people import actions as people
from motcua.people.models import Account
from motcua.workflow.actions import publish_process
from tests.factories.plain_lives import BEGAN, OPENED_AT, STEPS, a_commune
from tests.rooms.dossiers.points import COUNTER, LEADER, SPECIALIST, actor
from tests.rules.eforms.forms import field, source

PROCEDURE, AGENCY = "X.residence", "H44.229"


@dataclass(frozen=True)
class Office:
    """What a fault test needs: who acts, their tokens, and a submission that is valid as it stands."""

    citizen: Actor
    officer: Actor
    specialist: Actor
    leader: Actor
    version: ProcedureVersion

    def body(self, **changes: Any) -> dict[str, Any]:
        return {
            "procedure": PROCEDURE,
            "agency": AGENCY,
            "channel": "online",
            "applicant": {"kind": "person", "full_name": "Bùi Thị Lành", "personal_id": "017184003125"},
            "answers": {"wish": "Xác nhận nơi cư trú"},
            "papers": [],
            **changes,
        }

    def submission(self, **changes: Any) -> Submission:
        return Submission(**self.body(**changes))

    def bearer(self, who: Actor) -> dict[str, str]:
        account = Account.objects.get(pk=who.account_id)
        return {"HTTP_AUTHORIZATION": f"Bearer {people.issue_token(account, days=1, by=SYSTEM, at=clock.now())}"}


def an_office() -> Office:
    load_calendar(reader.read_calendar(reader.packaged_calendar()), by=SYSTEM, at=OPENED_AT)
    publish_process("simple", name_vi="Đơn giản", name_en="", steps=STEPS, valid_from=BEGAN, by=SYSTEM, at=OPENED_AT)
    publish_form(source(field("wish", required=True), key="general"), valid_from=BEGAN, by=SYSTEM, at=OPENED_AT)
    a_commune()
    procedure = Procedure.objects.create(
        slug="residence", code=PROCEDURE, field=Field.objects.create(slug="residence", name_vi="Cư trú")
    )
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=1,
        status="published",
        valid_from=BEGAN,
        name_vi="Xác nhận cư trú",
        name_en="Residence",
        process_key="simple",
        levels=["commune"],
        online="full",
    )
    RequiredPaper.objects.create(
        version=version, key="proof", position=1, name_vi="Giấy tờ chứng minh", need="optional"
    )
    return Office(actor("citizen"), actor(COUNTER), actor(SPECIALIST), actor(LEADER), version)


@pytest.fixture
def office(db: None) -> Office:
    """Within the test's own transaction."""
    return an_office()


@pytest.fixture
def open_office(transactional_db: None) -> Office:
    """Committed, so that threads and a server see it."""
    return an_office()
