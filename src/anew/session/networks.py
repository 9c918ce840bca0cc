"""Which addresses count as one, where sessions are counted."""

from __future__ import annotations

import ipaddress


def network_of(address: str | None) -> str | None:
    """What counts as one address; None for this machine, and where it is not known.

    Whoever has one IPv6 address has 2 ** 64 of them.

    >>> network_of("192.0.2.7"), network_of("2001:db8::7"), network_of("::1")
    ('192.0.2.7', '2001:db8::/64', None)
    """
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return network_of(str(found.ipv4_mapped))
        if not found.is_loopback:
            return str(ipaddress.ip_network((found, 64), strict=False))
    return None if found.is_loopback else str(found)
