"""Django's settings: everything that differs between installations comes from `config/env.py`."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
import pysqlite3

# Debian's SQLite predates the fix of the WAL-reset corruption (3.51.3): the driver is swapped for the wheel's before
# Django imports it, and an older one stops the start.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

if pysqlite3.sqlite_version_info < (3, 51, 3):
    raise SystemExit(f"SQLite {pysqlite3.sqlite_version} can corrupt its log: install pysqlite3 with 3.51.3 or newer")

from motcua.config.env import ENV  # noqa: E402 — after the swap

PACKAGE = Path(__file__).resolve().parents[1]

SECRET_KEY = ENV.secret_key
DEBUG = False
ALLOWED_HOSTS = [*ENV.hosts, "127.0.0.1", "localhost"]  # whoever watches from this machine asks by these names
ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"

ROOMS = [
    "journal",
    "agencies",
    "people",
    "deadlines",
    "workflow",
    "eforms",
    "documents",
    "catalogue",
    "dossiers",
    "payments",
    "notifications",
    "voice",
    "community",
    "steering",
    "certification",
    "reports",
]
DESKS = ["shell", "public", "citizen", "counter", "officer", "leader", "manage", "community", "numbers", "api"]

INSTALLED_APPS = [
    "motcua.jobs",  # first: its `migrate` puts the guards back
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # the technical pages of system administrators, only where their address is set
    *(["django.contrib.admin.apps.SimpleAdminConfig"] if ENV.admin_path else []),
    "django_htmx",
    *[f"motcua.{room}" for room in ROOMS],
    *[f"motcua.desks.{desk}" for desk in DESKS],
]

MIDDLEWARE = [
    "motcua.desks.shell.proxies.trusted_proxies",  # first: who really asks, and by https or not
    "motcua.desks.shell.metrics.measured",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads its answers at random against BREACH
    "motcua.desks.shell.middleware.request_id",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.desks.shell.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.desks.shell.middleware.actor",
    "motcua.desks.shell.sessions.watched",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "motcua.desks.shell.middleware.security_headers",
    "motcua.desks.shell.middleware.refusals",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "motcua.desks.shell.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "motcua.desks.shell.templatetags.mc",
            ],
            "string_if_invalid": "",
        },
    }
]


def database() -> dict[str, Any]:
    """PostgreSQL when DATABASE_URL says so, else the embedded database of this installation."""
    if ENV.database_url:
        found: dict[str, Any] = dict(dj_database_url.parse(ENV.database_url, conn_max_age=None))
        if found["ENGINE"].endswith("postgresql"):
            found.setdefault("OPTIONS", {})["application_name"] = "motcua"
            return found
        if not found["ENGINE"].endswith("sqlite3"):
            raise SystemExit("DATABASE_URL: only postgresql:// and sqlite:/// are supported.")
        path = Path(found["NAME"])
    else:
        path = ENV.home / "motcua.sqlite3"
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


DATABASES = {"default": database()}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "citizen:sign_in"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.secure_cookies
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
if ENV.base_url.startswith("https://"):
    CSRF_TRUSTED_ORIGINS = [ENV.base_url]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600  # sent only in answers that went out by https
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the officer's page shows papers in a frame of its own origin
HOLD_PAGES = True  # lists are given again while nothing happened (desks/shell/unchanged.py); tests change rows unseen
CSRF_FAILURE_VIEW = "motcua.desks.shell.errors.csrf_failure"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = ENV.home / "static"
WHITENOISE_USE_FINDERS = False  # `serve` collects the files with compressed copies
WHITENOISE_AUTOREFRESH = False
STORAGES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(ENV.home / "files")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
if ENV.file_store:
    _store = urlsplit(ENV.file_store)
    if _store.scheme != "s3":
        raise SystemExit(
            f"MOTCUA_FILE_STORE={ENV.file_store!r}: write s3://bucket or s3://bucket/prefix, or leave it empty."
        )
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _store.netloc,
            "location": _store.path.strip("/"),
            "endpoint_url": ENV.s3_endpoint or None,
            "file_overwrite": True,
            "default_acl": None,
        },
    }

HOME = ENV.home
PIN_KEY = ENV.pin_key
COUNTRY_PACK = "vn"
BASE_URL = ENV.base_url
DEMO = ENV.mode == "demo"
THROTTLE = ENV.throttle
UNDO_WINDOW = timedelta(minutes=ENV.undo_minutes)
TRUSTED_PROXIES = ENV.trusted_proxies
METRICS_TOKEN = ENV.metrics_token
MAX_UPLOAD_BYTES = ENV.max_upload_mb * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = ["motcua.desks.shell.files.WholeUpload"]  # bounded, and never half a file for a file
FILE_UPLOAD_PERMISSIONS = 0o600

DEFAULT_FROM_EMAIL = ENV.mail_from
EMAIL_TIMEOUT = 20
if ENV.smtp_url:
    _smtp = urlsplit(ENV.smtp_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _smtp.hostname or "localhost"
    EMAIL_PORT = _smtp.port or 25
    EMAIL_HOST_USER = unquote(_smtp.username or "")
    EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
    EMAIL_USE_SSL = _smtp.scheme == "smtps"
    EMAIL_USE_TLS = _smtp.scheme == "smtp+tls"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(ENV.home / "mail")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"motcua": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = ["admin.E402"]  # the technical site gives its pages the account itself
ADMIN_PATH = ENV.admin_path
