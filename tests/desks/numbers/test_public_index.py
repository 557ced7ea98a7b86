"""The index over the API: public counts, and nothing that tells who rated how."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from motcua.kernel import clock
from motcua.reports.scorecard import public, reader
from motcua.reports.scorecard.card import Card, Reckoned
from tests.factories.plain_lives import a_delivered_dossier

VERSION = reader.packaged(reader.INDEX).versions[-1]
MONTH = (date(2026, 10, 1), date(2026, 10, 31))


def a_card(whole: int, late: int, disliked: int, days: tuple[date, date] = MONTH) -> Card:
    line = Reckoned(VERSION.line("5.4"), Decimal(90), whole, (late, disliked))
    other = Reckoned(VERSION.line("2.1"), Decimal(90), whole, (whole - late,))
    return Card("H44.229", *days, clock.now(), VERSION, (other, line))


@pytest.mark.parametrize(
    ("card", "told"),
    [
        (a_card(100, 3, 10), True),
        (a_card(100, 3, 0), True),
        (a_card(100, 3, 4), False),  # four who were dissatisfied
        (a_card(8, 0, 5), False),  # three who were not
        (a_card(4, 0, 0), False),
        (a_card(100, 3, 10, (date(2026, 10, 2), date(2026, 10, 31))), False),  # free days
    ],
)
def test_satisfaction_is_told_where_it_tells_of_nobody(card: Card, told: bool):
    found = public.told(card)
    assert (found.line("5.4").rate is not None) is told
    assert found.line("2.1").rate is not None
    assert (found.total.reckoned == 26) is told  # 20 of line 2.1, 6 of line 5.4


@pytest.mark.django_db
def test_the_api_answers_everybody():
    dossier = a_delivered_dossier(at=clock.now() - timedelta(days=1))
    answer = Client().get("/api/v1/statistics/index", {"agency": "H44.229"})
    assert answer.status_code == 200
    found = answer.json()
    lines = {line["number"]: line for line in found["lines"]}
    assert found["version"] == VERSION.key
    assert lines["3.3"]["denominator"] == 1
    assert lines["5.4"]["rate"] is None
    assert lines["5.4"]["numerators"] is None
    assert lines["1.2"]["doubt"]
    assert lines["1.4"]["missing"]
    assert dossier.code not in answer.content.decode()
    assert Client().get("/api/v1/statistics/index", {"agency": "H99"}).status_code == 404
    assert Client().get("/api/v1/statistics/index").status_code == 422
    backward = {"agency": "H44.229", "from": "2026-02-01", "to": "2026-01-01"}
    assert Client().get("/api/v1/statistics/index", backward).status_code == 422
