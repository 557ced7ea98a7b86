"""What every test stands on: a home of its own for each process, wired providers, guarded tables.

The database is SQLite in that home, or the PostgreSQL that DATABASE_URL names (`./run postgres pytest …`).
"""

import atexit
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Before Django's settings are read: an installation that nobody else uses, one for each xdist worker. What the
# developer's own shell sets must not reach the tests; only DATABASE_URL may.
HOME = Path(tempfile.mkdtemp(prefix="motcua-test-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("MOTCUA_")]:
    del os.environ[_name]
os.environ["MOTCUA_HOME"] = str(HOME)
os.environ["MOTCUA_ADMIN_PATH"] = "ky-thuat"  # the technical pages are tested with all others
(HOME / "static").mkdir()  # journeys collect into it
os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"

import django  # noqa: E402
import hypothesis  # noqa: E402
import pytest  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from django.test.utils import teardown_databases  # noqa: E402

from motcua.config import locales, wiring  # noqa: E402
from motcua.journal import guards  # noqa: E402
from tests.made_once import MadeOnce  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a real one takes 0.2 s a password
settings.HOLD_PAGES = False  # tests change rows without an event, and look at what a page was made of
settings.COUNTRY_PACK = ""  # tests load what they need
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: transactions lock one another as they do in an installation. It may be lost: nothing waits for
    # the disk, as in the PostgreSQL of `./run test`.
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(HOME / "test.sqlite3")
    _options = settings.DATABASES["default"]["OPTIONS"]
    _options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=OFF")

wiring.wire()
locales.compile_stale()

# The same examples on every run: a failure is a failure for everybody.
hypothesis.settings.register_profile("house", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("house")

_flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def _flush_without_guards(case: TransactionTestCase) -> None:
    """Empty the tables after a test that committed; append-only tables refuse it but for this moment."""
    guards.lift(guards.AppendOnly)
    try:
        _flush(case)
    finally:
        guards.install(guards.AppendOnly)


TransactionTestCase._fixture_teardown = _flush_without_guards  # type: ignore[attr-defined]


# Whole rings that take their time: pages of every desk on the real pack, the API from end to end, every act in every
# state. `./run test --quick` is the inner loop and leaves them out; `./run test` runs them on both databases.
SLOW = (
    "desks/citizen",
    "desks/community",
    "desks/counter",
    "desks/leader",
    "desks/linked",
    "desks/manage",
    "desks/numbers",
    "desks/officer",
    "desks/public",
    "desks/test_permissions",
    "contracts",
    "rooms/deadlines",
    "rooms/dossiers",
    "rooms/reports",
    "flows/test_import",
    "flows/test_province_year",
    "flows/notify",
    "flows/faults",
    "flows/money",
    "flows/running",
    "flows/linked",
    "flows/replaying",
    "flows/test_calendar",
    "flows/test_control_and_register",
    "flows/test_country_pack_vn",
    "flows/test_kill9",
    "flows/test_queue_agrees",
    "house/test_command",
    "house/test_install_guide",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow rings by where they stand, and put the pure rules into the middle.

    Two processes begin at the beginning and in the middle: while one makes the tables, the other has what needs none.
    """
    here = Path(__file__).parent
    pure: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        where = item.path.relative_to(here).as_posix()
        if where.startswith(SLOW):
            item.add_marker(pytest.mark.slow)
        (pure if where.startswith("rules/") else others).append(item)
    half = next((at for at in range(len(others) // 2, len(others)) if others[at].path != others[at - 1].path), 0)
    items[:] = [*others[:half], *pure, *others[half:]]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Workers begin without our settings: with them, pytest-django would read the settings before a worker's own home
    is set, and all workers would share this process's one."""
    for name in ("DJANGO_SETTINGS_MODULE", "MOTCUA_HOME"):
        os.environ.pop(name, None)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Workers are told where to find what one of them made for all."""
    node.workerinput["made_once"] = str(HOME / "made_once")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that began last of all clears up after all."""
    if not hasattr(session.config, "workerinput"):
        MadeOnce(HOME / "made_once").forget()


@pytest.fixture(scope="session")
def made_once(request: pytest.FixtureRequest) -> MadeOnce:
    """What is made once in a run of tests and copied from there."""
    return MadeOnce(Path(getattr(request.config, "workerinput", {}).get("made_once", HOME / "made_once")))


class _NoMigrations:
    """--nomigrations: the tables as the models describe them."""

    def __contains__(self, label: str) -> bool:
        return True

    def __getitem__(self, label: str) -> None:
        return None


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_use_migrations: bool,
    django_db_modify_db_settings: None,
    made_once: MadeOnce,
) -> Iterator[None]:
    """The tables: made by the first process of a run that needs them, copied by the others."""
    if not django_db_use_migrations:
        settings.MIGRATION_MODULES = _NoMigrations()
    verbosity = request.config.option.verbose
    with django_db_blocker.unblock():
        made = made_once.tables(verbosity, migrated=django_db_use_migrations)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=verbosity)


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """Throttles and cached figures of one test do not reach the next."""
    yield
    cache.clear()


@pytest.fixture
def home() -> Path:
    """The installation's folder (MOTCUA_HOME) of this process."""
    return HOME


@pytest.fixture
def unused_port() -> int:
    """A TCP port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
