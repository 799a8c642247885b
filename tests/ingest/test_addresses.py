# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetching.addresses import literal_ip, why_closed


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255",
     "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1",
     "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1", "2001::1",
     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::1",
     "2002:c0a8:101::", "100::1", "5f00::1", "3fff::1", "2001:10::1", "2001:20::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "::ffff:0:127.0.0.1",
     "2001:4:112::1", "2620:4f:8000::1", "192.31.196.1", "192.52.193.1", "192.175.48.1", "0.1.2.3", "feff::1", "2002:a9fe:a9fe::1", "not an address", ""],
)  # fmt: skip
def test_addresses_that_lead_inside_are_closed(address: str) -> None:
    assert why_closed(address)


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "8.8.8.8", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.0.1.1", "198.20.0.1", "223.255.255.255",
     "2606:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1"],
)  # fmt: skip
def test_public_addresses_are_open(address: str) -> None:
    assert why_closed(address) is None


@given(st.ip_addresses())
def test_what_python_calls_private_is_closed_too(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    embeds = ip.version == 6 and (ip.sixtofour or ip.ipv4_mapped or str(ip).startswith("64:ff9b::"))
    if not ip.is_global and not embeds:
        assert why_closed(str(ip))


@given(st.ip_addresses(v=4))
def test_every_spelling_of_an_address_is_read_alike(ip: ipaddress.IPv4Address) -> None:
    number, plain = int(ip), str(ip)
    a, b, c, d = ip.packed
    for spelling in (
        plain,
        f"{number}",
        f"{number:#x}",
        f"0{number:o}",
        f"{a}.{number & 0xFFFFFF}",
        f"{a:#x}.{b}.{c:#o}.{d}".replace("0o", "0"),
        plain + ".",
    ):
        assert literal_ip(spelling) == plain  # fmt: skip


@pytest.mark.parametrize("host", ["example.org", "1.example", "a1", "", "localhost", "10.0.0.1.example"])
def test_names_are_no_addresses(host: str) -> None:
    assert literal_ip(host) is None
