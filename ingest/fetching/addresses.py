"""Which IP addresses a public site may have.

Our own list, because `ipaddress.is_private` has changed between Python releases and missed ranges (CVE-2024-4032), and
because an IPv6 address can carry an IPv4 one inside. Sources: the IANA special-purpose registries for IPv4 and IPv6.
"""

from __future__ import annotations

import ipaddress
import socket

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

_CLOSED_V4 = tuple(
    (ipaddress.IPv4Network(network), why)
    for network, why in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "AMT"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)

_CLOSED_V6 = tuple(
    (ipaddress.IPv6Network(network), why)
    for network, why in (
        ("2001::/23", "protocol assignments and Teredo"),
        ("2001:db8::/32", "documentation"),
        ("2620:4f:8000::/48", "AS112"),
        ("3fff::/20", "documentation"),
    )
)

_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")

# Where an IPv6 network embeds an IPv4 address, and how many bits to shift it down by. A private one inside is as
# private as outside; a public one passes only where the network really leads out (NAT64 and 6to4).
_EMBEDDING = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped: the kernel connects to the IPv4 address itself
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (ipaddress.IPv6Network("2002::/16"), 80),  # 6to4
)


# Ports of other services, which a stranger's link must not make us talk to in HTTP: the 'bad ports' of
# https://fetch.spec.whatwg.org/#port-blocking and the usual ones of databases and caches.
_PORTS = (
    "0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 "
    "119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 "
    "989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 "
    "10080 445 1433 1521 2375 2376 3306 3389 5432 5672 6379 9200 9300 11211 27017 "
)
_CLOSED_PORTS = frozenset(map(int, _PORTS.split()))


def port_closed(port: int | None) -> bool:
    """Whether a stranger's link may not lead to this port; None is the scheme's own."""
    return port in _CLOSED_PORTS


def why_closed(address: str) -> str | None:
    """Why the IP `address` must not be connected to on a stranger's word; None when it is a public one.

    `address` is what a resolver or a socket gives, an IPv6 zone ('%eth0') included. What isn't an IP address is closed.
    """
    if "%" in address:
        return "link-local"
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "not an IP address"
    return _why_closed(ip)


def _why_closed(ip: Ip) -> str | None:
    if isinstance(ip, ipaddress.IPv4Address):
        return next((why for network, why in _CLOSED_V4 if ip in network), None)
    for network, shift in _EMBEDDING:
        if ip in network:
            return _why_closed(ipaddress.IPv4Address((int(ip) >> shift) & 0xFFFFFFFF))
    if ip not in _GLOBAL_V6:
        return "not a global IPv6 address"
    return next((why for network, why in _CLOSED_V6 if ip in network), None)


def literal_ip(host: str) -> str | None:
    """The IP address that `host` spells, in any way the C library reads one (127.1, 0x7f000001, 017700000001, [::1]),
    in the usual spelling; None when `host` is a name."""
    bare = host.strip("[]").rstrip(".")
    try:
        return str(ipaddress.ip_address(bare.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(bare)) if bare.isascii() and not any(map(str.isspace, bare)) else None
    except OSError:
        return None
