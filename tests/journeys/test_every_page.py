"""Every page of every role: reached by links, one heading, light, no script breaks, nothing scrolls sideways, axe 0.

It grows by itself: a new address is walked to by its links, and a view that its role does not reach fails until it is
linked, or explained below.
"""

import zlib
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab

from motcua.flows.demo.accounts import Demo
from motcua.people import access
from tests.journeys import town
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.measure import FIRST_VIEW_BYTES, axe
from tests.journeys.walking import Page, Walk, open_views, own_views, walk

pytestmark = pytest.mark.django_db(transaction=True)
ROLES = [role for role in access.ROLES if role not in (access.SYSTEM, access.API_CLIENT)]
LOOK_AT_ALL = (access.ANONYMOUS, access.CITIZEN, access.SINGLE_WINDOW_OFFICER)
"""Pages that are open to everybody are walked by all roles, and looked at in the browser by these."""
NARROW = 320

AS_IT_SHOULD = (
    "/dung-thu/",
    "/gallery/?part=error",
    "/viec/nhieu/",
    "/lanh-dao/chi-tieu/lich-su/",
    "/lanh-dao/giua-co-quan/ho-so/",
)
"""Pages that only a demo has, the gallery's page of an error, several dossiers and a target without a choice."""
BY_A_LINK_OF_ITS_OWN = ("citizen:one_time", "citizen:email_confirm", "citizen:rate_by_link", "citizen:reset")
FRAGMENTS = ("officer:page", "counter:page", "counter:preview", "counter:work")
AFTER_A_PRESS = (
    *("citizen:discard", "citizen:done", "citizen:draft_file", "citizen:resume", "citizen:result_file", "citizen:step"),
    *("counter:cancel_certified", "counter:incomplete", "counter:refund", "counter:refund_slip"),
    *("counter:send_transfer", "counter:supplement_paper", "counter:till_agency", "counter:till_agency_csv"),
    *("counter:till_agency_paper", "counter:turn_away", "counter:void_payment"),
    *("leader:apology", "leader:stop_paper", "leader:result_page"),
    *("officer:act", "officer:answer", "officer:compare", "officer:part_act", "officer:part_paper", "officer:result"),
    *("manage:discard_draft", "manage:discard_form", "manage:draft", "manage:form_draft", "manage:form_list"),
    *("manage:form_raw", "manage:form_row", "manage:publish", "manage:publish_form", "manage:withdraw"),
    *("manage:withdraw_form", "manage:edit_template", "manage:enable_person", "manage:end_fee", "manage:end_template"),
    *("numbers:ask_report", "numbers:delete_saved", "numbers:report_run", "numbers:report_run_file"),
    *("numbers:restore_saved", "numbers:saved_report"),
    *("manage:exchange_trial", "manage:person_link", "manage:prolong_appointment", "manage:withdraw_announcement"),
    *("manage:withdraw_day", "manage:withdraw_process", "public:procedure_draft"),
)
NOT_LINKED = frozenset((*BY_A_LINK_OF_ITS_OWN, *FRAGMENTS, *AFTER_A_PRESS))
"""Views that no link of the town leads to: opened from a mail, filled into another page, or there only after something
was begun (a draft, a payment, a template), where the journeys of their own desk open them."""


@pytest.fixture
def _django_db_helper() -> None:
    """The mark above asks for a database; what is in it is the town, laid once for the module and emptied after it."""


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker, _server: str) -> Iterator[Demo]:
    """The commune, laid once; its pages are only looked at."""
    with django_db_blocker.unblock():
        settings.BASE_URL = _server
        yield town.build()
        town.tear_down()


def faults_of(seen: Walk, role: str) -> list[str]:
    """What a walk without a browser shows."""
    faults = [
        f"{page.status} {page.url} linked at {page.from_url or '(address list)'}"
        for page in (*seen.pages, *seen.others)
        if page.status >= 400
        and (page.status not in (403, 405) or page.from_url)
        and not page.url.startswith(AS_IT_SHOULD)
        and not (page.status == 403 and page.view.startswith("citizen:"))  # staff who look at the citizens' pages
    ]
    for page in seen.pages:
        if page.h1 != 1:
            faults.append(f"{page.h1} h1 at {page.url}")
        if page.weight > FIRST_VIEW_BYTES and not page.url.startswith("/gallery/"):  # it shows everything at once
            faults.append(f"{page.weight} bytes at {page.url}")
    unreached = own_views(role) - seen.views - NOT_LINKED
    faults.extend(f"never reached: {name}" for name in sorted(unreached))
    return faults


def looked_at(context: BrowserContext, page: Tab, walked: Walk, role: str) -> list[str]:
    """What the browser shows: each page once, at one of two widths and in one of two languages, and at 320."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"script at {page.url}: {error}"))
    everybody = open_views(access.ANONYMOUS) if role not in LOOK_AT_ALL else set()
    for one in walked.looked_at(role):
        if one.view in everybody:
            continue
        draw = zlib.crc32(f"{one.view} {role}".encode())
        width, height = (DESKTOP, PHONE)[draw % 2]
        language = ("vi", "en")[draw // 2 % 2]
        context.add_cookies([{"name": "language", "value": language, "url": settings.BASE_URL}])
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{settings.BASE_URL}{one.url}", wait_until="load")
        faults.extend(f"{one.url} {language} {width}: {line}" for line in axe(page))
        for narrow in (width, NARROW):
            page.set_viewport_size({"width": narrow, "height": height})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > narrow:
                faults.append(f"{one.url} {language} scrolls sideways at {narrow}: {wide}")
    return faults


def test_the_walk_sees_what_is_wrong():
    broken = Walk(
        pages=[Page("/x", "x", 200, "text/html", h1=2, weight=40_000)],
        others=[Page("/y", "y", 404, "text/html", from_url="/x"), Page("/z", "z", 405, "text/html")],
    )
    faults = faults_of(broken, access.ANONYMOUS)
    assert faults[:3] == ["404 /y linked at /x", "2 h1 at /x", "40000 bytes at /x"]
    assert "never reached: public:home" in faults


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of(role, demo, browser, django_db_blocker):
    with django_db_blocker.unblock():
        account = town.somebody_of(demo, role)
        walked = walk(account, role)
        context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        context.set_default_timeout(15_000)
        if account is not None:
            from django.test import Client

            client = Client()
            client.force_login(account)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": settings.BASE_URL}])
        try:
            faults = [*faults_of(walked, role), *looked_at(context, context.new_page(), walked, role)]
        finally:
            context.close()
    assert not faults, "\n".join(["", *faults])
