"""A browser, a server and pages: Debian's Chromium by Playwright, the product by a live server in this process.

`page` runs a story twice, JavaScript on and off; `scripted` and `plain` are one of both. Every page fails its test when
it asks another host for anything or when a script of it breaks. What a failing story saw is in `var/journeys/`.
"""

import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the thread of the test

import pytest
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SHOTS = Path(__file__).resolve().parents[2] / "var" / "journeys"
DESKTOP = (1366, 768)
PHONE = (360, 740)
# A page that answers 4xx as it should is reported by Chromium as a resource that failed
EXPECTED_NOISE = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


@pytest.fixture(scope="session")
def browser(_server: str) -> Iterator[Browser]:
    """One Chromium for all stories of this process; it is closed before the server, which waits for its connections."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield chromium
        chromium.close()
        connections.close_all()  # Django keeps those that were opened while Playwright's loop runs apart from all others


@pytest.fixture(scope="session")
def _server(django_db_setup: None) -> Iterator[str]:
    """The product on a free port; static files by its own middleware, compressed, as in an installation."""
    call_command("collectstatic", interactive=False, verbosity=0)
    thread = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()
    thread.join()
    for answering in threading.enumerate():  # each holds a connection to the database, which is dropped next
        if answering.name.endswith("(process_request_thread)"):
            answering.join(timeout=10)


@pytest.fixture
def site(_server: str, transactional_db: None) -> str:
    """Address of the running product, without a slash at the end, on an empty database."""
    settings.BASE_URL = _server
    return _server


@pytest.fixture
def new_context(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., BrowserContext]]:
    """Make a browser of somebody: `new_context(javascript=True, size=DESKTOP)`. Watched, and closed afterwards."""
    opened: list[BrowserContext] = []
    troubles: list[str] = []

    def open_context(
        *, javascript: bool = True, size: tuple[int, int] = DESKTOP, locale: str = "vi-VN"
    ) -> BrowserContext:
        context = browser.new_context(
            base_url=site,
            java_script_enabled=javascript,
            viewport={"width": size[0], "height": size[1]},
            locale=locale,
            timezone_id="Asia/Ho_Chi_Minh",
        )
        context.set_default_timeout(10_000)
        context.route(
            re.compile(rf"^(?!{re.escape(site)}|data:|blob:|about:)"),
            lambda route: (troubles.append(f"asks another host: {route.request.url}"), route.abort()),
        )
        context.on("weberror", lambda error: troubles.append(f"script: {error.error}"))
        context.on(
            "console",
            lambda message: (
                troubles.append(f"console: {message.text}")
                if message.type == "error" and not EXPECTED_NOISE.search(message.text)
                else None
            ),
        )
        opened.append(context)
        return context

    yield open_context
    report = request.node.stash.get(REPORT, None)
    if report is not None and report.failed:
        SHOTS.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"\W+", "-", request.node.name).strip("-")
        for number, page in enumerate(page for context in opened for page in context.pages):
            page.screenshot(path=SHOTS / f"{name}-{number}.png", full_page=True)
    for context in opened:
        context.close()
    assert troubles == []


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Page:
    """A page with JavaScript on, and the same story again with it off."""
    return new_context(javascript=request.param).new_page()


@pytest.fixture
def scripted(new_context: Callable[..., BrowserContext]) -> Page:
    """A page with JavaScript on."""
    return new_context().new_page()


@pytest.fixture
def plain(new_context: Callable[..., BrowserContext]) -> Page:
    """A page with JavaScript off."""
    return new_context(javascript=False).new_page()


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    """A page on a small phone, JavaScript on."""
    return new_context(size=PHONE).new_page()


@pytest.fixture
def sign_in(site: str) -> Callable[[Page, AbstractBaseUser], None]:
    """`sign_in(page, account)`: go on as this account, without the sign-in page."""

    def enter(page: Page, account: AbstractBaseUser) -> None:
        client = Client()
        client.force_login(account)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])

    return enter


REPORT: pytest.StashKey[pytest.TestReport] = pytest.StashKey()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Keep how the story went, for the fixtures that end after it."""
    report = yield
    if report.when == "call":
        item.stash[REPORT] = report
    return report
