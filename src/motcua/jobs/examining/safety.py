"""Is it safe: secrets, rights of files, accounts with known passwords, TLS and the proxy in front."""

import os
import stat
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from motcua.flows.demo.accounts import PASSWORD as DEMO_PASSWORD
from motcua.jobs.examining.finding import Finding, in_production, needed
from motcua.people.models import Account

SECRET_LEAST = 50
KINDS_LEAST = 12  # different characters
TRIED_AT_MOST = 6  # a password takes a third of a second to try
WELL_KNOWN = ("admin", "root", "quantri", "congdan", "phanmem", "motcua.lacthuy", "quantri.lacthuy", "chutich.lacthuy")


def mode() -> Finding:
    """What kind of installation this is, and whether it serves the world as what it is not."""
    env = settings.ENV
    if settings.DEBUG:
        return Finding("wrong", "DEBUG is on: pages of faults would show code and settings; set it off")
    if env.mode == "production":
        return Finding("ok", f"production, {env.home}")
    if env.mode == "development" and env.hosts and "testserver" not in env.hosts:
        return Finding("wrong", "development with MOTCUA_HOSTS set: set MOTCUA_MODE=production before people use it")
    return Finding("note", f"{env.mode}, {env.home}: not for people's dossiers; set MOTCUA_MODE=production for that")


def permissions() -> Finding:
    """Keys, database and files belong to who runs this, and others of the machine cannot read them."""
    home = Path(settings.HOME)
    private = [home / "keys", *sorted((home / "keys").glob("*")), home / "files", home / "mail", home / "run"]
    if connection.vendor == "sqlite":
        private.append(Path(str(connection.settings_dict["NAME"])))
    private += [home / "last-backup.json", home / "backups"]
    sheltered = not home.stat().st_mode & (stat.S_IRWXO | stat.S_IRGRP | stat.S_IWGRP)
    for path in (one for one in private if one.exists()):
        found = path.stat()
        if found.st_uid != os.geteuid() and os.geteuid() != 0:
            return Finding("wrong", f"{path} belongs to somebody else: chown -R $(whoami) {home}")
        is_key = path.parent == home / "keys"
        if (is_key or not sheltered) and found.st_mode & (stat.S_IRWXO | stat.S_IRWXG):
            return needed(f"others of this machine can read {path}: chmod 700 {home} and chmod 600 {home}/keys/*")
    return Finding("ok", "keys, database and files are readable by their owner alone")


def keys() -> Finding:
    """Both secrets are long, random and not the same."""
    pin = bytes(settings.PIN_KEY).decode(errors="replace")
    for name, value in (("MOTCUA_SECRET_KEY", settings.SECRET_KEY), ("MOTCUA_PIN_KEY", pin)):
        if len(value) < SECRET_LEAST or len(set(value)) < KINDS_LEAST:
            return Finding(
                "wrong", f"{name} is weak: unset it so that a key file is made, or set {SECRET_LEAST} random characters"
            )
    if pin == settings.SECRET_KEY:
        return Finding("wrong", "both keys are the same: unset MOTCUA_SECRET_KEY so that a key file of its own is made")
    return Finding("ok", "two strong keys")


def accounts() -> Finding:
    """No account of the demo, none whose password everybody knows."""
    if settings.ENV.mode == "demo":
        return Finding("note", "demo: the passwords are public on purpose")
    known = Account.objects.filter(username__in=WELL_KNOWN, is_active=True).order_by("username")[:TRIED_AT_MOST]
    for account in known:
        for password in (DEMO_PASSWORD, account.username):
            if account.has_usable_password() and account.check_password(password):
                return Finding("wrong", f"{account.username} has a password that everybody knows: motcua user reset")
    if (Path(settings.HOME) / "accounts.json").exists():
        return needed(
            f"{settings.HOME}/accounts.json is a list of demo accounts: this folder held a demo; begin a new one"
        )
    return Finding("ok", "no account with a known password among those tried")


def https() -> Finding:
    """Pages go out by https, cookies over nothing else, and links lead to a name this server answers to."""
    env = settings.ENV
    if not in_production():
        return Finding("note", "not in production: plain http")
    if not env.base_url.startswith("https://"):
        return Finding("wrong", f"MOTCUA_BASE_URL is {env.base_url}: links in notices must be https")
    if not env.secure_cookies:
        return Finding("wrong", "MOTCUA_SECURE_COOKIES=0: sign-ins could be overheard; unset it")
    host = urlsplit(env.base_url).hostname or ""
    if (
        host not in env.hosts
        and "*" not in env.hosts
        and not any(one.startswith(".") and host.endswith(one) for one in env.hosts)
    ):
        return Finding("wrong", f"MOTCUA_HOSTS does not name {host} of MOTCUA_BASE_URL: links would be refused; add it")
    if "*" in env.hosts:
        return Finding("wrong", "MOTCUA_HOSTS takes every name: write the names of this server")
    return Finding("ok", f"{env.base_url}, cookies over https only")


def proxy() -> Finding:
    """Behind the proxy that ends TLS every visitor must keep an address of his own."""
    env = settings.ENV
    if not in_production():
        return Finding("note", "not in production: no proxy in front")
    if not env.trusted_proxies:
        return Finding(
            "wrong",
            "MOTCUA_TRUSTED_PROXIES is not set: all visitors look like one, whose wrong tries lock all out; "
            "write 127.0.0.1 when the proxy runs on this machine",
        )
    if wide := [str(one) for one in env.trusted_proxies if one.prefixlen == 0]:
        return Finding("wrong", f"MOTCUA_TRUSTED_PROXIES={wide[0]} believes everybody: write the proxy's address")
    if not env.throttle:
        return Finding("note", "MOTCUA_THROTTLE=0: wrong tries are not limited here; is there another limit in front?")
    return Finding("ok", f"addresses are believed from {', '.join(map(str, env.trusted_proxies))}")
