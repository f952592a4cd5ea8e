"""Mail addresses of every kind that mail is sent to, and what stands beside an at sign without being one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.extract import texts
from forensics.extract.mailboxes import of_mailto


def found(text: str) -> list[str]:
    return [each.observable.value for each in texts.sightings(text, "1", "text") if each.observable.kind == "email"]


ADDRESSES = {
    # RFC 5322: dot-atoms, quoted strings, literals
    "a.b-c_d+e@example.org": ["a.b-c_d+e@example.org"],
    "o'neil@example.org": ["o'neil@example.org"],
    "'a@example.org'": ["a@example.org"],
    "to='a@example.org'": ["a@example.org"],
    '"john doe"@example.org': ['"john doe"@example.org'],
    r'"john \"j\" doe"@example.org': [r'"john \"j\" doe"@example.org'],
    'he said "hello" @example.org': [],
    'say ""@example.org': [],
    "a@[192.0.2.1]": ["a@[192.0.2.1]"],
    "a@[IPv6:2001:DB8::1]": ["a@[IPv6:2001:db8::1]"],
    "a@[999.0.2.1]": [],
    # RFC 6531: names and domains outside ASCII
    "müller@bücher.example": ["müller@xn--bcher-kva.example"],
    "почта@пример.рф": ["почта@xn--e1afmkfd.xn--p1ai"],
    "用户@例子.中国": ["用户@xn--fsqu00a.xn--fiqs8s"],
    "Почта: ivan@пример.рф.": ["ivan@xn--e1afmkfd.xn--p1ai"],
    "info@日本語.jpへ": ["info@xn--wgv71a119e.jp"],
    # text without spaces around
    "メールはhanako@example.jpまで": ["hanako@example.jp"],
    "山田はtaro@example.co.jpです": ["taro@example.co.jp"],
    "请发送至info@example.cn谢谢": ["info@example.cn"],
    "이메일hanako@example.kr로": ["hanako@example.kr"],
    "連絡先は山田@example.jp": [],  # where the name begins cannot be told
    "hanako@example.jp、taro@example.jp。": ["hanako@example.jp", "taro@example.jp"],
    # written in links and forms
    "mailto:a@example.org?cc=b@example.org&bcc=c@example.org": ["a@example.org", "b@example.org", "c@example.org"],
    "email=a@example.org&next": ["a@example.org"],
    "user-id=a@example.org": ["a@example.org"],
    # an address that a mail system wrote into the local part
    "bounce+joe=example.net@example.org": ["bounce+joe=example.net@example.org"],
    "SRS0=ab1c=Z2=example.net=joe@example.org": ["SRS0=ab1c=Z2=example.net=joe@example.org"],
    "prvs=0123456789=joe@example.org": ["prvs=0123456789=joe@example.org"],
    # no space behind the full stop
    "a@example.org.Danke": ["a@example.org"],
    "a@example.co.za.": ["a@example.co.za"],
    "<a@example.org>;<b@example.org>": ["a@example.org", "b@example.org"],
    # no address
    "a@b@c": [],
    "user@localhost": [],
    "user@example.nosuchtld": [],
    "@example.org": [],
    ".@example.org": [],
    "a..b@example.org": [],
    "a.@example.org": [],
    "taro.@docomo.ne.jp, a..b@ezweb.ne.jp": ["taro.@docomo.ne.jp", "a..b@ezweb.ne.jp"],  # given out, against the rule
    "連絡は...taro@docomo.ne.jp": ["taro@docomo.ne.jp"],
    "a@-example.org": [],
    "a@exam_ple.org": [],
    "git@github.com:user/repo": ["git@github.com"],
    "jquery@3.6.0/dist and font@2x.png": [],
}


@pytest.mark.parametrize(("text", "addresses"), ADDRESSES.items())
def test_addresses_in_a_text(text, addresses):
    assert found(text) == addresses


MAILTO = {
    "mailto:a@example.org": ["a@example.org"],
    "MAILTO:A@Example.ORG": ["A@example.org"],
    "mailto:a@example.org,b@example.org": ["a@example.org", "b@example.org"],
    "mailto:a%40example.org": ["a@example.org"],
    "mailto:?to=a@example.org": ["a@example.org"],
    "mailto:a@example.org?cc=b@example.org&bcc=c@example.org,d@example.org": [
        "a@example.org",
        "b@example.org",
        "c@example.org",
        "d@example.org",
    ],
    "mailto:a@example.org?subject=write%20to%20x@example.net&body=y@example.net": ["a@example.org"],
    "mailto:a@example.org?CC=b@example.org&amp;bcc=c@example.org": ["a@example.org", "b@example.org", "c@example.org"],
    "mailto:%22a%20b%22@example.org": ['"a b"@example.org'],
    "mailto:用户@例子.中国": ["用户@xn--fsqu00a.xn--fiqs8s"],
    "mailto:John%20Doe%20%3Ca@example.org%3E": ["a@example.org"],
    "mailto:a@example.org;b@example.org": ["a@example.org", "b@example.org"],
    "mailto:": [],
    "mailto:nobody": [],
    "mailto:?subject=a@example.org": [],
}


@pytest.mark.parametrize(("target", "addresses"), MAILTO.items())
def test_addresses_of_a_mailto_link(target, addresses):
    assert of_mailto(target) == addresses


@given(st.text(alphabet='ab@.,"[]%?&=cmailto:ü用 ', max_size=60))
def test_no_text_makes_them_stumble(text):
    assert all("@" in address for address in of_mailto(f"mailto:{text}"))
    assert all("@" in address for address in found(text))
