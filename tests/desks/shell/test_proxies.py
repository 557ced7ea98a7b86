"""Who really asks, behind proxies that the settings name and behind others."""

from ipaddress import ip_network

import pytest
from django.test import RequestFactory

from motcua.config import env
from motcua.desks.shell.proxies import address_of, client_address, trusted_proxies

OURS = (ip_network("127.0.0.1/32"), ip_network("10.0.0.0/24"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),  # the left one is what a visitor claims
        ("127.0.0.1", "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("127.0.0.1", "10.0.0.9, 10.0.0.2", "10.0.0.9"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "nonsense, 10.0.0.2", "10.0.0.2"),
        ("127.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        ("127.0.0.1", "[2001:db8::7]:443", "2001:db8::7"),
        ("::ffff:127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # nobody of ours stands in front
        ("", "198.51.100.1", ""),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(peer, forwarded, found):
    assert client_address(peer, forwarded, OURS) == found


def test_an_address_is_read_as_proxies_write_it():
    assert address_of("unix:") is None
    assert str(address_of(" 2001:db8::1 ")) == "2001:db8::1"


def seen(**headers):
    asked = []
    trusted_proxies(asked.append)(RequestFactory().get("/", **headers))
    return asked[0]


def test_a_trusted_proxy_says_address_and_scheme(settings):
    settings.TRUSTED_PROXIES = OURS
    request = seen(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.7", HTTP_X_FORWARDED_PROTO="https")
    assert request.META["REMOTE_ADDR"] == "203.0.113.7"
    assert request.is_secure()
    assert request.is_forwarded


def test_what_anybody_else_claims_is_dropped(settings):
    settings.TRUSTED_PROXIES = OURS
    request = seen(REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="127.0.0.1", HTTP_X_FORWARDED_PROTO="https")
    assert request.META["REMOTE_ADDR"] == "203.0.113.9"
    assert not request.is_secure()
    assert "HTTP_X_FORWARDED_FOR" not in request.META


@pytest.mark.django_db
def test_visitors_behind_the_proxy_are_throttled_apart(client, settings):
    settings.TRUSTED_PROXIES = OURS
    settings.THROTTLE = True

    def tries(address: str) -> list[int]:
        return [
            client.get("/theo-doi/H44.229-261105-0034", headers={"x-forwarded-for": address}).status_code
            for _ in range(61)
        ]

    assert 429 in tries("203.0.113.7")
    assert client.get("/theo-doi/H44.229-261105-0034", headers={"x-forwarded-for": "203.0.113.8"}).status_code != 429


def test_a_wrong_proxy_stops_the_start(monkeypatch):
    monkeypatch.setenv("MOTCUA_TRUSTED_PROXIES", "127.0.0.1, caddy")
    with pytest.raises(env.SettingMissing, match=r"MOTCUA_TRUSTED_PROXIES: 'caddy' is no address"):
        env.read()
