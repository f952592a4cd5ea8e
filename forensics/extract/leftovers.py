"""Links that a program left percent-encoded in a text: ``https%3A%2F%2Fexample.test%2Fa``.

Why it matters: such a link was cut out of another one, by a log, a gateway's notice or a clumsy kit, and leads where it says. One that
still stands inside another link is unwrapped there (``wrappers``). Source: RFC 3986 section 2.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from forensics.extract.hit import Hit
from forensics.extract.normal import link, with_appearance
from forensics.extract.view import View

_COLON = re.compile(r"%3[aA]%2[fF]%2[fF]")
_SCHEME = re.compile(r"(?<![A-Za-z0-9%])h(?:tt|xx)p(s?)\Z", re.IGNORECASE)
_RUN = re.compile(r"(?:[A-Za-z0-9._~\-]|%[0-9A-Fa-f]{2})*+")
_LONGEST_SCHEME = 6


def hits(view: View) -> Iterator[Hit]:
    """Links, each with its host."""
    text = view.text
    if "%2F" not in text and "%2f" not in text:
        return
    done = 0
    for colon in _COLON.finditer(text):
        at = colon.start()
        scheme = _SCHEME.search(text, max(done, at - _LONGEST_SCHEME), at)
        run = _RUN.match(text, colon.end()) if scheme else None
        if not scheme or not run:
            continue
        done = run.end()
        parsed = link(f"http{scheme[1].lower()}://{unquote(run.group())}".rstrip("."))
        if parsed and "." in parsed.host:
            start, end = scheme.start(), done - run.group().endswith(".")
            yield Hit(start, end, "url", parsed.href, "percent-encoded")
            how = with_appearance("percent-encoded, host of the link", parsed.host)
            yield Hit(start, end, parsed.host_kind, parsed.host, how)
