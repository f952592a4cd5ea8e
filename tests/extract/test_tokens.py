"""Whom a link names: the recipient in any coding, his hash or local part, or somebody else; and who is not named at all."""

from __future__ import annotations

import base64
import codecs
import hashlib
from functools import partial
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.extract import normal, sightings
from forensics.extract.tokens import readers, recipient_in, tokens_in
from tests.pace import took

READER = "hanako@kaede.example"


md5 = partial(hashlib.md5, usedforsecurity=False)
sha1 = partial(hashlib.sha1, usedforsecurity=False)
sha256 = hashlib.sha256


def coded(text):
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("link", "form"),
    [
        (f"http://a.example/?uid={READER}", "plain"),
        ("http://a.example/?uid=Hanako@KAEDE.example", "plain"),
        ("http://a.example/hanako%40kaede.example/x", "percent"),
        ("http://a.example/?u=%68anako%40kaede%2Eexample", "percent"),
        ("http://a.example/?u=hanako%2540kaede.example", "percent"),
        (f"http://a.example/#{coded(READER)}", "base64"),
        (f"http://a.example/?t={coded('2,22,' + READER + ',x')}", "base64"),
        (f"http://a.example/?t={coded('id=7&m=' + READER)}", "base64"),
        (f"http://a.example/?t={base64.urlsafe_b64encode(b'??' + READER.encode()).decode()}", "base64"),
        (f"http://a.example/?id={READER.encode().hex()}", "hex"),
        (f"http://a.example/?id={('2,22,' + READER).encode().hex().upper()}", "hex"),
        (f"http://a.example/?u={READER[::-1]}", "reversed"),
        (f"http://a.example/?u={codecs.encode(READER, 'rot13')}", "rot13"),
        (f"http://a.example/?u={coded(READER[::-1])}", "base64, reversed"),
        (f"http://a.example/?u={coded(coded('mail=' + READER))}", "base64, base64"),
        (f"http://a.example/?u={coded(('to:' + READER).encode().hex())}", "base64, hex"),
        (f"http://a.example/?u={coded('e=' + quote(READER, safe=''))}", "base64"),
        (f"http://a.example/?u={quote(coded('>>>' + READER), safe='')}", "base64"),
        (f"http://a.example/?u={READER.upper().encode().hex()}", "hex"),
        (f"http://a.example/?h={md5(READER.encode()).hexdigest()}", "MD5"),
        (f"http://a.example/{sha1(READER.encode()).hexdigest().upper()}/x", "SHA-1"),
        (f"http://a.example/#{sha256(READER.encode()).hexdigest()}", "SHA-256"),
        (f"http://a.example/?h={base64.b64encode(md5(READER.encode()).digest()).decode()}", "MD5, base64"),
        (
            f"http://a.example/?h={base64.urlsafe_b64encode(sha256(READER.encode()).digest()).decode()}",
            "SHA-256, base64",
        ),
        ("http://a.example/bounce/hanako=kaede.example", "plain"),
        ("http://a.example/?u=hanako_at_kaede.example", "plain"),
        ("http://a.example/?user=hanako", "local part"),
        (f"http://a.example/{coded('hanako')}", "local part, base64"),
        (f"http://a.example/?x={b'hanako'.hex()}", "local part, hex"),
        ("http://hanako%40kaede.example@a.example/", "percent"),
        ("http://a.example/4VjYcG32170OYwRhanako@kaede.example9tcevikogoe", "plain"),
    ],
)
def test_found_in_every_form(link, form):
    parsed = normal.link(link)
    assert parsed is not None
    link = parsed.href
    token = recipient_in(link, ["other@kaede.example", READER])
    assert token is not None
    assert (token.address, token.form) == (READER, form)
    assert link[token.start :].startswith(token.as_written)


def named(link, addresses=(READER,), domains=()):
    return [(token.address, token.how) for token in tokens_in(link, readers(addresses, domains))]


def test_a_hash_of_the_address_as_it_was_written():
    written = "Hanako@Kaede.example"
    link = f"http://a.example/?h={sha256(written.encode()).hexdigest()}"
    assert named(link, [written]) == [(READER, "SHA-256 in the link")]
    assert named(link, [READER]) == []


@pytest.mark.parametrize(
    ("link", "form"),
    [
        ("http://a.example/?contact=jiro@momo.example", "plain"),
        ("http://a.example/?contact=jiro%40momo.example", "percent"),
        (f"http://a.example/?c={coded('#1,jiro@momo.example; ')}", "base64"),
        ("http://a.example/?id=" + b"2,22,jiro@momo.example".hex(), "hex"),
        ("http://a.example/?c=elpmaxe.omom@orij", "reversed"),
        ("http://a.example/?email=3Djiro@momo.example", "plain"),  # what quoted-printable left behind
        ("http://a.example/?x=news%2Cjiro@momo.example", "percent"),
    ],
)
def test_somebody_else_is_told_as_such(link, form):
    assert named(link) == [("jiro@momo.example", f"an address in the link ({form})")]


