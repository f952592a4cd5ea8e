"""References in attributes, as the HTML Standard has browsers read them."""

from __future__ import annotations

import pytest

from forensics.references import in_attribute


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("?a=1&amp;b=2", "?a=1&b=2"),
        ("?a=1&b=2", "?a=1&b=2"),
        ("?a=1&amp;amp;b", "?a=1&amp;b"),
        # no semicolon, and a letter, a digit or an equals sign behind
        (
            "?a&section=2&timestamp=3&region=4&param=5&currency=6",
            "?a&section=2&timestamp=3&region=4&param=5&currency=6",
        ),
        ("?a&copy=1&lt=2&gt2", "?a&copy=1&lt=2&gt2"),
        ("?a&copy1", "?a&copy1"),
        # no semicolon, and nothing that makes it a name
        ("a&copy b&lt", "a© b<"),
        ("a&amp", "a&"),
        ("&copy;=1", "©=1"),
        # numbers need none
        ("&#104;ttp&#58//x&#x2fy&#X2F;", "http://x/y/"),
        ("&#0;&#xD800;", "\ufffd\ufffd"),
        ("&nosuch;&;&&#;&#x;", "&nosuch;&;&&#;&#x;"),
        ("", ""),
    ],
)
def test_in_attributes(written, read):
    assert in_attribute(written) == read
