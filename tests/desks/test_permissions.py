"""The permission matrix: every role × every page, every role × every act of the API, by the access table itself."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from motcua.desks.shell.access import is_open
from motcua.dossiers.queries import visible_to
from motcua.flows.act import ACTS
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.people import access
from motcua.people.actions import issue_token
from motcua.people.models import Account
from motcua.people.queries import actor_for
from tests.factories.plain_lives import a_dossier, a_province, an_account, an_agency, staff
from tests.factories.proposals import a_proposed_dossier
from tests.house.test_access_rules import is_of_the_api, views

pytestmark = pytest.mark.django_db
ROLES = [role for role in access.ROLES if role != access.SYSTEM]
PROVINCIAL = (access.PROVINCE_LEADER, access.PROCEDURE_CONTROL_OFFICER)
OF_A_DOSSIER = ("viec/ho-so/<", "quay/ho-so/<", "quay/tra-ket-qua/<", "ho-so/<", "lanh-dao/cho-ky/tra-lai/<")


def pages() -> list[tuple[str, frozenset[str]]]:
    """(address, to whom it is open) of every page that people open."""
    return [
        (address, view.open_to)  # type: ignore[attr-defined]
        for address, view in views(get_resolver().url_patterns)
        if not is_of_the_api(view) and not address.endswith(("healthz", "readyz"))
    ]


def filled(address: str, code: str) -> str:
    """The address with a dossier's code, and the simplest value for anything else."""
    values = {
        "str:code": code,
        "int:number": "1",
        "int:page": "1",
        "slug:act": "propose",
        "str:procedure": "X.birth",
        "str:agency": "H44.229",
        "str:format": "csv",
    }
    if address.startswith("^theo-doi"):
        return f"/theo-doi/{code}"
    address = address.replace("thu-tuc/<str:code>", "thu-tuc/X.birth")
    while "<" in address:
        name = address[address.index("<") + 1 : address.index(">")]
        address = address.replace(f"<{name}>", values.get(name, "1" if name.startswith("int:") else "x"), 1)
    return f"/{address}"


def an_actor(role: str, agency: str = "H44.229") -> Actor | None:
    """Somebody with the role; None for a visitor."""
    if role == access.ANONYMOUS:
        return None
    if role in (access.CITIZEN, access.API_CLIENT):
        kind = "citizen" if role == access.CITIZEN else "client"
        account = Account.objects.filter(username=kind).first() or an_account(kind, kind)
        return actor_for(account, clock.local_day(clock.now()))
    a_province()
    place = a_province() if role in PROVINCIAL else an_agency(agency, parent="H44", short=f"Xã {agency}")
    return staff(role, agency=place)


def browser(actor: Actor | None) -> Client:
    client = Client(raise_request_exception=False)
    if actor is not None:
        client.force_login(Account.objects.get(pk=actor.account_id))
    return client


class Window:
    """A browser that is signed in once, and anew only after a page that ended or changed its session."""

    def __init__(self, actor: Actor | None) -> None:
        self.actor, self.client = actor, browser(actor)
        self.session = self._session()

    def _session(self) -> str | None:
        cookie = self.client.cookies.get(settings.SESSION_COOKIE_NAME)
        return cookie and cookie.value

    def get(self, url: str) -> int:
        """The status of the page."""
        status = self.client.get(url).status_code
        if self._session() != self.session:
            self.client = browser(self.actor)
            self.session = self._session()
        return status


@pytest.mark.parametrize("role", ROLES)
def test_a_page_is_open_to_its_roles_and_to_nobody_else(role: str):
    code = a_proposed_dossier().code
    actor = an_actor(role)
    wrong: list[tuple[str, int]] = []
    window = Window(actor)
    for address, roles in pages():
        if address == "dang-xuat/":
            continue
        status = window.get(filled(address, code))
        open_ = is_open(roles, role, actor is not None and actor.kind == "account")
        # 405: the page takes forms only, and says so to everybody
        fitting = status < 500 and status != 403 if open_ else status in ((302, 303, 405) if not actor else (403, 405))
        if not fitting:
            wrong.append((address, status))
    assert wrong == []


@pytest.mark.parametrize(
    "role",
    [access.SINGLE_WINDOW_OFFICER, access.SPECIALIST_OFFICER, access.COMMUNE_LEADER, access.CITIZEN],
)
def test_the_dossier_of_others_does_not_exist(role: str):
    code = a_dossier(account=an_account("somebody")).code
    actor = an_actor(role, "H44.230")
    found: list[tuple[str, int]] = []
    window = Window(actor)
    for address, roles in pages():
        if not address.startswith(OF_A_DOSSIER) or not is_open(roles, role, True):
            continue
        status = window.get(filled(address, code))
        if status not in (404, 405):
            found.append((address, status))
    assert found == []


def call(actor: Actor, code: str, act: str) -> Any:
    token = issue_token(Account.objects.get(pk=actor.account_id), days=1, by=SYSTEM, at=clock.now())
    return Client(raise_request_exception=False).post(
        f"/api/v1/dossiers/{code}/actions/{act}",
        "{}",
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )


@pytest.mark.parametrize("agency", ["H44.229", "H44.230"])
@pytest.mark.parametrize("role", [role for role in ROLES if role != access.ANONYMOUS])
def test_an_act_is_done_by_its_roles_and_by_nobody_else(role: str, agency: str):
    code = a_dossier(account=an_account("somebody")).code
    actor = an_actor(role, agency)
    assert actor is not None
    seen = visible_to(actor, clock.now()).filter(code=code).exists()
    assert seen == (role == access.PROVINCE_LEADER or (role in access._OFFICE and agency == "H44.229"))
    for act in ACTS:
        status = call(actor, code, act).status_code
        allowed = access.may_ever(f"dossier.{act}", actor)
        expected = {404} if not seen else {200, 409, 422} if allowed else {403}
        assert status in expected, (act, status)


def test_a_visitor_does_nothing():
    code = a_dossier().code
    for act in ACTS:
        answer = Client().post(f"/api/v1/dossiers/{code}/actions/{act}", "{}", content_type="application/json")
        assert answer.status_code == 401, act


@pytest.mark.parametrize("role", sorted(access.STAFF_ROLES | {access.COMMUNITY_LEADER, access.COMMUNITY_MEMBER}))
def test_every_role_has_a_first_page(role: str):
    from motcua.desks.shell.nav import home_url

    a_proposed_dossier()  # with it come a calendar and all that an installation has
    actor = an_actor(role)
    assert actor is not None
    url = home_url(actor)
    assert url != "/"
    assert browser(actor).get(url).status_code == 200
