"""The recipient's own address inside a link."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.extract.tokens import cut, recipient_in

READER = "hanako@kaede.example"


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
    ],
)
def test_found_in_every_form(link, form):
    token = recipient_in(link, ["other@kaede.example", READER])
    assert token is not None
    assert (token.address, token.form) == (READER, form)
    assert link[token.start :].startswith(token.as_written)


@pytest.mark.parametrize("link", ["http://a.example/?uid=jiro@kaede.example", "http://kaede.example/hanako", ""])
def test_absent(link):
    assert recipient_in(link, [READER]) is None


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_base64_alignment_never_hides_it(before, behind):
    link = "http://a.example/?t=" + base64.b64encode(before + READER.encode() + behind).decode()
    assert recipient_in(link, [READER]) is not None


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        (f"https://me:pw@a.example/x/y?uid={READER}#z", "https://a.example/x/y"),
        (f"https://a.example/u/{coded(READER)}/go", "https://a.example/u/[recipient]/go"),
        ("https://a.example", "https://a.example"),
        ("mailto:x", "mailto:x"),
    ],
)
def test_cut_leaves_nothing_of_the_reader(link, safe):
    assert cut(link, [READER]) == safe
    assert recipient_in(cut(link, [READER]), [READER]) is None
