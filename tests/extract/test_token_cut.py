"""A link as a third party may see it: nothing of the reader is left, in any coding, at any place."""

from __future__ import annotations

import base64
import codecs
import hashlib
import zlib
from functools import partial
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.extract.tokens import CUT, cut, recipient_in
from tests.pace import took

READER = "hanako@kaede.example"


md5 = partial(hashlib.md5, usedforsecurity=False)
sha1 = partial(hashlib.sha1, usedforsecurity=False)
sha256 = hashlib.sha256


def coded(text):
    return base64.b64encode(text.encode()).decode()


def packed(text):
    return base64.urlsafe_b64encode(zlib.compress(text.encode())).decode().rstrip("=")


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        (f"https://me:pw@a.example/x/y?uid={READER}#z", "https://a.example/x/y"),
        (f"https://a.example/u/{coded(READER)}/go", f"https://a.example/u/{CUT}/go"),
        ("https://a.example", "https://a.example"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("https://192.0.2.7/x", "https://192.0.2.7/x"),
        ("https://[2001:db8::1]:8080/x", "https://[2001:db8::1]:8080/x"),
        ("mailto:x", "mailto:x"),
        (f"mailto:{READER}", ""),
        ("https://hanako.kaede.example.track.a.example/x", "https://a.example/x"),
        ("https://mail.hanako-kaede-example.a.example/x", "https://a.example/x"),
        (f"https://{READER.encode().hex()}.a.example/x", "https://a.example/x"),
        (f"https://{base64.b32encode(READER.encode()).decode().rstrip('=').lower()}.a.example/x", "https://a.example/x"),
        (f"https://{coded(READER).rstrip('=').lower()}.a.example/x", "https://a.example/x"),
        (f"https://{md5(READER.encode()).hexdigest()}.a.example/x", "https://a.example/x"),
        (f"https://a.example/{'-'.join(f'{each:02x}' for each in READER.encode())}/x", f"https://a.example/{CUT}/x"),
        (f"https://a.example/{'.'.join(str(each) for each in READER.encode())}/x", f"https://a.example/{CUT}/x"),
        (f"https://a.example/q/{packed(READER)}/x", f"https://a.example/q/{CUT}/x"),
        (f"https://a.example/{hashlib.sha512(READER.encode()).hexdigest()}", f"https://a.example/{CUT}"),
        (f"https://a.example/{sha1(READER.encode()).hexdigest()[:20]}", f"https://a.example/{CUT}"),
        ("https://ha-na-ko.a.example/Ha_Na_Ko/x", f"https://a.example/{CUT}/x"),
        (f"https://{'日本hanako-kaede-example'.encode('idna').decode()}.a.example/x", "https://a.example/x"),
        ("https://www.a.example/login/hanako/x", f"https://www.a.example/login/{CUT}/x"),
        ("https://a.example/hanako/kaede.example/x", f"https://a.example/{CUT}/{CUT}/x"),
        ("https://a.example/info/login.php", "https://a.example/info/login.php"),
        ("https://a.example/wp-content/uploads/2024/index.html", "https://a.example/wp-content/uploads/2024/index.html"),
        ("https://a.example/x/" + "y" * 9_000, f"https://a.example/{CUT}"),
    ],
)  # fmt: skip
def test_cut(link, safe):
    assert cut(link, [READER, "info@kaede.example"]) == safe


def test_an_address_that_nobody_named_is_cut_too():
    assert cut("https://a.example/u/jiro@momo.example/x") == f"https://a.example/u/{CUT}/x"
    assert cut("https://a.example/u/" + b"2,22,jiro@momo.example".hex()) == f"https://a.example/u/{CUT}"
    assert cut("https://a.example/u/" + coded("##jiro@momo.example##").rstrip("=")) == f"https://a.example/u/{CUT}"


