"""The guard of conftest.py itself: what is outside is refused, what is on this machine passes."""

from __future__ import annotations

import socket

import pytest

OUTSIDE = ["198.51.100.7", "2001:db8::7", "example.org"]


def outside_contact(call):
    """Expect the guard's own error, a BaseException, from `call`."""
    with pytest.raises(BaseException, match="a test reached for") as caught:
        call()
    assert not isinstance(caught.value, Exception), "code under test could have swallowed it"


@pytest.mark.parametrize("host", OUTSIDE)
def test_a_look_up_of_a_name_outside_is_refused(host):
    outside_contact(lambda: socket.getaddrinfo(host, 443))


@pytest.mark.parametrize("host", OUTSIDE)
def test_a_connection_to_the_outside_is_refused(host):
    outside_contact(lambda: socket.create_connection((host, 443), timeout=1))


def test_a_datagram_to_the_outside_is_refused():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        outside_contact(lambda: sender.sendto(b"?", ("198.51.100.7", 53)))
        outside_contact(lambda: sender.connect(("198.51.100.7", 53)))


def test_a_loopback_server_can_be_talked_to():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        served, _ = server.accept()
        with served:
            served.sendall(b"here")
        assert client.recv(4) == b"here"
