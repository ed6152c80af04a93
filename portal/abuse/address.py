"""Whose request this is: the client's network address, which only a named proxy may tell us."""

from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from django.conf import settings
from django.http import HttpRequest

HOUSEHOLD_PREFIX = 64  # bits of an IPv6 address that one household or office shares
MASKED_PREFIX = {4: 24, 6: 48}  # bits that may appear in a log

Address = IPv4Address | IPv6Address


def client_address(request: HttpRequest) -> str:
    """The address of the client; empty if there is none (a local socket).

    `REMOTE_ADDR` is believed. X-Forwarded-For is read only if that address belongs to
    TRUSTED_PROXIES, and then from its right end up to the first address that does not:
    whatever a client writes into the header itself stands further left.
    """
    hops = [request.META.get("REMOTE_ADDR", "")]
    hops += reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(","))
    known = [found for hop in hops if (found := parsed(hop))]
    for address in known:
        if not is_trusted(address):
            return str(address)
    return str(known[-1]) if known else ""


def parsed(text: str) -> Address | None:
    """The address written in `text`, an IPv4 one in IPv6 clothes unwrapped; None if it is none."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_trusted(address: Address) -> bool:
    """Whether `address` is one of our own reverse proxies."""
    return any(address in network for network in trusted_networks(*settings.TRUSTED_PROXIES))


@lru_cache
def trusted_networks(*names: str) -> list[IPv4Network | IPv6Network]:
    """The networks written in TRUSTED_PROXIES ("10.0.0.0/8", "::1"); ValueError if one is none."""
    return [ip_network(name) for name in names]


def household(address: str) -> str:
    """What counts as one client: an IPv4 address, or the /64 network of an IPv6 one."""
    found = parsed(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((found, HOUSEHOLD_PREFIX), strict=False))
    return address


def masked(address: str) -> str:
    """`address` without the part that names one client, as it may stand in a log."""
    found = parsed(address)
    if found is None:
        return ""
    return str(ip_network((found, MASKED_PREFIX[found.version]), strict=False))
