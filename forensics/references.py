"""Character references in attributes: ``?a=1&amp;b=2`` is one, ``?a=1&section=2`` holds none.

Why it matters: in text ``&sect`` needs no semicolon, in an attribute it does where a letter, a digit or ``=`` follows. Read as text is,
``&timestamp=`` becomes ``×tamp=`` and ``&region=`` ``®ion=``: a link that nobody sent and no mail program follows.
Source: HTML Standard, named character reference state ("consumed as part of an attribute").
"""

from __future__ import annotations

import html
import re
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#[0-9]++;?|#[xX][0-9A-Fa-f]++;?|[A-Za-z][A-Za-z0-9]*+[;=]?)")


def in_attribute(value: str) -> str:
    """The value of an attribute with its references resolved, as browsers resolve them there."""
    return _REFERENCE.sub(_resolved, value) if "&" in value else value


def _resolved(found: re.Match[str]) -> str:
    written = found.group()
    return html.unescape(written) if written[1] == "#" else html5.get(written[1:], written)
