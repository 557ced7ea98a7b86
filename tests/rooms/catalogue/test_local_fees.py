"""Fees that a provincial council sets: where they count, how one follows another, what waits for one."""

import json
from datetime import date

import pytest

from motcua.agencies.models import Agency
from motcua.catalogue import actions, queries
from motcua.catalogue.models import LocalFee, Procedure
from motcua.catalogue.rules import Fee
from motcua.journal import queries as journal
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow
from motcua.people import access
from tests.factories.organisation import AT, TODAY, a_commune, an_agency
from tests.factories.procedures import a_procedure, a_published_version

pytestmark = pytest.mark.django_db

UNKNOWN = (Fee("le_phi", None, condition_vi="Do Hội đồng nhân dân tỉnh quyết định", is_default=True),)
DECISION = "12/2025/NQ-HĐND"


@pytest.fixture
def province() -> Agency:
    return an_agency()


@pytest.fixture
def commune(province: Agency) -> Agency:
    return a_commune()


@pytest.fixture
def procedure() -> Procedure:
    return a_published_version(fees=UNKNOWN).procedure


def set_fee(
    agency: Agency, procedure: Procedure, amount: int = 8_000, since: date = TODAY, **others: object
) -> LocalFee:
    given = {"kind": "le_phi", "decision_no": DECISION, "by": SYSTEM, "at": AT, **others}
    return actions.set_local_fee(agency, procedure, amount=amount, valid_from=since, **given)  # type: ignore[arg-type]


def missing(agency: Agency, procedure: Procedure, channel: str = "direct", on: date = TODAY) -> int:
    return len(queries.missing_fees(queries.version_in_force(procedure.code, on), agency, on, channel))


def test_a_fee_of_the_province_opens_the_procedure_at_its_communes(
    province: Agency, commune: Agency, procedure: Procedure
) -> None:
    elsewhere = a_commune("T02.1", "Xã Khác", parent=an_agency("T02").code)
    assert missing(commune, procedure) == 1
    set_fee(province, procedure)
    assert (missing(commune, procedure), missing(elsewhere, procedure)) == (0, 1)
    assert missing(commune, procedure, on=date(2026, 8, 26)) == 1, "it holds from its day on"


def test_one_fee_follows_another_and_the_old_one_stays(commune: Agency, procedure: Procedure) -> None:
    set_fee(commune, procedure, 8_000, date(2026, 1, 1))
    set_fee(commune, procedure, 10_000, TODAY)
    version = queries.version_in_force(procedure.code, TODAY)
    assert [queries.fees_at(version, commune, day)[0].amount for day in (date(2026, 8, 26), TODAY)] == [8_000, 10_000]
    assert [(row.amount, row.valid_to) for row in queries.local_fees(commune)] == [(10_000, None), (8_000, TODAY)]
    event = journal.events("procedure:1.001193")[-1]
    facts = json.loads(event.facts)
    assert (event.type, facts["amount"], facts["before"]) == ("local_fee.set", 10_000, 8_000)
    with pytest.raises(NotLawfulNow, match=r"local_fee\.too_early"):
        set_fee(commune, procedure, 5_000, date(2026, 3, 1))


def test_the_same_again_changes_nothing(commune: Agency, procedure: Procedure) -> None:
    first = set_fee(commune, procedure)
    assert set_fee(commune, procedure) == first
    assert len(journal.events("procedure:1.001193")) == 3, "created, published, set"


def test_an_online_fee_of_zero_opens_only_that_channel(commune: Agency, procedure: Procedure) -> None:
    set_fee(commune, procedure, 0, channel="online")
    assert (missing(commune, procedure, "online"), missing(commune, procedure, "direct")) == (0, 1)


def test_an_ended_fee_closes_the_procedure_again(commune: Agency, procedure: Procedure) -> None:
    row = set_fee(commune, procedure, since=date(2026, 1, 1))
    actions.end_local_fee(row, on=TODAY, decision_no="99/2026/NQ-HĐND", by=SYSTEM, at=AT)
    assert missing(commune, procedure) == 1
    with pytest.raises(NotLawfulNow, match=r"local_fee\.ended"):
        actions.end_local_fee(row, on=TODAY, decision_no="99/2026/NQ-HĐND", by=SYSTEM, at=AT)


@pytest.mark.parametrize(
    ("wrong", "path", "code"),
    [
        ({"amount": -1}, "amount", "local_fee.amount_wrong"),
        ({"amount": 10**12}, "amount", "local_fee.amount_wrong"),
        ({"decision_no": "  "}, "decision_no", "local_fee.decision_missing"),
        ({"decision_no": "x" * 81}, "decision_no", "local_fee.decision_too_long"),
        ({"kind": "tax"}, "kind", "local_fee.kind_unknown"),
        ({"kind": "phi"}, "kind", "local_fee.no_line"),
        ({"channel": "kiosk"}, "channel", "local_fee.channel_unknown"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    commune: Agency, procedure: Procedure, wrong: dict[str, object], path: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        set_fee(commune, procedure, **wrong)  # type: ignore[arg-type]
    assert [(one.path, one.code) for one in refused.value.errors] == [(path, code)]
    assert not LocalFee.objects.exists()


def test_an_administrator_sets_what_is_below_and_nothing_else(
    province: Agency, commune: Agency, procedure: Procedure
) -> None:
    at_commune = Actor("account", "", access.ADMINISTRATOR, commune.code)
    set_fee(commune, procedure, by=at_commune)
    with pytest.raises(NotAllowed):
        set_fee(province, procedure, by=at_commune)
    with pytest.raises(NotAllowed):
        set_fee(commune, procedure, by=Actor("account", "", access.SINGLE_WINDOW_OFFICER, commune.code))


def test_the_administrators_list_puts_what_waits_first(province: Agency, commune: Agency, procedure: Procedure) -> None:
    late = (Fee("le_phi", 0, is_default=True), Fee("le_phi", None, condition_vi="Quá hạn"))
    a_published_version(a_procedure("1.000656"), fees=late, name_vi="Đăng ký khai tử")
    rows = queries.fees_to_set(commune, TODAY)
    assert [(row.procedure, row.is_missing) for row in rows] == [("1.001193", True), ("1.000656", False)]
    set_fee(province, procedure)
    rows = queries.fees_to_set(commune, TODAY)
    held = next(row for row in rows if row.procedure == "1.001193")
    assert (held.is_missing, held.set_by, held.fee.amount if held.fee else None) == (False, "T01", 8_000)
    assert len(queries.fees_to_set(province, TODAY)) == 2
