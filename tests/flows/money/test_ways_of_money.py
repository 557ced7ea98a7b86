"""Money on every desk of a dossier's way: charged as it is filed, reckoned anew, taken, given back; through the acts."""

from datetime import date, timedelta

import pytest

from motcua.agencies.models import Agency
from motcua.catalogue import actions as catalogue
from motcua.catalogue import queries as procedures
from motcua.dossiers.models import Dossier
from motcua.eforms import queries as eforms
from motcua.flows import act as acts
from motcua.flows.submit import GENERAL_FORM, Submission, submit
from motcua.journal.requests import RequestKey, first_answer
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Invalid, NotAllowed, NotLawfulNow
from motcua.payments import queries
from motcua.payments.models import Charge, Receipt
from tests.factories import plain_lives
from tests.factories.import_lines import a_line, bring_in
from tests.flows.money.counter import AT, MAI

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
EXTRACT, MARITAL = "2.000635", "1.004873"


def filed(lan, procedure: str, **changed):
    version = procedures.version_in_force(procedure, clock.local_day(AT))
    form = eforms.get_form(version.form_key or GENERAL_FORM, on=AT.date())
    papers = [{"key": row.key, "seen": True} for row in version.papers.all() if row.need == "required"]
    submission = Submission(
        procedure=procedure,
        agency="H44.229",
        channel="direct",
        applicant=MAI,
        answers=eforms.example(form, today=AT.date(), applicant=MAI) | changed,
        papers=[
            paper for paper in papers if not next(r for r in version.papers.all() if r.key == paper["key"]).is_form
        ],
        reception_agency="H44.229",
    )
    return submit(submission, by=lan, at=AT)


def do(code, act, by, at=LATER, **body):
    return acts.perform(code, act, body, by=by, at=at)


def test_copies_asked_for_in_the_form_are_charged_as_it_is_filed(lan):
    dossier = filed(lan, EXTRACT, copies_count=3)
    money = queries.owed(dossier)
    assert (money.outstanding, money.lines[0].quantity, money.lines[0].unit_vi) == (24_000, 3, "bản")


def test_a_procedure_whose_fee_nobody_set_is_not_open_and_says_so(lan, commune):
    with pytest.raises(Invalid) as refused:
        filed(lan, MARITAL)
    assert ("procedure", "procedure.fee_not_set") in [(error.path, error.code) for error in refused.value.errors]
    assert not Dossier.objects.exists()

    catalogue.set_local_fee(
        Agency.objects.get(code="H44"),
        procedures.get_procedure(MARITAL),
        kind="le_phi",
        amount=10_000,
        valid_from=date(2026, 1, 1),
        decision_no="12/2025/NQ-HĐND",
        by=SYSTEM,
        at=AT,
    )
    line = queries.owed(filed(lan, MARITAL)).lines[0]
    assert (line.amount, line.decision_no) == (10_000, "12/2025/NQ-HĐND")


def test_money_is_taken_at_intake_and_the_state_stays(lan):
    code = filed(lan, EXTRACT, copies_count=1).code
    dossier = do(code, "take_payment", lan, amount=8_000, way="cash", payer="Bùi Văn Nộp")
    assert dossier.state == "submitted"
    assert Receipt.objects.get().payer == "Bùi Văn Nộp"
    assert queries.owed(dossier).outstanding == 0
    with pytest.raises(NotLawfulNow, match=r"payment\.nothing_owed"):
        do(code, "take_payment", lan, amount=8_000, way="cash")


def test_a_dossier_that_waits_for_the_payment_goes_on_whichever_act_takes_it(lan):
    code = filed(lan, EXTRACT, copies_count=1).code
    do(code, "receive", lan, at=AT)
    assert do(code, "request_payment", lan).state == "payment_due"
    assert do(code, "take_payment", lan, amount=8_000, way="transfer").state == "processing"


def test_who_is_exempt_after_all_pays_nothing_and_the_dossier_goes_on(lan):
    code = filed(lan, EXTRACT, copies_count=1).code
    do(code, "receive", lan, at=AT)
    do(code, "request_payment", lan)
    lines = [{"line": queries.owed(Dossier.objects.get()).lines[0].position}]
    dossier = do(code, "charge", lan, lines=lines, exempt="elderly", reason="Bà 82 tuổi")
    money = queries.owed(dossier)
    assert (dossier.state, money.charged, money.waived) == ("processing", 0, 8_000)
    assert money.lines[0].exemption_vi == "Người cao tuổi"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"lines": [{"line": 1}]}, "reason"),
        ({"lines": [{"line": 99}], "reason": "Sai"}, "line-99"),
        ({"lines": [{"line": 1, "quantity": 0}], "reason": "Sai"}, "line-1"),
        ({"lines": [{"line": 1}, {"line": 1}], "reason": "Sai"}, "lines"),
        ({"lines": [{"line": "một"}], "reason": "Sai"}, "lines.0"),
        ({"lines": "all", "reason": "Sai"}, "lines"),
        ({"lines": [{"line": 1}], "exempt": "friend", "reason": "Sai"}, "exempt"),
    ],
)
def test_a_wrong_reckoning_is_refused_and_changes_nothing(lan, body, path):
    code = filed(lan, EXTRACT, copies_count=1).code
    with pytest.raises(Invalid) as refused:
        do(code, "charge", lan, **body)
    assert path in [error.path for error in refused.value.errors]
    assert Charge.objects.filter(taken_back=None).count() == 1


