"""Every setting that comes from the environment, read once, typed, in one place.

Each is documented in `docs/operations.md` (a house test checks it). A missing value that production needs
stops the start with a sentence that says what to set.
"""

import os
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from motcua.config import keys


class SettingMissing(SystemExit):
    """A needed setting is absent or wrong; the sentence says what to set."""


def _flag(name: str, default: bool) -> bool:
    text = os.environ.get(name, "")
    if text == "":
        return default
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("0", "false", "no", "off"):
        return False
    raise SettingMissing(f"{name}={text!r}: write 1 or 0.")


def _number(name: str, default: int) -> int:
    text = os.environ.get(name, "")
    try:
        return int(text) if text else default
    except ValueError:
        raise SettingMissing(f"{name}={text!r}: write a whole number.") from None


def _networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    found = []
    for text in os.environ.get(name, "").replace(",", " ").split():
        try:
            found.append(ip_network(text))
        except ValueError:
            raise SettingMissing(
                f"{name}: {text!r} is no address and no network. Write 127.0.0.1 or 10.0.0.0/24, with spaces between."
            ) from None
    return tuple(found)


def _minutes(name: str, default: int, *, most: int) -> int:
    found = _number(name, default)
    if not 0 <= found <= most:
        raise SettingMissing(f"{name}={found}: write a number of minutes from 0 to {most}.")
    return found


def _path(name: str) -> str:
    """One part of an address, without slashes."""
    text = os.environ.get(name, "").strip("/")
    if text and not text.replace("-", "").isalnum():
        raise SettingMissing(f"{name}={text!r}: write letters, digits and hyphens.")
    return text


@dataclass(frozen=True, slots=True)
class Environment:
    """The installation's settings as they were at start."""

    home: Path
    mode: str  # development | demo | production
    database_url: str
    secret_key: str
    pin_key: bytes
    hosts: list[str]
    base_url: str
    file_store: str  # "" = files under home; s3://bucket[/prefix]
    s3_endpoint: str
    max_upload_mb: int
    clamd_socket: str
    smtp_url: str
    mail_from: str
    secure_cookies: bool
    throttle: bool
    web_workers: int
    admin_path: str  # "" = no technical pages
    undo_minutes: int
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]
    metrics_token: str


def _key(home: Path, name: str, variable: str, production: bool) -> str:
    """A secret from the environment, else from the installation's own key folder, made at first need."""
    if value := os.environ.get(variable):
        return value
    path = keys.path_of(home, name)
    if production and not path.exists():
        raise SettingMissing(
            f"{variable} is not set and {path} does not exist. "
            f"Set {variable} to at least 50 random characters, or run `motcua init` which makes the key file."
        )
    return keys.make(home, name)


def read() -> Environment:
    """Read the environment. Raises SettingMissing (a SystemExit with a sentence)."""
    home = Path(os.environ.get("MOTCUA_HOME") or "var/home").resolve()
    mode = os.environ.get("MOTCUA_MODE") or ("demo" if home.name == "demo" else "development")
    if mode not in ("development", "demo", "production"):
        raise SettingMissing(f"MOTCUA_MODE={mode!r}: write development, demo or production.")
    production = mode == "production"
    hosts = [host for host in os.environ.get("MOTCUA_HOSTS", "").replace(",", " ").split() if host]
    if production and not hosts:
        raise SettingMissing(
            "MOTCUA_HOSTS is not set. Set it to the names this server answers to, with spaces between."
        )
    if mode == "demo" and (hosts or os.environ.get("MOTCUA_SMTP_URL")):
        raise SettingMissing(
            "This is the demo, whose passwords are public, but MOTCUA_HOSTS or MOTCUA_SMTP_URL is set as in production."
            " "
            "Unset them, or set MOTCUA_MODE=production and MOTCUA_HOME to an installation of your own."
        )
    return Environment(
        home=home,
        mode=mode,
        database_url=os.environ.get("DATABASE_URL", ""),
        secret_key=_key(home, "secret", "MOTCUA_SECRET_KEY", production),
        pin_key=_key(home, "pin", "MOTCUA_PIN_KEY", production).encode(),
        hosts=hosts or ["127.0.0.1", "localhost", "[::1]", "testserver"],
        base_url=(os.environ.get("MOTCUA_BASE_URL") or "http://127.0.0.1:8000").rstrip("/"),
        file_store=os.environ.get("MOTCUA_FILE_STORE", ""),
        s3_endpoint=os.environ.get("MOTCUA_S3_ENDPOINT", ""),
        max_upload_mb=_number("MOTCUA_MAX_UPLOAD_MB", 10),
        clamd_socket=os.environ.get("MOTCUA_CLAMD_SOCKET", ""),
        smtp_url=os.environ.get("MOTCUA_SMTP_URL", ""),
        mail_from=os.environ.get("MOTCUA_MAIL_FROM") or "mot-cua@localhost",
        secure_cookies=_flag("MOTCUA_SECURE_COOKIES", production),
        throttle=_flag("MOTCUA_THROTTLE", True),
        web_workers=_number("MOTCUA_WEB_WORKERS", 2),
        admin_path=_path("MOTCUA_ADMIN_PATH"),
        undo_minutes=_minutes("MOTCUA_UNDO_MINUTES", 10, most=24 * 60),
        trusted_proxies=_networks("MOTCUA_TRUSTED_PROXIES"),
        metrics_token=os.environ.get("MOTCUA_METRICS_TOKEN", ""),
    )


ENV = read()
