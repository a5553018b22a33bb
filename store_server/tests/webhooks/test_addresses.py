"""Events never reach our own machines, whatever an address looks like or resolves to."""

import socket
from ipaddress import ip_address, ip_network

import pytest
from pydantic import SecretStr

from app.config import WebhookSettings
from app.webhooks.addresses import AddressRefused, checking_sockets, is_allowed
from app.webhooks.sender import Receiver, WebhookSender
from tests.webhooks.receiver import Receiver as ListeningReceiver

INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104 - to be refused
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "168.63.129.16",
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
]
OUTSIDE = ["1.1.1.1", "93.184.215.14", "100.128.0.1", "172.32.0.1", "2606:4700:4700::1111"]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_refused(address: str) -> None:
    assert not is_allowed(ip_address(address), ())


@pytest.mark.parametrize("address", OUTSIDE)
def test_public_addresses_are_allowed(address: str) -> None:
    assert is_allowed(ip_address(address), ())


def test_an_allowed_network_is_an_exception() -> None:
    allowed = [ip_network("10.20.0.0/16")]
    assert is_allowed(ip_address("10.20.3.4"), allowed)
    assert is_allowed(ip_address("::ffff:10.20.3.4"), allowed)
    assert not is_allowed(ip_address("10.21.3.4"), allowed)


def test_the_address_of_the_connection_is_what_is_checked() -> None:
    make_socket = checking_sockets(())
    tcp = (socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
    with pytest.raises(AddressRefused):
        make_socket((*tcp, ("fe80::1%eth0", 443, 0, 2)))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0"],
)
async def test_no_spelling_of_an_own_address_is_connected_to(
    receiver: ListeningReceiver, host: str
) -> None:
    sender = WebhookSender(WebhookSettings(allow_http=True))
    await sender.open()
    url = receiver.url.replace("127.0.0.1", host)
    outcome = await sender.send(Receiver(url, ("whsec_c2VjcmV0",)), "1", "{}")
    await sender.close()
    # The client takes some of these for no address at all.
    assert outcome.status is None
    assert outcome.error in {"ADDRESS_REFUSED", "BAD_ANSWER"}
    assert receiver.ids == []


async def test_plain_http_is_refused_without_the_setting() -> None:
    sender = WebhookSender(WebhookSettings(secret=SecretStr("-")))
    assert not sender.permits("http://example.org/")
    assert sender.permits("https://example.org/")
    assert not sender.permits("https://[::ffff:10.0.0.1]/")
