"""Wired providers: `config/wiring.py` puts them in, rooms and flows take them out by port name."""

from typing import Any

_providers: dict[str, Any] = {}


def wire(port: str, provider: Any) -> None:
    """Put the provider behind a port ("malware_scanner"); a later one replaces an earlier one."""
    _providers[port] = provider


def provider(port: str) -> Any:
    """The provider behind a port. Raises LookupError naming the port when none is wired."""
    try:
        return _providers[port]
    except KeyError:
        raise LookupError(f"no provider is wired for {port!r}; see motcua/config/wiring.py") from None


def unwire(port: str) -> None:
    """Take a provider out again; nothing happens when there is none."""
    _providers.pop(port, None)
