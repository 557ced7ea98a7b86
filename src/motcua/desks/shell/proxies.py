"""Who really asks: addresses that a proxy in front reports are believed only from proxies that the settings name.

Without this every visitor behind the proxy would be one address: one neighbour's wrong tries would lock all others out,
and anybody could claim another address in a header.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from motcua.desks.shell.middleware import GetResponse

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


def address_of(text: str) -> Address | None:
    """An address as a proxy writes it: bare, with a port, an IPv6 one in brackets; None when it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def client_address(peer: str, forwarded_for: str, trusted: Networks) -> str:
    """The address that the nearest untrusted machine has, read from the right: only what our own proxies wrote counts.

    `peer` is who opened the connection; in a chain with something unreadable the last address that was read counts.
    """
    nearest = address_of(peer)
    for text in reversed(forwarded_for.split(",")) if forwarded_for else ():
        if nearest is None or not _within(nearest, trusted):
            break
        further = address_of(text)
        if further is None:
            break
        nearest = further
    return str(nearest) if nearest is not None else peer


def _within(address: Address, trusted: Networks) -> bool:
    return any(address in network for network in trusted)


def trusted_proxies(get_response: GetResponse) -> GetResponse:
    """Put the real address and scheme where Django and throttling read them; drop what anybody else claims."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        meta = request.META
        peer = meta.get("REMOTE_ADDR", "")
        claims = {name: meta.pop(name) for name in FORWARDED if name in meta}
        request.is_forwarded = bool(claims)  # type: ignore[attr-defined]
        near = address_of(peer)
        if near is not None and _within(near, settings.TRUSTED_PROXIES):
            meta["REMOTE_ADDR"] = client_address(peer, claims.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES)
            scheme = claims.get("HTTP_X_FORWARDED_PROTO", "").strip().lower()
            if scheme in ("http", "https"):
                meta["wsgi.url_scheme"] = scheme
        return get_response(request)

    return middleware
