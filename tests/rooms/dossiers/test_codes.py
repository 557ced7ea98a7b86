"""Codes: consecutive for each agency and local day, never repeated, also when many submit at once."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from motcua.dossiers.actions import check_pin, next_code
from motcua.dossiers.models import CodeCounter, PinGuard
from motcua.journal.throttle import TooMany
from motcua.kernel import codes
from tests.factories.plain_lives import OPENED_AT, a_dossier

DAY = date(2026, 1, 5)
KEY = b"a key of tests"


@pytest.mark.django_db
def test_numbers_are_consecutive_for_each_agency_and_day():
    made = [next_code("H44.229", DAY) for _ in range(3)]
    assert made == ["H44.229-260105-0001", "H44.229-260105-0002", "H44.229-260105-0003"]
    assert next_code("H44.230", DAY) == "H44.230-260105-0001"
    assert next_code("H44.229", DAY + timedelta(1)) == "H44.229-260106-0001"


@pytest.mark.django_db
def test_a_number_beyond_four_digits_goes_on():
    CodeCounter.objects.create(agency_code="H44.229", day=DAY, last=9_999)
    assert next_code("H44.229", DAY) == "H44.229-260105-10000"


@pytest.mark.django_db
def test_what_is_taken_back_takes_its_number_back():
    with transaction.atomic():
        assert next_code("H44.229", DAY).endswith("0001")
        transaction.set_rollback(True)
    assert next_code("H44.229", DAY).endswith("0001")


@pytest.mark.django_db
def test_the_day_is_the_local_one():
    before_midnight_in_utc = OPENED_AT.replace(hour=1)
    assert a_dossier(at=before_midnight_in_utc).code == "H44.229-260105-0001"


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_numbers_without_gap_or_repeat():
    made: list[str] = []

    def take() -> None:
        try:
            made.extend(next_code("H44.229", DAY) for _ in range(5))
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(made) == [codes.dossier_code("H44.229", DAY, number) for number in range(1, 31)]


@pytest.mark.django_db
def test_ten_wrong_pins_close_the_code_for_an_hour_and_only_it():
    code, other, at = "H44.229-260105-0001", "H44.229-260105-0002", OPENED_AT
    right = codes.pin(code, KEY)
    for minute in range(10):
        assert not check_pin(code, "WRONGPIN", key=KEY, at=at + timedelta(minutes=minute))
    closed = at + timedelta(minutes=9)
    with pytest.raises(TooMany) as refused:
        check_pin(code, right, key=KEY, at=closed + timedelta(minutes=59))
    assert 0 < refused.value.facts["seconds"] <= 61
    assert check_pin(other, codes.pin(other, KEY), key=KEY, at=closed)
    assert check_pin(code, right.lower(), key=KEY, at=closed + timedelta(hours=1))
    assert not PinGuard.objects.filter(code=code).exists()


@pytest.mark.django_db
def test_wrong_pins_of_more_than_an_hour_ago_are_forgotten():
    code = "H44.229-260105-0001"
    for _ in range(9):
        check_pin(code, "WRONGPIN", key=KEY, at=OPENED_AT)
    assert not check_pin(code, "WRONGPIN", key=KEY, at=OPENED_AT + timedelta(hours=1))
    assert PinGuard.objects.get(code=code).wrong == 1
