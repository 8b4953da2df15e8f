"""Which network addresses may be connected to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

#: Cloud metadata services that live at public addresses; the others are link-local or private and fall out by that.
METADATA = frozenset({IPv4Address("168.63.129.16")})
#: What the standard library takes for global in one version or another: protocol assignments (RFC 6890), anycast to
#: 6to4 relays (RFC 7526), site-local addresses (RFC 3879), the second range for documentation (RFC 9637).
NOT_GLOBAL = (
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv6Network("fec0::/10"),
    IPv6Network("3fff::/20"),
)
#: The well-known prefix of NAT64 (RFC 6052), whose last four bytes are an IPv4 address.
NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Return whether an address belongs to the public internet, also when it wraps an IPv4 address.

    Args:
        address: as the resolver gives it, "192.0.2.1" or "fe80::1%eth0".
    """
    ip = ip_address(address.partition("%")[0])
    wrapped = _wrapped(ip)
    if wrapped is not None:
        return is_public(str(wrapped))
    return ip.is_global and not (
        ip.is_multicast or ip.is_reserved or ip in METADATA or any(ip in network for network in NOT_GLOBAL)
    )


def _wrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address inside a mapped, 6to4, Teredo or NAT64 address."""
    if isinstance(ip, IPv4Address):
        return None
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None)