@pytest.mark.parametrize("written", ["hanako@かえで.example", "hanako@xn--r8jf9f.example"])
def test_an_internationalised_domain_in_either_spelling(written):
    reader = "hanako@かえで.example"
    for link in (f"http://a.example/?u={quote(written)}", f"http://a.example/?u={coded(written)}"):
        assert [each.how.endswith(" in the link") for each in tokens_in(link, readers([reader]))] == [True]


def test_the_reader_comes_first():
    link = f"http://a.example/?from=jiro@momo.example&to={READER}"
    assert named(link) == [(READER, "plain in the link"), ("jiro@momo.example", "an address in the link (plain)")]


def test_every_address_of_ones_own_domains_is_a_readers():
    link = "http://a.example/?u=" + coded("saburo@mail.kaede.example")
    assert named(link, []) == [("saburo@mail.kaede.example", "an address in the link (base64)")]
    assert named(link, [], ["kaede.example"]) == [("saburo@mail.kaede.example", "base64 in the link")]


@pytest.mark.parametrize(
    "link",
    [
        "http://kaede.example/hanako",
        "http://www.kaede.example/?user=hanako",  # his own provider knows him
        "http://hanako.a.example/",
        "http://a.example/hanako",  # a word in a path may be anything
        "http://a.example/?q=hanako",
        "http://a.example/?user=hanako-2",
        "http://www.bank.example@a.example/",
        "http://a.example/icon@2x.png",
        "http://a.example/logo@2x.zip",
        "http://a.example/npm/jquery@3.7.1/dist/jquery.min.js",
        "http://a.example/maps/@35.68,139.76,15z",
        "http://medium.com/@hanako",
        "http://a.example/?m=20231221031857.3.83e9@mg1.example.org",
        "http://a.example/?h=" + md5(b"jiro@kaede.example").hexdigest(),
        f"http://a.example/?t={coded(bytes(range(256)).decode('latin-1'))}",
        "http://a.example/?u=hanako@kaede.example.org.",
        "",
    ],
)
def test_absent(link):
    assert [each for each in named(link) if each[0] == READER] == []
    if "org" not in link or "@mg1" in link:
        assert named(link) == []


@pytest.mark.parametrize("local", ["info", "sales", "support", "phishing", "webmaster", "list", "news"])
def test_a_common_word_is_no_reader(local):
    address = f"{local}@kaede.example"
    for link in (
        f"http://a.example/{local}/x",
        f"http://a.example/?user={local}",
        f"http://a.example/?x={coded(local)}",
    ):
        assert named(link, [address]) == []
    assert named(f"http://a.example/?x={address}", [address]) == [(address, "plain in the link")]


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_base64_alignment_never_hides_it(before, behind):
    link = "http://a.example/?t=" + base64.b64encode(before + READER.encode() + behind).decode()
    assert recipient_in(link, [READER]) is not None


@given(st.text(max_size=300), st.lists(st.text(max_size=30), max_size=3))
def test_whatever_stands_there_nothing_breaks(text, addresses):
    for token in tokens_in(f"http://a.example/{text}", readers([*addresses, READER], addresses)):
        assert token.as_written == f"http://a.example/{text}"[token.start :][: len(token.as_written)]


def test_in_a_mail_with_the_place_where_it_stood():
    coded_address = coded(READER).rstrip("=")
    mail = read_mail(f"To: Hanako@Kaede.example\r\n\r\nGo http://a.example/{coded_address} now\r\n".encode())
    [token] = [each for each in sightings(mail) if each.observable.kind == "token"]
    assert (token.observable.value, token.as_written, token.how) == (READER, coded_address, "base64 in the link")
    assert (token.where, token.start) == ("text", 3 + len("http://a.example/"))


def test_whom_the_case_knows_is_found_as_well():
    mail = read_mail(b"To: someone@a.example\r\n\r\nhttp://b.example/?u=jiro@peer.example&v=saburo@kaede.example\r\n")

    def told(**known):
        return [each.how for each in sightings(mail, **known) if each.observable.kind == "token"]

    other, reader = "an address in the link (plain)", "plain in the link"
    assert told() == [other, other]
    assert told(addresses=["jiro@peer.example"]) == [reader, other]
    assert told(addresses=["jiro@peer.example"], domains=["kaede.example"]) == [reader, reader]


HOSTILE = {
    "at signs": "http://a.example/" + "a@b.jp/" * 9_000,
    "at signs alone": "http://a.example/" + "@" * 65_000,
    "percent upon percent": "http://a.example/?u=" + "%25" * 21_000 + "40",
    "percent and addresses": "http://a.example/?u=" + "%41@b.jp&" * 7_000,
    "base64": "http://a.example/?u=" + "QGEB" * 16_000,
    "base64 in base64": "http://a.example/?u=" + "ISEhISEh" * 8_000,
    "hexadecimal": "http://a.example/?u=" + "614061" * 10_000,
    "hanako": "http://a.example/?u=" + "hanako&" * 9_000,
    "half": "http://a.example/?u=" + "hanako@" * 9_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_links_are_read_in_linear_time(name):
    known = readers([READER, *(f"reader{n}@kaede.example" for n in range(99))])
    # sixteen of them are a megabyte
    assert took(lambda: [tokens_in(HOSTILE[name], known) for _ in range(16)], below=1) < 1
