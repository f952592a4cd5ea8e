"""Proofpoint URL Defense: the three ways in which it has written the wrapped link.

Why it matters: a large share of the world's companies receive their mail through it, so that what they forward to an analyst holds
hardly another link. Version 1 percent-encodes the link. Version 2 also writes ``-`` for ``%`` and ``_`` for ``/``. Version 3 keeps the
link readable between ``__`` and ``__;``, puts ``*`` in place of each sign that it would not leave there, and ``**`` with a letter for a
run of them (``A`` two, ``B`` three, ... ``_`` 65); behind ``__;`` stand the signs taken out, in base64 (URL alphabet), to the next ``!``.
"""

from __future__ import annotations

import base64
import binascii
import string
from collections.abc import Iterator
from urllib.parse import unquote

_RUNS = {sign: n for n, sign in enumerate(string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_", 2)}
_V2 = str.maketrans("-_", "%/")


def v2(href: str) -> Iterator[str]:
    """The link in ``u=`` of a version 2 link."""
    for pair in href.partition("?")[2].partition("#")[0].split("&"):
        if pair[:2] == "u=":
            yield unquote(pair[2:].translate(_V2))
            return


def v3(href: str) -> Iterator[str]:
    """The link between the underscores of a version 3 link; its host alone (``//host``) where the signs taken out do not fit."""
    start = href.find("/v3/__")
    end = href.find("__;", start)
    if start < 0 or end < 0:
        return
    stop = href.find("!", end)
    written = unquote(href[start + 6 : end])
    scheme, colon, rest = written.partition(":/")
    if colon and not rest.startswith("/"):  # where two slashes were made one on the way
        written = f"{scheme}://{rest}"
    whole = _put_back(written, href[end + 3 : stop if stop >= 0 else len(href)].rstrip("="))
    host = written.partition("://")[2].partition("/")[0]
    if whole or "*" not in host:
        yield whole or f"//{host}"


def _put_back(written: str, coded: str) -> str:
    """The signs that were taken out put in place of the stars; empty where they do not fit."""
    if "*" not in written:
        return written
    try:
        taken = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    pieces = []
    at = used = 0
    while (star := written.find("*", at)) >= 0:
        pieces.append(written[at:star])
        run, at = 1, star + 1
        if written[at : at + 1] == "*":
            run, at = _RUNS.get(written[at + 1 : at + 2], 0), at + 2
        if not run or used + run > len(taken):
            return ""
        pieces.append(taken[used : used + run])
        used += run
    return "".join((*pieces, written[at:]))
