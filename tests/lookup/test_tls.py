"""The line is encrypted to the host that was named, although the address is looked up and checked beforehand."""

from __future__ import annotations

import shutil
import ssl
import subprocess

import httpx
import pytest

from forensics.lookup.failures import NotAllowed, Unreachable
from forensics.lookup.settings import Place
from forensics.lookup.wire import Door
from tests.lookup import servers

NAME = "service.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of our own for one name, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("the openssl command is not installed, so no certificate can be made for this test")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
         "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.mark.parametrize(
    ("host", "trusted", "works"), [(NAME, True, True), (NAME, False, False), ("other.example", True, False)]
)
def test_the_name_is_verified_and_not_the_address(settings, certificate, monkeypatch, host, trusted, works):
    monkeypatch.setattr(Door, "_address", lambda *_: "127.0.0.1")
    trust = ssl.create_default_context(cafile=certificate / "cert.pem") if trusted else ssl.create_default_context()
    monkeypatch.setattr(httpx, "create_ssl_context", lambda: trust)
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    seen = []
    secure.sni_callback = lambda _line, name, _context: seen.append(name)
    with servers.http(lambda *_: servers.Reply("secret"), tls=secure) as (url, log), Door(settings()) as door:
        at = url.replace("http://127.0.0.1", f"https://{host}")
        place = Place(url=at, attempts=1, timeout=3.0)
        if works:
            assert door.http("test", place, at).body == b"secret"
            assert b"Host: service.example:" in bytes(log.heard)
        else:
            with pytest.raises(Unreachable, match="certificate verify failed"):
                door.http("test", place, at)
            assert log.questions == []
    assert seen == [host]


def test_a_redirect_away_from_encryption_is_not_followed(settings, certificate, monkeypatch):
    monkeypatch.setattr(Door, "_address", lambda *_: "127.0.0.1")
    monkeypatch.setattr(
        httpx, "create_ssl_context", lambda: ssl.create_default_context(cafile=certificate / "cert.pem")
    )
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    plain = servers.Reply("", 301, {"Location": f"http://{NAME}/"})
    with servers.http(lambda *_: plain, tls=secure) as (url, _), Door(settings()) as door:
        at = url.replace("http://127.0.0.1", f"https://{NAME}")
        with pytest.raises(NotAllowed, match="not encrypted"):
            door.http("test", Place(url=at, attempts=1), at)
