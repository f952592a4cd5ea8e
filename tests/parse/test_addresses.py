"""Address headers, and who a mail program would say they name: display name and address of each mailbox."""

from __future__ import annotations

import pytest

from forensics import read_mail
from forensics.parse.addresses import addresses
from tests.pace import took


@pytest.mark.parametrize(
    ("written", "boxes"),
    [
        # RFC 5322, section 3.4
        ('"Doe, John" <j@b.test>', [("Doe, John", "j@b.test")]),
        ('"John \\"Q\\" Doe" <j@b.test>', [('John "Q" Doe', "j@b.test")]),
        ('John \\"Q\\" Doe <j@b.test>', [('John "Q" Doe', "j@b.test")]),
        ("DOMAIN\\user <j@b.test>", [("DOMAIN\\user", "j@b.test")]),
        ("j@b.test (John (the man) Doe)", [("John (the man) Doe", "j@b.test")]),
        ("<j@b.test> (John)", [("John", "j@b.test")]),
        ("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", [("Pete", "pete@silly.test")]),
        ('<"john doe"@b.test>', [("", '"john doe"@b.test')]),
        ('J <"john@home"@b.test>', [("J", '"john@home"@b.test')]),
        ("A < a @ b . test >", [("A", "a@b.test")]),
        ("a @ b . test", [("", "a@b.test")]),
        ("A <a@[IPv6:2001:db8::1]>", [("A", "a@[ipv6:2001:db8::1]")]),
        # groups
        ("Team:Ed <joe@w.test>,x@w.test;, y@w.test", [("Ed", "joe@w.test"), ("", "x@w.test"), ("", "y@w.test")]),
        ('"x@y.test": a@b.test;', [("", "a@b.test")]),
        ("Undisclosed recipients:;", []),
        ("(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;", []),
        # routes, section 4.4
        ("<@a.test,@b.test:c@d.test>", [("", "c@d.test")]),
        ('X <@a.test,@b.test:"q x"@d.test>', [("X", '"q x"@d.test')]),
        # encoded words
        ("=?utf-8?q?Doe=2C_John?= <a@b.test>", [("Doe, John", "a@b.test")]),
        ("a@b.test (=?utf-8?q?Andr=C3=A9?=)", [("André", "a@b.test")]),
        # internationalized, RFC 6532
        ("用户 <用户@例子.test>", [("用户", "用户@例子.test")]),
        # broken
        ("A <a@b.test", [("A", "a@b.test")]),
        ("A <a@b.test, C <c@d.test>", [("A", "a@b.test"), ("C", "c@d.test")]),
        ("A <a@b.test, c@d.test", [("A", "a@b.test"), ("", "c@d.test")]),
        ("A a@b.test>", [("A", "a@b.test")]),
        ("John Doe john@b.test", [("John Doe", "john@b.test")]),
        ("a@b.test c@d.test", [("", "a@b.test"), ("", "c@d.test")]),
        ("A <mailto:a@b.test>", [("A", "a@b.test")]),
        ('"unclosed <a@b.test>', [("unclosed", "a@b.test")]),
        ("A (unclosed <a@b.test>", [("A unclosed", "a@b.test")]),
        ("<<a@b.test>>", [("", "a@b.test")]),
        ("<>", [("", "")]),
    ],
)
def test_a_header(written, boxes):
    found, _ = addresses(written.encode())
    assert [(box.name, box.address) for box in found] == boxes


def test_several_headers_of_recipients_are_one_list_and_several_senders_are_not():
    mail = read_mail(b"From: a@b.test\nFrom: c@d.test\nTo: x@y.test\nTo: Z <z@y.test>\nCc: v@w.test\nCc: u@w.test\n\n")
    assert [box.address for box in mail.to] == ["x@y.test", "z@y.test"]
    assert [box.address for box in mail.addresses("cc")] == ["v@w.test", "u@w.test"]
    assert [box.address for box in mail.from_] == ["a@b.test"]


@pytest.mark.parametrize("piece", ["a@b:", "<a", "(", "A <a@b,", "a@ ", ". ", "@.", '"a" ', "x:(", "<,"])
@pytest.mark.parametrize("frame", ["{}", "<{}", "a@b, ({}", "G:{}"])
def test_hostile_headers_take_no_time(piece, frame):
    raw = frame.format(piece * 20_000).encode()
    assert took(lambda: addresses(raw), below=1) < 1
