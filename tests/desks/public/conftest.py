"""A district of 2023 with dossiers behind its figures, its successor of today, three procedures on offer."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.agencies.queries import get_agency
from motcua.catalogue import actions
from motcua.catalogue.rules import Fee, Limit, Paper
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.people.models import Party
from motcua.steering.models import Target
from tests.factories import import_lines, organisation, procedures


@pytest.fixture
def catalogue(db: None) -> None:
    """Birth registration, marriage and a building permit, as published."""
    import_lines.the_district()
    procedures.a_published_version(
        procedures.a_procedure("1.000894"), name_vi="Đăng ký kết hôn", name_en="Marriage registration"
    )
    permit = procedures.a_content(
        name_vi="Cấp giấy phép xây dựng nhà ở riêng lẻ <b>",
        name_en="Building permit",
        limits=(Limit(7, "working_days"),),
        fees=(Fee("le_phi", None, is_default=True),),
        papers=(
            Paper("form", "Đơn", "Form", is_form=True),
            Paper("land", "Giấy chứng nhận đất", "Land certificate", fetch_from=("land_db",)),
            Paper("card", "Căn cước", "Identity card", need="shown"),
            Paper("design", "Bản vẽ", "Drawings"),
            Paper("neighbour", "Cam kết", "Commitment", need="conditional", condition_vi="Có công trình liền kề"),
        ),
    )
    actions.publish_version(
        procedures.a_procedure("1.013225"),
        spec=permit,
        valid_from=organisation.LONG_AGO,
        assumed=True,
        by=SYSTEM,
        at=organisation.AT,
    )
    procedures.a_published_version(
        procedures.a_procedure("2.000884"), name_vi="Chứng thực chữ ký", name_en="Signature", online="none"
    )


@pytest.fixture
def district(catalogue: None) -> None:
    """2023: five dossiers, four of them online, one of them late; two communes and the district's own counter."""
    lines = []
    for number, (agency, channel, finished) in enumerate(
        [
            ("H28.159", "online", "2023-01-09T10:00"),
            ("H28.159", "direct", "2023-01-09T10:00"),
            ("H28.159.05392", "online", "2023-01-12T10:00"),
            ("H28.159.05392", "online", "2023-01-09T10:00"),
            ("H28.159.05395", "online", "2023-01-10T08:30"),
        ],
        start=1,
    ):
        events = [
            {"type": "submitted", "at": "2023-01-05T08:00"},
            {"type": "received", "at": "2023-01-05T09:00", "due_at": "2023-01-10T09:00"},
            {"type": "finished", "at": finished, "result": "approved"},
        ]
        entered = "officer" if channel == "direct" else "applicant"
        lines.append(import_lines.a_line(number, *events, agency=agency, channel=channel, entered_by=entered))
    outcome = import_lines.bring_in(*lines)
    assert outcome.refused == []
    assert Party.objects.filter(full_name="Bùi Thị Lành").exists()


@pytest.fixture
def target(district: None) -> Target:
    """55 % online, set by the province for the district for 2023."""
    return Target.objects.create(
        agency=get_agency("H28.159"),
        issuer=get_agency("H28"),
        indicator="online_percent",
        value=Decimal(55),
        period_from=date(2023, 1, 1),
        period_to=date(2023, 12, 31),
        decision_no="QĐ 1",
        set_at=clock.now(),
    )
