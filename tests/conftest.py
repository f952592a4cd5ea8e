"""What holds for every test: nobody outside this machine is contacted, and chance is written down."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

# `make test` tries the same examples every time, so that a red run can be repeated; `make fuzz` looks further each time.
slow_machines = [HealthCheck.too_slow]
settings.register_profile(
    "test", derandomize=True, deadline=None, max_examples=100, suppress_health_check=slow_machines
)
settings.register_profile(
    "fuzz",
    deadline=None,
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "10000")),
    print_blob=True,
    suppress_health_check=slow_machines,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


class OutsideContact(BaseException):
    """A test reached for an address outside this machine; no `except Exception` in the code under test may hide that."""


def is_loopback(host: object) -> bool:
    """Whether a host, as the socket functions take it, is this machine itself (RFC 1122, RFC 4291, RFC 6761)."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name is None or name in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(name).partition("%")[0]).is_loopback
    except ValueError:
        return False


def refused(host: object) -> NoReturn:
    """Fail the test, whatever it catches."""
    raise OutsideContact(
        f"a test reached for {host!r}; tests stay on this machine: use recorded replies or a loopback server"
    )


@pytest.fixture(autouse=True)
def _nobody_is_contacted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let connections, datagrams and name look-ups pass for loopback and Unix sockets alone."""

    def guarded_address(name: str) -> Callable[..., Any]:
        original = getattr(socket.socket, name)

        def guarded(self: socket.socket, *arguments: Any) -> Any:
            address = arguments[-1]  # connect(address), sendto(data[, flags], address)
            if self.family in {socket.AF_INET, socket.AF_INET6} and not is_loopback(address[0]):
                refused(address[0])
            return original(self, *arguments)

        return guarded

    def guarded_lookup(name: str) -> Callable[..., Any]:
        original = getattr(socket, name)

        def guarded(*arguments: Any, **named: Any) -> Any:
            host = arguments[0] if arguments else named.get("host")
            asked = host[0] if isinstance(host, tuple) else host
            if not is_loopback(asked):
                refused(asked)
            return original(*arguments, **named)

        return guarded

    for method in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, method, guarded_address(method))
    for function in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo"):
        monkeypatch.setattr(socket, function, guarded_lookup(function))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """`shared/` beside the project: public corpora that are read where they lie and never copied in."""
    folder = root.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("shared/data with the public corpora does not lie beside the project")
    return folder
