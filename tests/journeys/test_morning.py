"""Lan's morning at the counter, by keyboard alone: twelve certified copies with money, three births, one refusal, one
correction, two results returned, papers handed to their unit, the till and the day closed. Then the figures are counted.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from playwright.sync_api import Page

from motcua.catalogue import queries as catalogue
from motcua.desks.shell import eform
from motcua.dossiers.models import Collection, Correction, DayClosing, Dossier, HandOverLine
from motcua.dossiers.states import State
from motcua.eforms import queries as forms
from motcua.flows import act
from motcua.flows.country_pack import packaged
from motcua.flows.country_pack.load import load
from motcua.flows.country_pack.reader import read
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.payments import queries as payments
from motcua.people import actions as people
from motcua.people.models import Account
from motcua.voice.models import Rating
from tests.desks.counter.people_at_it import BIRTH, COPIES, online
from tests.factories import plain_lives
from tests.factories.answers import filled

PASSWORD = "mot hai ba bon"
CARDS = "017{n:09d}|113000111|{name}|19051984|Nữ|Khu 13, Chi Nê, Lạc Thủy, Hòa Bình|01012021"
NAMES = ("Hoa", "Mai", "Lan")
MOTHER = {"kind": "person", "full_name": "Bùi Thị Yến", "personal_id": "017199003125", "phone": "0912000345"}


@dataclass
class Hands:
    """Ten fingers and a scanner: nothing here points."""

    page: Page
    seconds: list[float] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def at(self, selector: str) -> bool:
        return bool(self.page.evaluate("s => document.activeElement?.matches(s)", selector))

    def tab_to(self, selector: str, *, most: int = 250) -> None:
        """Tab forward until the focus is there: what cannot be reached this way cannot be done."""
        for _ in range(most):
            if self.at(selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way to {selector} by Tab on {self.page.url}")

    def fill(self, selector: str, text: str) -> None:
        self.tab_to(selector)
        self.press("ControlOrMeta+a")
        self.write(text)

    def leads(self, keys: str, address: str) -> None:
        """Press, and be on another page."""
        with self.page.expect_navigation(url=address):
            self.press(keys)

    def choose(self, name: str, value: str) -> None:
        """A radio by arrows, a box by the space bar, a list by arrows, a line by writing."""
        quoted = f'[name="{name}"]'
        if not self.page.locator(quoted).count():
            with self.page.expect_navigation():
                self.press("Enter")  # an answer above asks for more: the page is kept and drawn again
        kind = self.page.locator(quoted).first.evaluate("e => e.type || e.tagName")
        if kind == "hidden":
            return
        self.tab_to(quoted)
        if kind == "radio":
            self.press("Space")
            for _ in range(60):
                if self.at(f'{quoted}[value="{value}"]:checked'):
                    return
                self.press("ArrowDown")
            raise AssertionError(f"{name} has no {value}")
        if kind == "checkbox":
            if not self.at(f"{quoted}:checked"):
                self.press("Space")
        elif kind == "select-one":
            self.press("Home")
            for _ in range(400):
                if self.page.locator(quoted).input_value() == value:
                    return
                self.press("ArrowDown")
            raise AssertionError(f"{name} has no {value}")
        else:
            self.press("ControlOrMeta+a")
            self.write(value)


@pytest.fixture
def lan(site):
    whole = read(packaged())
    few = tuple(spec for spec in whole.procedures if spec.code in (BIRTH, COPIES))
    load(replace(whole, procedures=few, content="a morning"), by=SYSTEM, at=clock.now())
    actor = plain_lives.staff("single_window_officer", username="lan")
    people.set_password(Account.objects.get(pk=actor.account_id), PASSWORD, by=SYSTEM, at=clock.now())
    return actor


@pytest.fixture
def ready(lan) -> list[str]:
    """Two results that wait on the shelf; they came in online this morning."""
    citizen = plain_lives.citizen(plain_lives.an_account("0912000345"))
    specialist, leader = plain_lives.staff("specialist_officer"), plain_lives.staff("commune_leader")
    codes = []
    for _ in range(2):
        code = online(citizen).code
        act.perform(code, "receive", {}, by=lan, at=clock.now())
        act.perform(code, "propose", {"result": "approve"}, by=specialist, at=clock.now())
        act.perform(code, "approve", {}, by=leader, at=clock.now())
        codes.append(code)
    return codes


def birth_answers(applicant: dict[str, str]) -> list[tuple[str, str]]:
    """The declaration as the mother would have it written, field by field in the order of the page."""
    today = clock.local_day(clock.now())
    version = catalogue.version_in_force(BIRTH, today)
    row = forms.get_form(version.form_key, on=today)
    definition = forms.definition_of(row)
    answers = forms.example(row, today=today, applicant=applicant)
    groups = [one.key for one in eform.steps(definition, answers, today=today)]
    closing = eform.closing(definition)
    written: list[tuple[str, str]] = []
    for group in [*groups, *([closing.key] if closing else [])]:
        for name, value in filled(row, group, answers, today=today).items():
            if not name.endswith((".place", ".was")):  # what the page keeps for itself
                written += [(name, str(one)) for one in (value if isinstance(value, list) else [value]) if one]
    return written


def signed_in(hands: Hands) -> None:
    hands.page.goto("/dang-nhap/")
    hands.fill("[name=username]", "lan")
    hands.fill("[name=password]", PASSWORD)
    with hands.page.expect_navigation(url=lambda address: "dang-nhap" not in address):
        hands.press("Enter")


def to_tab(hands: Hands, address: str) -> None:
    """A tab of the bar, from the top of the page."""
    hands.page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    hands.tab_to(f'header a[href="{address}"], header summary')
    if hands.at("summary"):  # what is not used every hour stands under "Mục khác"
        hands.press("Enter")
        hands.tab_to(f'header a[href="{address}"]')
    hands.leads("Enter", f"**{address}**")


def certified_copy(hands: Hands, number: int) -> int:
    """One person with one paper; gives the fee that was to be taken, in đồng."""
    pages, copies = 1 + number % 4, 1 + number % 3
    hands.tab_to("#id_who")
    hands.write(CARDS.format(n=184003100 + number, name=f"Người Thứ {number}"))
    with hands.page.expect_navigation():
        hands.press("Enter")  # the scanner's own
    hands.fill("#id_pages", str(pages))
    hands.fill("#id_copies", str(copies))
    with hands.page.expect_navigation():
        hands.press("Control+Enter")
    hands.page.locator("#just").wait_for()
    return copies * (2000 * min(pages, 2) + 1000 * max(pages - 2, 0))


def birth(hands: Hands, number: int) -> str:
    """A walk-in from the empty page to the slip; gives the code."""
    to_tab(hands, "/quay/")
    begun = time.monotonic()
    hands.tab_to("#id_card")
    hands.write(CARDS.format(n=184003200 + number, name=f"Bùi Thị {NAMES[number]}"))
    hands.tab_to("#id_q")
    hands.write(BIRTH)
    hands.leads("Enter", "**/quay/nhan/**")
    assert hands.page.locator("#id_applicant-full_name").input_value() == f"Bùi Thị {NAMES[number]}"
    with hands.page.expect_navigation():
        hands.press("Alt+d")  # every required paper lies on the table
    hands.fill("#id_applicant-phone", "0912000345")
    person = {**MOTHER, "full_name": f"Bùi Thị {NAMES[number]}", "personal_id": f"{17184003200 + number:012d}"}
    for name, value in birth_answers(person):
        hands.choose(name, value)
    hands.leads("Control+Enter", "**/quay/ho-so/**")
    hands.seconds.append(time.monotonic() - begun)
    return hands.page.url.rstrip("/").rsplit("/", 1)[-1]


def refusal(hands: Hands) -> str:
    to_tab(hands, "/quay/")
    hands.fill("#id_applicant-full_name", "Quách Văn Lâm")
    hands.tab_to("#id_q")
    hands.write("chứng thực bản sao")
    with hands.page.expect_navigation():
        hands.press("Enter")
    hands.page.locator("#papers, button[name=choose]").first.wait_for(state="attached")
    if not hands.page.locator("#papers").count():  # several were found: the first one has the focus
        hands.tab_to("button[name=choose]")
        with hands.page.expect_navigation():
            hands.press("Enter")
    hands.leads("Alt+t", "**/tu-choi/")
    hands.fill("#id_reason", "Bản chính bị tẩy xóa")
    hands.fill("#id_ground", "23/2015/NĐ-CP, Điều 22")
    hands.tab_to("main form button.btn--stop")
    hands.leads("Enter", "**/quay/ho-so/**")
    return hands.page.url.rstrip("/").rsplit("/", 1)[-1]


def correction(hands: Hands, code: str) -> None:
    hands.page.goto(f"/quay/ho-so/{code}/")
    hands.tab_to('a[href$="/sua/"]')
    hands.leads("Enter", "**/sua/")
    hands.fill("#id_applicant-full_name", "Bùi Thị Hòa")
    hands.fill("#id_reason", "Gõ nhầm tên")
    hands.leads("Control+Enter", f"**/quay/ho-so/{code}/")
    assert "In lại giấy hẹn đã sửa" in hands.page.content()


def result_returned(hands: Hands, code: str, answer: int) -> None:
    to_tab(hands, "/quay/tra-ket-qua/")
    hands.tab_to("main #id_q")
    hands.write(f"https://motcua.example/theo-doi/{code}")  # the slip's own QR
    hands.leads("Enter", f"**/quay/tra-ket-qua/{code}/")
    hands.tab_to("#id_number")
    hands.write(MOTHER["personal_id"])
    with hands.page.expect_navigation():
        hands.press("Enter")  # compared
    assert "Khớp số định danh" in hands.page.content()
    hands.tab_to("[name=signed]")
    hands.press("Space")
    hands.leads("Control+Enter", f"**/quay/ho-so/{code}/")
    hands.tab_to('a[href$="/y-kien/"]')
    hands.leads("Enter", "**/y-kien/")
    hands.tab_to("button[name=answer]")
    hands.press(*["Tab"] * answer)
    with hands.page.expect_navigation():
        hands.press("Enter")
    assert "Cảm ơn" in hands.page.content()
    hands.tab_to('a[href="/quay/"]')
    hands.leads("Enter", "**/quay/")


def till_closed(hands: Hands, counted: int) -> None:
    to_tab(hands, "/quay/quy/")
    if not hands.page.locator("#id_counted").count():
        hands.tab_to('main a[href^="/quay/quy/"]:not([href$=".pdf"]):not([href$=".csv"]):not([href*="/ngay/"])')
        hands.leads("Enter", "**/quay/quy/*/")
    hands.fill("#id_counted", str(counted))
    with hands.page.expect_navigation():
        hands.press("Control+Enter")


def day_closed(hands: Hands) -> None:
    to_tab(hands, "/quay/ngay/")
    hands.tab_to("#ban-giao form button.btn")
    with hands.page.expect_navigation():
        hands.press("Enter")
    hands.leads("Control+Enter", "**/quay/ngay/chot/**")
    hands.leads("Control+Enter", "**/quay/ngay/?**")


def figures(site: str, page: Page) -> dict[str, int]:
    today = clock.local_day(clock.now()).isoformat()
    reply = page.request.get(f"{site}/api/v1/statistics/handling?agency=H44.229&from={today}&to={today}")
    return dict(reply.json()["items"][0])


def test_one_morning(new_context: Callable[..., object], site: str, lan, ready, capsys):
    page = new_context().new_page()  # type: ignore[attr-defined]
    hands = Hands(page)
    signed_in(hands)

    to_tab(hands, "/quay/chung-thuc/")
    copies: list[float] = []
    fees = 0
    for number in range(12):
        begun = time.monotonic()
        fees += certified_copy(hands, number)
        copies.append(time.monotonic() - begun)
    births = [birth(hands, number) for number in range(3)]
    refused = refusal(hands)
    correction(hands, births[0])
    for number, code in enumerate(ready):
        result_returned(hands, code, number)
    till_closed(hands, fees)
    day_closed(hands)

    found = figures(site, page)
    counts = ("received_direct", "received_online", "received_total", "resolved_total", "pending_total")
    assert {name: found[name] for name in counts} == {
        "received_direct": 15,  # twelve copies and three births; what was refused counts nowhere
        "received_online": 2,
        "received_total": 17,
        "resolved_total": 14,
        "pending_total": 3,
    }
    assert Dossier.objects.get(code=refused).state == State.REFUSED
    assert Correction.objects.get().dossier.code == births[0]
    assert Dossier.objects.get(code=births[0]).applicant.full_name == "Bùi Thị Hòa"
    assert Collection.objects.filter(dossier__code__in=ready, identity="number", signed="paper").count() == 2
    assert sorted(Rating.objects.values_list("answer", flat=True)) == ["satisfied", "very_satisfied"]
    assert HandOverLine.objects.count() == 3
    today = clock.local_day(clock.now())
    (till,) = payments.tills_on(Dossier.objects.get(code=births[0]).reception_agency, today, today)
    assert till.closing is not None
    assert (till.flow.cash_in, till.closing.expected, till.closing.counted) == (fees, fees, fees)
    closing = DayClosing.objects.get()
    assert {name: closing.figures[name] for name in ("taken_in", "returned", "refused", "handed_over")} == {
        "taken_in": 17,
        "returned": 14,
        "refused": 1,
        "handed_over": 3,
    }
    with capsys.disabled():
        print(
            f"\nmedian of a certified copy {statistics.median(copies):.1f} s, of a birth {statistics.median(hands.seconds):.1f} s;"
            f" till {fees} đồng"
        )
    assert statistics.median(hands.seconds) < 120  # two minutes, and no mouse