def test_one_copy_less_is_reckoned_anew_and_the_rest_given_back(lan):
    code = filed(lan, EXTRACT, copies_count=3).code
    do(code, "take_payment", lan, amount=24_000, way="cash")
    dossier = do(code, "charge", lan, lines=[{"line": 1, "quantity": 2}], reason="Bớt một bản")
    assert queries.owed(dossier).overpaid == 8_000
    with pytest.raises(Invalid):
        do(code, "refund", lan, amount=24_001, reason="Bớt một bản")
    money = queries.owed(do(code, "refund", lan, amount=8_000, reason="Bớt một bản"))
    assert (money.charged, money.paid, money.outstanding) == (16_000, 16_000, 0)


def test_a_wrong_receipt_is_voided_and_paid_anew(lan):
    code = filed(lan, EXTRACT, copies_count=1).code
    do(code, "take_payment", lan, amount=8_000, way="cash")
    assert queries.owed(do(code, "void_payment", lan, payment=1, reason="Chuyển khoản")).outstanding == 8_000
    do(code, "take_payment", lan, amount=8_000, way="transfer")
    assert list(Receipt.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_what_was_withdrawn_takes_no_money_but_gives_it_back(lan):
    code = filed(lan, EXTRACT, copies_count=1).code
    do(code, "take_payment", lan, amount=8_000, way="cash")
    do(code, "withdraw", lan, reason="Không cần nữa")
    assert queries.owed(do(code, "refund", lan, amount=8_000, reason="Rút hồ sơ")).paid == 0
    for act, body in (("take_payment", {"amount": 8_000, "way": "cash"}), ("charge", {"lines": [{"line": 1}]})):
        with pytest.raises(NotLawfulNow, match=r"payment\.ended"):
            do(code, act, lan, **body)


def test_nothing_paid_nothing_given_back(lan):
    code = filed(lan, EXTRACT, copies_count=1).code
    with pytest.raises(NotLawfulNow, match=r"refund\.nothing_paid"):
        do(code, "refund", lan, amount=1, reason="Thử")
    with pytest.raises(Invalid):
        do(code, "refund", lan, amount=1, reason="Thử", payment=7)


@pytest.mark.parametrize("act", ["take_payment", "refund", "void_payment", "charge"])
def test_money_is_the_counters_alone(lan, leader, act):
    code = filed(lan, EXTRACT, copies_count=1).code
    with pytest.raises(NotAllowed):
        do(code, act, leader, amount=1, way="cash", reason="x", payment=1, lines=[])


def test_a_repeated_request_takes_the_money_once(lan):
    code = filed(lan, EXTRACT, copies_count=1).code
    request = RequestKey("k1", "hash")
    acts.perform(code, "take_payment", {"amount": 8_000, "way": "cash"}, by=lan, at=LATER, request=request,
                 render=lambda row: {"code": row.code})  # fmt: skip
    assert first_answer(lan, request) == {"code": code}
    assert Receipt.objects.count() == 1


def test_what_another_system_left_waiting_without_a_charge_can_be_paid(lan):
    events = [
        {"type": "submitted", "at": "2026-11-05T08:00"},
        {"type": "received", "at": "2026-11-05T09:00", "due_at": "2026-11-12T09:00"},
        {"type": "payment_due", "at": "2026-11-06T10:00"},
    ]
    outcome = bring_in(a_line(7, *events, agency="H44.229", day="261105", procedure=EXTRACT))
    assert not outcome.refused
    code = Dossier.objects.get().code
    assert queries.owed(Dossier.objects.get()).lines == ()
    dossier = do(code, "confirm_payment", lan, at=AT, amount=16_000, way="cash")
    money = queries.owed(dossier)
    assert (dossier.state, money.charged, money.paid, money.outstanding) == ("processing", 16_000, 16_000, 0)
    assert Receipt.objects.get().lines[0]["amount"] == 16_000
    stranger = plain_lives.staff("single_window_officer", agency=plain_lives.an_agency("H44.230"), username="hoa")
    with pytest.raises(Exception, match=r"dossier\.unknown"):
        do(code, "refund", stranger, amount=1, reason="x")
