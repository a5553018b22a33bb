"""Which addresses events may be sent to: an administrator's URL must not reach our own machines.

What counts is the address that a connection is made to, not the name it was resolved from: a name
may give a public address when it is asked for the first time and a private one the second time.
"""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

from aiohttp.connector import AddrInfoType

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

# What older versions of Python or the registry call global, though machines of clouds answer there.
_METADATA = (ip_network("168.63.129.16/32"), ip_network("192.0.0.0/24"))
_NAT64 = ip_network("64:ff9b::/96")
_LOW_32_BITS = 0xFFFF_FFFF


class AddressRefused(OSError):
    """A connection to an address that events must not go to."""


def is_allowed(address: Address, allowed: Sequence[Network]) -> bool:
    """Is this a public unicast address, or one of the networks that the settings allow?"""
    if any(address in network for network in allowed):
        return True
    if isinstance(address, IPv6Address):
        inner = _ipv4_inside(address)
        if inner is not None:
            return is_allowed(inner, allowed)
        if address.is_site_local:
            return False
    if any(address in network for network in _METADATA):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _ipv4_inside(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to: mapped, 6to4, Teredo or NAT64."""
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64:
        return IPv4Address(int(address) & _LOW_32_BITS)
    return address.ipv4_mapped or address.sixtofour


def checking_sockets(allowed: Sequence[Network]) -> Callable[[AddrInfoType], socket.socket]:
    """Makes the socket for each connection, and refuses to where it must not lead."""

    def make_socket(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        if not is_allowed(ip_address(str(address[0]).partition("%")[0]), allowed):
            raise AddressRefused(f"{address[0]} is not an address for webhooks")
        return socket.socket(family, kind, protocol)

    return make_socket
