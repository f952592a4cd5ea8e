"""Broken links mended: the ways of analysts, of offenders, and of our own reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import safe
from forensics.extract import texts
from forensics.extract.view import view


def found(text: str) -> list[str]:
    """The values of what stands for itself: the host of a link is inside it."""
    values: list[str] = []
    end = 0
    for each in texts.sightings(text, "1", "text"):
        start = each.start or 0
        if each.observable.kind in ("url", "email", "ip", "domain") and start >= end:
            values.append(each.observable.value)
            end = start + len(each.as_written)
    return values


BROKEN = {
    "hxxp://example[.]com/a": "http://example.com/a",
    "hXXps://example(.)com/a": "https://example.com/a",
    "HXXP://EXAMPLE[.]COM": "http://example.com/",
    "h**p://example.com/a": "http://example.com/a",
    "h__ps://example.com/a": "https://example.com/a",
    "h++p://example.com/a": "http://example.com/a",
    "htxp://example.com/a": "http://example.com/a",
    "hzzp://example.com/a": "http://example.com/a",
    "hxp://example.com/a": "http://example.com/a",
    "meow://example.com/a": "http://example.com/a",
    "ttp://example.com/a": "http://example.com/a",
    "ttps://example.jp/aをご覧": "https://example.jp/a",
    "hxxp ://example.com/a": "http://example.com/a",
    "https: //example.com/a": "https://example.com/a",
    "tcp://example[.]com:4444": "example.com",
    "fxp://example[.]com/a": "ftp://example.com/a",
    "http[:]//example[.]com/a": "http://example.com/a",
    "http[:]//example.com/a": "http://example.com/a",
    "hxxp(:)//example.com/a": "http://example.com/a",
    "http[://]example.com/a": "http://example.com/a",
    "http:[//]example.com/a": "http://example.com/a",
    "http:[/][/]example.com/a": "http://example.com/a",
    "http[:/]/example.com/a": "http://example.com/a",
    "http[s]://example.com/a": "https://example.com/a",
    "hxxp[s]://example.com/a": "https://example.com/a",
    r"http[:]\\example.com\a": "http://example.com/a",
    r"http:\/\/example.com\/a\/b": "http://example.com/a/b",
    r"hxxp://example\.com/a": "http://example.com/a",
    "hxxp://example{.}com/a": "http://example.com/a",
    "hxxp://example[dot]com/a": "http://example.com/a",
    "hxxp://example(DOT)com/a": "http://example.com/a",
    "hxxp://example{dot}com/a": "http://example.com/a",
    "hxxp://example<dot>com/a": "http://example.com/a",
    "hxxp://example [.] com/a": "http://example.com/a",
    "hxxp://example [dot] com/a": "http://example.com/a",
    "hxxp://example[[.]]com/a": "http://example.com/a",
    "hxxp://example[ . ]com/a": "http://example.com/a",
    "hxxp://example[,]com/a": "http://example.com/a",
    "hxxp://example[.com/a": "http://example.com/a",
    "hxxp://example.]com/a": "http://example.com/a",
    "hxxp://example dot com/a": "http://example.com/a",
    "https://a dot example dot com": "https://a.example.com/",
    "hxxp://example[.]com[/]a": "http://example.com/a",
    "hxxp://example[.]com[:]8080/a": "http://example.com:8080/a",
    "hxxp://192[.]0[.]2[.]1/a": "http://192.0.2.1/a",
    "www[.]example[.]com/a": "http://www.example.com/a",
    "example[.]com": "example.com",
    "example[.]co[.]jp/a": "http://example.co.jp/a",
    "192[.]0[.]2[.]1": "192.0.2.1",
    "192.0.2[.]1": "192.0.2.1",
    "192(dot)0(dot)2(dot)1": "192.0.2.1",
    "user[at]example[dot]com": "user@example.com",
    "user(at)example(dot)com": "user@example.com",
    "user[@]example[.]com": "user@example.com",
    "user {at} example {dot} com": "user@example.com",
    "user <at> example.com": "user@example.com",
    "user at example dot com": "user@example.com",
    "user AT mail dot example DOT com": "user@mail.example.com",
    "example【.】jp": "example.jp",
    "info（at）example.jp": "info@example.jp",
    "info（アット）example.jp": "info@example.jp",
    "info[アットマーク]example.jp": "info@example.jp",
    "ｈｘｘｐ：／／ｅｘａｍｐｌｅ［．］ｃｏｍ／ａ": "http://example.com/a",
    "『hxxps://example[.]jp/a』を": "https://example.jp/a",
}


@pytest.mark.parametrize(("text", "value"), BROKEN.items())
def test_a_broken_link_is_mended(text, value):
    assert found(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "the dot com boom",
        "a polka dot in the corner",
        "google dot com",
        "see [1]. Then (a) b [.] c",
        "look at this dot on it",
        "[see this.]Then more",
        r"C:\Users\me\.ssh and \.config",
        "(at) home (dot)",
        "array[:] and array[s] and {.}",
    ],
)
def test_brackets_and_words_that_are_no_fangs(text):
    assert found(text) == []


def test_what_was_mended_says_so_and_keeps_its_writing():
    url, host = texts.sightings("to hxxps://login [dot] example[.]com/a now", "1", "text")
    assert (url.how, url.as_written) == ("refanged", "hxxps://login [dot] example[.]com/a")
    assert host.as_written == "login [dot] example[.]com"


LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
NAME = st.builds(
    lambda labels, last: ".".join([*labels, last]),
    st.lists(LABEL, min_size=1, max_size=3),
    st.sampled_from(["com", "jp", "co.uk", "example"]),
)
PATH = st.from_regex(
    r"(/[A-Za-z0-9_~%=&-]{1,8}){0,3}(\?[a-z]{1,3}=[a-z0-9]{1,5}(&[a-z]=[0-9]{1,3}){0,2})?(#[a-z]{1,4})?", fullmatch=True
)
URL = st.builds(
    "{}://{}{}{}".format, st.sampled_from(["http", "https", "ftp"]), NAME, st.sampled_from(["", ":8080"]), PATH
)


@given(URL)
def test_what_a_report_breaks_is_read_back(url):
    assert found(safe.defanged(url)) == found(url)
    assert len(found(url)) == 1


@given(NAME, st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True))
def test_so_are_addresses(name, local):
    assert found(safe.defanged_value(f"{local}@{name}")) == found(f"{local}@{name}") == [f"{local}@{name}"]


@given(st.ip_addresses(v=4))
def test_and_numbers(ip):
    assert found(f"ip {safe.defanged_value(str(ip))}") == found(f"ip {ip}")


@given(st.text(alphabet="ab. [](){}<>\\/:@dotaхｘ．＠\u200b", max_size=60))
def test_a_view_leads_back_to_its_original(text):
    seen = view(text)
    for at in range(len(seen.text)):
        start, end = seen.place(at, at + 1)
        assert 0 <= start < end <= len(text)
        if seen.how(at, at + 1) == "plain":
            assert text[start:end] == seen.text[at]


def test_quoted_printable_that_nobody_decoded_is_read():
    text = '> <a href=3D"http://e.example/?a=3Db&c=3D=\nd">\n> see http://e.example/lo=\nng.html and a=3Db'
    told = [each for each in texts.sightings(text, "1", "text") if each.observable.kind == "url"]
    assert [each.observable.value for each in told] == ["http://e.example/?a=b&c=d", "http://e.example/long.html"]
    assert told[0].as_written == "http://e.example/?a=3Db&c=3D=\nd"
    assert "quoted-printable" in told[0].how
    assert found("http://e.example/?a=3Db") == ["http://e.example/?a=3Db"]  # one escape alone tells nothing


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("to https%3A%2F%2Fe.example%2Fa%3Fb%3D1 now", ["https://e.example/a?b=1"]),
        ("hxxp%3a%2f%2fe.example%2fa.", ["http://e.example/a"]),
        ("http://r.example/?u=https%3A%2F%2Fe.example", ["http://r.example/?u=https%3A%2F%2Fe.example"]),
        ("u=https%3A%2F%2Fe.example&x", ["https://e.example/"]),
        ("https%3A%2F%2Fx and %3A%2F%2F", []),
    ],
)
def test_a_link_left_percent_encoded_is_read(text, values):
    assert found(text) == values
