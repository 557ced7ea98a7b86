"""What a story across units needs: a clock on the wall that is put forward, a filing at a counter, figures asked."""

from datetime import date, datetime
from typing import Any

from playwright.sync_api import Page

from motcua.desks.shell import eform
from motcua.flows import lateness, linked_form, watch
from motcua.journal import outbox
from motcua.kernel import clock
from tests.factories.answers import filled_page

SERVICE = "2.000986"
HERE, THERE, JUSTICE = "H44.230", "H44.229", "H44.19"
MONDAY = datetime(2026, 10, 5, 8, 0, tzinfo=clock.LOCAL)
CARD = "017199003125|113000111|Bùi Thị Yến|12031999|Nữ|Khu 13, Chi Nê, Lạc Thủy, Hòa Bình|01012021"
MOTHER = {
    "kind": "person",
    "full_name": "Bùi Thị Yến",
    "personal_id": "017199003125",
    "birth_date": "1999-03-12",
    "phone": "0912000345",
    "email": "yen@example.org",
    "address": "Khu 13, xã Lạc Thủy, tỉnh Phú Thọ",
}


class Day:
    """The clock on the wall of all offices; it goes on by itself and is put forward by hand."""

    def __init__(self) -> None:
        self._real = clock.now
        self._ahead = MONDAY - self._real()

    def now(self) -> datetime:
        return clock.local(self._real() + self._ahead)

    def to(self, day: int, hour: int, minute: int = 0) -> datetime:
        """`day` 5 is the Monday. Never back."""
        wanted = datetime(2026, 10, day, hour, minute, tzinfo=clock.LOCAL)
        assert wanted > self.now()
        self._ahead += wanted - self.now()
        return self.now()

    def work(self) -> None:
        """What the worker does in this minute: the watches, then what the journal hands out."""
        watch.watch(self.now())
        lateness.watch(self.now())
        while outbox.run_due(self.now(), limit=100):
            pass


def declared(today: date) -> list[tuple[str, str]]:
    """The one form of the three matters, question by question, as the mother says it."""
    form = linked_form.find_form(SERVICE, today)
    assert form is not None
    answers = linked_form.example_of(form, MOTHER, today=today)["answers"]
    definition = form.union.definition
    groups = [one.key for one in eform.steps(definition, answers, today=today)]
    closing = eform.closing(definition)
    said: list[tuple[str, str]] = []
    for group in [*groups, *([closing.key] if closing else [])]:
        for name, value in filled_page(definition, group, answers, today=today).items():
            if not name.endswith((".place", ".was")):
                said += [(name, str(one)) for one in (value if isinstance(value, list) else [value]) if one]
    return said


def write(page: Page, name: str, value: str) -> None:
    """One question of a form as it stands on the page."""
    field = page.locator(f'[name="{name}"]')
    if not field.count():
        with page.expect_navigation():
            page.locator("#walk-in button.vh").first.press("Enter")  # an answer asks for more: the page is drawn anew
    kind = field.first.evaluate("e => e.type || e.tagName")
    if kind == "hidden":
        return
    if kind == "radio":
        page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
    elif kind == "checkbox":
        field.first.check(force=True)
    elif kind == "select-one":
        field.first.select_option(value)
    else:
        field.first.fill(value)


def filed_at_a_counter(page: Page) -> str:
    """Yến stands at the counter of An Bình; she lives in Lạc Thủy."""
    page.goto("/quay/")
    page.locator("#id_card").fill(CARD)
    page.locator("#id_q").fill(SERVICE)
    with page.expect_navigation(url="**/quay/nhan/**"):
        page.locator("#id_q").press("Enter")
    page.locator("#id_agency_q").fill("Chi Nê")  # the old name of her commune
    with page.expect_navigation():
        page.locator("button[name=act][value=find]").last.click()
    assert page.locator("#id_agency").input_value() == THERE
    with page.expect_navigation():
        page.locator("button[value=all_papers]").click()
    page.locator("#id_applicant-phone").fill(MOTHER["phone"])
    page.locator("#id_applicant-email").fill(MOTHER["email"])
    for name, value in declared(clock.local_day(clock.now())):
        write(page, name, value)
    with page.expect_navigation(url="**/quay/ho-so/**"):
        page.keyboard.press("Control+Enter")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def press(page: Page, name: str) -> None:
    """The button of that name, and the page after it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def figures(page: Page, site: str, kind: str, agency: str) -> dict[str, Any]:
    reply = page.request.get(f"{site}/api/v1/statistics/{kind}?agency={agency}&from=2026-10-05&to=2026-10-06&own=true")
    assert reply.ok, reply.text()
    return dict(reply.json()["items"][0])
