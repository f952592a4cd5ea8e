"""Who received the mail, and which password was claimed, is not in what is handed over."""

from __future__ import annotations

import base64

import pytest

from forensics.safe import Mask

MASK = Mask(["hanako@kaede.example", "hiroshi@kaede.example"], ["kaede.example"], ["sakura-1987", "abc"])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("To: hanako@kaede.example", "To: h***@kaede.example"),
        ("HIROSHI@Kaede.Example", "h***2@kaede.example"),
        ("http://a.example/x.php?uid=hanako@kaede.example&n=1", "http://a.example/x.php?uid=h***@kaede.example&n=1"),
        ("uid%3Dhanako%40kaede.example", "uid%3Dh***%40kaede.example"),
        ("<yuki@sub.kaede.example>", "<y***@sub.kaede.example>"),
        ("offender@mailbox-center.test", "offender@mailbox-center.test"),
        ("id=" + b"2,22,hanako@kaede.example".hex(), "id=***"),
        ("your password: sakura-1987!", "your password: ***!"),
        ("abc is too short to be blanked", "abc is too short to be blanked"),
        ("hanako@kaede.example.evil.test", "hanako@kaede.example.evil.test"),
    ],
)
def test_masked_alike_everywhere(written, shown):
    assert MASK(written) == shown


@pytest.mark.parametrize("data", [b"hanako@kaede.example", b"id=7;hanako@kaede.example;", b"??>hanako@kaede.example"])
@pytest.mark.parametrize("code", [base64.b64encode, base64.urlsafe_b64encode])
def test_an_address_in_base64_is_found(data, code):
    token = code(data).decode()
    for written in (token, token.rstrip("=")):
        assert written.rstrip("=") not in MASK(f"http://a.example/?t={written}&x=1")


def test_doing_it_twice_changes_nothing():
    once = MASK("hanako@kaede.example yuki@kaede.example")
    assert once == "h***@kaede.example y***@kaede.example"
    assert MASK(once) == once
