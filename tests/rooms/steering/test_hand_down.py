"""A target handed down to its parts: all of them or none."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.agencies.models import Position
from motcua.kernel.errors import Invalid, NotLawfulNow
from motcua.reports.aims import cascade
from motcua.steering import actions, queries
from motcua.steering.models import Target
from motcua.steering.rules import OWN
from tests.factories.plain_lives import BEGAN, OPENED_AT, a_finished_dossier, a_province, an_agency, staff

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def a_target(agency, value="100", indicator="resolved_in_time", **more):
    return actions.set_target(
        indicator,
        agency=agency,
        period_from=YEAR[0],
        period_to=YEAR[1],
        value=Decimal(value),
        issuer=a_province(),
        decision_no="12/QĐ-UBND",
        by=staff("province_leader", agency=a_province()),
        at=OPENED_AT,
        **more,
    )


def hand_down(target, **values):
    lines = cascade.lines(target, today=YEAR[0], as_of=OPENED_AT)
    parts = [one.as_part(Decimal(values[one.key]) if values.get(one.key) else None) for one in lines]
    return actions.hand_down(
        target,
        parts,
        issuer=a_province(),
        decision_no="40/QĐ-UBND",
        by=staff("province_leader", agency=a_province()),
        at=OPENED_AT,
    )


@pytest.fixture
def communes():
    province = a_province()
    return [an_agency(f"H44.{code}", short=f"Xã {code}", parent=province.code) for code in (229, 230, 231)]


def test_every_part_gets_its_target_and_the_parts_know_their_whole(communes):
    whole = a_target(a_province())
    made = hand_down(whole, **{"H44.229": "50", "H44.230": "30", "H44.231": "20"})
    assert [one.value for one in made] == [Decimal(50), Decimal(30), Decimal(20)]
    lines = cascade.lines(whole, today=YEAR[0], as_of=OPENED_AT)
    checked = actions.checked(whole, [one.as_part(one.value) for one in lines])
    assert (checked.verdict, checked.missing) == ("fits", 0)
    assert len(queries.parts_of(whole)) == 3


def test_parts_that_fall_short_are_refused_and_nothing_is_set(communes):
    whole = a_target(a_province())
    with pytest.raises(Invalid) as refusal:
        hand_down(whole, **{"H44.229": "50", "H44.230": "30", "H44.231": "19"})
    [error] = refusal.value.errors
    assert (error.path, error.code, error.facts["short"]) == ("cascade", "target.sum_short", 1)
    assert Target.objects.count() == 1


def test_shares_that_weigh_too_little_are_refused(communes):
    whole = a_target(a_province(), "90", "online_percent")
    with pytest.raises(Invalid, match=r"target\.invalid") as refusal:
        hand_down(whole, **{"H44.229": "89.5"})
    assert refusal.value.errors[0].code == "target.share_short"


def test_one_part_that_crosses_an_older_target_undoes_all(communes):
    crossing = a_target(communes[2], "5")
    Target.objects.filter(pk=crossing.pk).update(period_from=date(2025, 7, 1), period_to=date(2026, 6, 30))
    whole = a_target(a_province())
    with pytest.raises(NotLawfulNow, match=r"target\.periods_cross"):
        hand_down(whole, **{"H44.229": "50", "H44.230": "30", "H44.231": "20"})
    assert Target.objects.filter(decision_no="40/QĐ-UBND").count() == 0


def test_what_was_replaced_is_not_handed_down(communes):
    old = a_target(a_province())
    a_target(a_province(), "120")
    with pytest.raises(NotLawfulNow, match=r"target\.replaced"):
        hand_down(old, **{"H44.229": "100"})


def test_a_sum_of_the_agency_above_is_nobody_elses_a_share_is(communes):
    a_target(a_province())
    share = a_target(a_province(), "90", "online_percent")
    assert queries.targets(communes[0], YEAR[0]) == [share]


def test_posts_and_the_own_part_are_targets_apart(communes):
    Position.objects.create(agency=communes[0], slug="specialist_land", title_vi="Đất đai", valid_from=BEGAN)
    whole = a_target(communes[0], "90", "online_percent")
    [line] = cascade.lines(whole, today=YEAR[0], as_of=OPENED_AT)
    assert (line.kind, line.key, line.suggested) == ("post", "specialist_land", Decimal(90))
    post = a_target(communes[0], "95", "online_percent", post="specialist_land")
    assert queries.targets(communes[0], YEAR[0]) == [whole]
    assert queries.narrower(communes[0], YEAR[0]) == [post]
    assert cascade.lines(post, today=YEAR[0], as_of=OPENED_AT) == []
    own = a_target(a_province(), "95", "online_percent", post=OWN)
    assert queries.history("online_percent", a_province(), OWN) == [own]
    assert queries.history("online_percent", a_province()) == []


def test_a_split_follows_last_years_volume(communes):
    a_finished_dossier()  # at H44.229, in January 2026
    whole = actions.set_target(
        "resolved_in_time",
        agency=a_province(),
        period_from=date(2027, 1, 1),
        period_to=date(2027, 12, 31),
        value=Decimal(10),
        issuer=a_province(),
        decision_no="1",
        by=staff("province_leader", agency=a_province()),
        at=OPENED_AT,
    )
    lines = cascade.lines(whole, today=date(2027, 1, 1), as_of=OPENED_AT.replace(year=2027, month=2))
    assert [(one.agency.code, one.weight, one.suggested) for one in lines] == [
        ("H44.229", 1, Decimal(10)),
        ("H44.230", 0, Decimal(0)),
        ("H44.231", 0, Decimal(0)),
    ]


def test_targets_of_a_post_cross_one_another_and_not_the_whole(communes):
    a_target(communes[0], "90", "online_percent")
    a_target(communes[0], "95", "online_percent", post="specialist_land")
    with pytest.raises(NotLawfulNow, match=r"target\.periods_cross"):
        actions.set_target(
            "online_percent",
            agency=communes[0],
            period_from=date(2026, 7, 1),
            period_to=date(2027, 6, 30),
            value=Decimal(95),
            issuer=communes[0],
            decision_no="2",
            post="specialist_land",
            by=staff("commune_leader", agency=communes[0]),
            at=OPENED_AT,
        )
    assert Target.objects.count() == 2