addresses = st.builds(
    lambda local, domain, last: f"{local}@{domain}.{last}",
    st.from_regex(r"[a-z0-9][a-z0-9._+\-]{0,18}[a-z0-9]", fullmatch=True).filter(lambda local: ".." not in local),
    st.from_regex(r"[a-z][a-z0-9\-]{0,16}[a-z0-9]", fullmatch=True),
    st.sampled_from(["com", "co.jp", "example", "org"]),
)
CODINGS = {
    "plain": lambda data: data.decode("latin-1"),
    "percent": lambda data: quote(data, safe=""),
    "every sign": lambda data: "".join(f"%{byte:02X}" for byte in data),
    "twice": lambda data: quote(quote(data, safe=""), safe=""),
    "five times": lambda data: "".join(f"%25252525{byte:02x}" for byte in data),
    "base64": lambda data: base64.b64encode(data).decode(),
    "base64, URL alphabet": lambda data: base64.urlsafe_b64encode(data).decode().rstrip("="),
    "base64 twice": lambda data: base64.b64encode(base64.b64encode(data)).decode().rstrip("="),
    "base64, escaped": lambda data: quote(base64.b64encode(data).decode(), safe=""),
    "hex": lambda data: data.hex(),
    "HEX": lambda data: data.hex().upper(),
    "hex in base64": lambda data: base64.b64encode(data.hex().encode()).decode(),
    "base32": lambda data: base64.b32encode(data).decode().rstrip("=").lower(),
    "reversed": lambda data: quote(data[::-1], safe=""),
    "reversed in base64": lambda data: base64.b64encode(data[::-1]).decode(),
    "rot13": lambda data: quote(codecs.encode(data.decode("latin-1"), "rot13"), safe=""),
}
HASHES = {
    f"{name} {form}": (lambda address, made=made, form=form: form_of(made(address.encode()).digest(), form))
    for name, made in (("md5", md5), ("sha1", sha1), ("sha256", sha256), ("sha512", hashlib.sha512))
    for form in ("hex", "HEX", "base64", "url")
}
PLACES = [
    "https://a.example/{}",
    "https://a.example/x/{}/y.php",
    "https://a.example/x/{}.gif?a=1",
    "https://a.example/x;{}/",
    "https://a.example/x?u={}",
    "https://a.example/x?a=1&{}&b=2",
    "https://a.example/x#{}",
    "https://{}@a.example/x",
    "https://me:{}@a.example/x",
]


def form_of(digest, form):
    if "hex" in form.lower():
        return digest.hex().upper() if form == "HEX" else digest.hex()
    return (base64.b64encode if form == "base64" else base64.urlsafe_b64encode)(digest).decode().rstrip("=")


def holds_nothing(shown, address, written):
    """No coding of the address, and none of the longer pieces of what was written in."""
    assert recipient_in(shown, [address]) is None
    pieces = [piece for piece in written.split("/") if len(piece) >= 8]
    assert not any(piece.lower() in shown.lower() for piece in pieces)
    assert address not in shown.lower()


@given(
    addresses, st.sampled_from(sorted(CODINGS)), st.sampled_from(PLACES), st.binary(max_size=7), st.binary(max_size=7)
)
def test_no_coding_at_no_place_survives(address, coding, place, before, behind):
    if coding in ("plain", "percent", "every sign", "twice", "five times", "reversed", "rot13"):
        before = behind = b""  # in the open nothing adjoins
    written = CODINGS[coding](before + address.encode() + behind)
    if "@" in place:
        written = written.replace("/", "%2F")  # a user name with a slash would be none
    kept = written
    if coding.startswith("base64") and "twice" not in coding and "escaped" not in coding:
        kept = written[
            -(-len(before) * 8 // 6) : (len(before) + len(address)) * 8 // 6
        ]  # the digits of the address itself
    holds_nothing(cut(place.format(written), [address]), address, kept)


@given(addresses, st.sampled_from(sorted(HASHES)), st.sampled_from(PLACES))
def test_no_hash_survives(address, way, place):
    written = HASHES[way](address)
    if "@" in place:
        written = written.replace("/", "%2F")
    holds_nothing(cut(place.format(written), [address]), address, written)


@given(
    addresses,
    st.sampled_from(["hex", "base32", "md5", "dots", "hyphens", "base64"]),
    st.sampled_from(["{}.a.example", "www.{}.b.a.example"]),
)
def test_no_label_of_the_host_survives(address, way, host):
    label = {
        "hex": address.encode().hex(),
        "base32": base64.b32encode(address.encode()).decode().rstrip("=").lower(),
        "md5": md5(address.encode()).hexdigest(),
        "dots": address.replace("@", "."),
        "hyphens": address.replace("@", "-").replace(".", "-"),
        "base64": base64.b64encode(address.encode()).decode().rstrip("=").lower(),
    }[way]  # fmt: skip
    shown = cut(f"https://{host.format(label)}/x", [address])
    assert label not in shown
    assert shown.endswith("a.example/x")


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_whatever_stands_there_nothing_breaks(text, names):
    for link in (text, f"https://{text}", f"https://a.example/{text}"):
        assert isinstance(cut(link, names, names), str)


@pytest.mark.parametrize(
    "path",
    [
        "%25" * 2_700 + "40",
        "QGEB" * 2_000,
        "6140" * 2_000,
        "a@b/" * 2_000,
        "abcdefgh/" * 900,
        "%" * 8_000,
        "x" * 1_000_000,
    ],
)
def test_hostile_paths_take_no_long_time(path):
    assert took(lambda: cut(f"https://a.example/{path}", [READER]), below=1) < 1
