"""The sample case: made up through and through, valid as far as it claims to be, and written by the script beside it."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import sys
import tomllib
from email import message_from_bytes, policy

import pytest

from forensics import sample

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RESERVED = ("example", "test", "invalid", "localhost")
DOCUMENTATION = [ipaddress.ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]
HOST = re.compile(rb"(?i)(?:@|://)([a-z0-9.-]+\.[a-z]{2,})")
IP = re.compile(rb"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")


def text_of(data: bytes) -> str:
    parts = message_from_bytes(data, policy=policy.default).walk()
    return "\n".join(str(part.get_content()) for part in parts if part.get_content_maintype() == "text")


@pytest.fixture(scope="module")
def mails():
    return dict(sample.mails())


def test_ten_mails_in_order(mails):
    assert list(mails) == sorted(mails)
    assert len(mails) == 10


def test_no_host_and_no_address_is_anybodys(mails):
    for name, data in mails.items():
        whole = data + text_of(data).encode()
        assert all(host.decode().rsplit(".")[-1].lower() in RESERVED for host in HOST.findall(whole)), name
        for found in IP.findall(data):
            assert any(ipaddress.ip_address(found.decode()) in net for net in DOCUMENTATION), (name, found)


def test_the_wallet_passes_its_checksum(mails):
    found = re.search(r"\b1[1-9A-HJ-NP-Za-km-z]{25,34}\b", text_of(mails["05-threat.eml"]))
    assert found
    number = 0
    for sign in found[0]:
        number = number * 58 + BASE58.index(sign)
    data = number.to_bytes(25, "big")
    assert hashlib.sha256(hashlib.sha256(data[:21]).digest()).digest()[:4] == data[21:]


def test_the_notice_is_seven_bit_iso_2022_jp_and_names_its_reader(mails):
    data = mails["01-notice.eml"]
    assert data.isascii()
    assert b"\x1b$B" in data
    assert "verify.php?uid=hanako@kaede.example" in text_of(data)


def test_the_threat_says_what_such_threats_say(mails):
    said = text_of(mails["05-threat.eml"])
    for claim in ("$965", "48時間", "2026年2月11日から2026年2月26日まで", "sakura-1987"):
        assert claim in said


def test_the_settings_name_the_own_servers():
    settings = tomllib.loads(sample.case_toml())
    assert settings["own_domains"] == ["kaede.example"]
    assert settings["own_authserv_ids"] == ["mx.kaede.example"]
    japanese = tomllib.loads(sample.case_toml("ja"))
    assert japanese == {**settings, "title": "見本: メンテナンス通知と脅迫メール", "language": "ja"}


def test_the_script_writes_these_very_bytes(mails, root, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(root), *sys.path])
    from tools.sample.__main__ import sample as made

    assert made() == mails
