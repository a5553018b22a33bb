import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
from local_stack.messages import UserError
from local_stack.stack.ports import Ports, free_ports, is_free, require_free


@pytest.fixture
def taken() -> Iterator[int]:
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_all_ports_follow_from_the_public_one() -> None:
    ports = Ports(9080)
    assert (ports.internal, ports.postgres, ports.redis, ports.chroma) == (9081, 9082, 9083, 9084)
    assert ports.replicas(20, 2) == [9100, 9101]


def test_message_names_the_port_its_use_the_holder_and_the_way_out(taken: int) -> None:
    with pytest.raises(UserError) as error:
        require_free({taken: "the gateway", free_ports().public: "Redis"}, public=8080)
    text = str(error.value)
    assert f"Port {taken}, needed for the gateway, is taken by " in text
    assert "make up PORT=" in text
    assert "Redis" not in text


def test_port_taken_on_the_other_loopback_address_counts() -> None:
    with closing(socket.socket(socket.AF_INET6)) as server:
        server.bind(("::1", 0))
        server.listen()
        assert not is_free(server.getsockname()[1])


def test_free_ports_are_free() -> None:
    ports = free_ports()
    assert all(is_free(ports.public + offset) for offset in range(40))
