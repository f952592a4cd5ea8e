"""A megabyte made to exhaust its reader costs what a megabyte of prose costs: one second at the very most."""

from __future__ import annotations

from itertools import islice

import pytest

from forensics.extract import hosts, numbers, urls
from forensics.extract.texts import MOST
from forensics.extract.view import view
from tests.pace import took

SIZE = 1_000_000
SHAPES = [
    "http://", "http://a.jp/(", "'http://a.jp/a ", "_http://a.jp/", "ftp://", "https://a.jp/a’b–/wiki/", "http://日本.jp@", "mailto:",
    "a.", "1.", "1:", "aa:", "ab:1::", "::", "@", "a@", "a@b.", "a@b.c.jp@", "ü@", "ü@ü.", "あ@", '"a"@', "www.", "w", "a.jp?", "a.jp:1",
    "[.]", "[", "(((", "(.)", "a[.]", "a.]b", "a\\.", "a dot ", " dot ", "a at b dot c ", "\u200b", "．", "ａ", "\U0001d400", "。", "a。", "日本.",
    "日。", "日a.", "ü.", "日日日日日日日.jp", "a-.", "<", "%25", "<http://a.jp/a\n", "http://a.jp/x", "http://a.jp/x;http://(", ": //", "tcp://", "tcp://a.jp", "_http://a.jp/_", ",http://a.jp/a", "http://a.jp/[/",
    "a@a.jp.The.", "a=b.jp@a.jp", "1.1.1.1-", "beispiel.at ",
]  # fmt: skip
BEGUN = [
    "http://a.jp/" + "漢/" * 500_000,
    "http://a.jp/" + "漢" * SIZE,
    "http://a.jp/" + "'" * SIZE,
    "http://" + "a:b@" * 250_000,
]
BEGUN += [
    "http://" + "a。" * 500_000,
    "http://" + "aü" * 500_000,
    "http://a.jp/" + "&gt" * 333_333,
    '"' * SIZE + "@",
    "a" * SIZE + "@a.jp",
]


BEGUN += ["<http://a.jp/" + "a\n" * 500_000]


@pytest.mark.parametrize("text", [(shape * (SIZE // len(shape) + 1))[:SIZE] for shape in SHAPES] + BEGUN)
def test_a_second_a_megabyte(text):
    def find():
        seen = view(text)
        for finder in (urls, hosts, numbers):
            for hit in islice(finder.hits(seen), MOST):
                assert 0 <= hit.start < hit.end <= len(seen.text)

    assert took(find, below=1) < 1
