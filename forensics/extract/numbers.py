"""Internet addresses in running text, and what only looks like one.

Why it matters: ``Chrome/119.0.0.0``, ``version 2.4.1.7``, ``Rename 7.1.4.0`` and ``1.1.2020`` have been blocked as hosts by tools
that did not look around. An address stands alone; a version follows a word or a slash. The search is led by the sign between two
groups, of which a text has few. Sources: RFC 791 (dotted quad), RFC 4291 section 2.2, RFC 5952 (canonical form).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from forensics.extract.hit import Hit
from forensics.extract.normal import link
from forensics.extract.tails import Tails
from forensics.extract.view import View

_GROUPS = re.compile(
    r"\.(?<=[0-9]\.)[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9A-Za-z_]|\.[0-9A-Za-z]|-[A-Za-z])", re.ASCII
)
_PATH = re.compile(r"(?::[0-9]{1,5}/|/(?:[A-Za-z~_%?.]|[0-9]{1,9}+[A-Za-z/_]))", re.ASCII)
"""What makes a link of an address: a port and a slash, or a path that is no prefix length (``/24``)."""
_NOT_BEFORE_QUAD = re.compile(r"[0-9A-Za-z._/+\-]", re.ASCII)
_IN_SIX = re.compile(r":[0-9A-Fa-f]{0,4}:\Z", re.ASCII)
_COLON = re.compile(r":(?=[0-9A-Fa-f]{0,4}:)", re.ASCII)
_SIX = re.compile(r"[0-9A-Fa-f:.]{2,45}+(?![0-9A-Za-z_])", re.ASCII)
_SIX_SIGNS = "0123456789abcdefABCDEF:"
_LONGEST_SIX = 45
_VERSION = re.compile(
    r"(?i)(?:\bv\.?|\bver\.?|versions?|release|build|firmware|revision|rev\.?|update|sdk|oid|section|chapter|§"
    r"|バージョン|版|第|項番)[\s:：#=]{0,3}\Z|(?:\b(?:mac ?|i|ipad|watch|tv)?os(?: x)?|android|chrome|firefox|safari|opera|java|php|openssl)[ \t]\Z"
)
_LOOK_BACK = 16
_LAST_OF_VERSION = frozenset("vr.sedkncxialp§ン版第番")
"""Last signs of the words above: the cheap question before the dear one."""
_CUE = re.compile(
    r"(?i)(?:\bip|address|adresse|direcci[oó]n|endere[cç]o|indirizzo|hosts?|server|dns|ping|gateway|from|via|at|by|to|netz?|route|proxy|relay|アドレス|発信元"
    r"|接続元|送信元|サーバー?|地址|주소)\b[^0-9]{0,12}\Z|[\[(<]\Z"
)
_CUE_BACK = 40
_SMALL = 32
"""Below this in every place and with a one-digit first place a quad is more often a version or the number of a section."""
_HEADING = re.compile(r"[ \t]{1,4}[A-Z\u3040-\u9fff]")


def hits(view: View) -> Iterator[Hit]:
    """IPv4 and IPv6 addresses, each in canonical form; with a path behind them also as the link that mail programs make of it."""
    text = view.text
    tails: Tails | None = None
    last = -1
    for found in _GROUPS.finditer(text):
        dot, end = found.span()
        before = text[max(0, dot - 3) : dot]
        start = dot - (len(before) - len(before.rstrip("0123456789")))
        if start == dot or (
            _NOT_BEFORE_QUAD.match(text[start - 1 : start]) and not (text[start - 1] == "-" and last == start - 1)
        ):
            continue  # but 192.0.2.1-192.0.2.9 is a range
        if text[start - 1 : start] == ":" and _IN_SIX.search(text, max(0, start - 6), start):
            continue  # ::ffff:192.0.2.1 is found as a whole
        value = _four(text, start, end)
        if value:
            last = end
            path = _PATH.match(text, end)
            if path:
                tails = tails or Tails(text)
                stop = tails.end(text.index("/", end))
                parsed = link(f"http://{text[start:stop]}")
                if parsed:
                    yield Hit(start, stop, "url", parsed.href, "no scheme")
            yield Hit(start, end, "ip", value)
    if ":" not in text:
        return
    done = 0
    for found in _COLON.finditer(text):
        if found.start() < done:
            continue
        start, end, value = _six(text, found.start(), done)
        done = end
        if value:
            yield Hit(start, end, "ip", value)


def _four(text: str, start: int, end: int) -> str:
    """The address in ``text[start:end]``; empty for a network, a version or the number of a section."""
    quad = text[start:end]
    if quad.endswith(".0.0.0") or quad.startswith("0."):
        return ""  # a network or a version, never a host
    try:
        value = ipaddress.IPv4Address(quad)
    except ValueError:  # above 255, or a leading zero
        return ""
    before = text[max(0, start - _LOOK_BACK) : start]
    if before.rstrip(" \t:：#=")[-1:].lower() in _LAST_OF_VERSION and _VERSION.search(before):
        return ""
    places = value.packed
    if places[0] < 10 and max(places) < _SMALL and len(set(places)) > 1:  # one digit
        heading = text[start - 1 : start] in ("", "\n") and _HEADING.match(text, end)
        if heading or not (text[end : end + 1] in ("/", ":") or _CUE.search(text[max(0, start - _CUE_BACK) : start])):
            return ""
    return str(value)


def _six(text: str, at: int, done: int) -> tuple[int, int, str]:
    """(start, end, address) around the colon at ``at``, or (.., .., empty); ``end`` is what has been looked at."""
    before = text[max(done, at - _LONGEST_SIX) : at]
    start = at - (len(before) - len(before.rstrip(_SIX_SIGNS)))
    found = _SIX.match(text, start)
    if not found:
        return at, at + 1, ""
    written = found.group()
    end = found.end()
    if not written.endswith("::"):
        written = written.rstrip(".:")
    sign = text[start - 1 : start] if start else ""
    head = written.partition(":")[0]
    if (
        (sign.isascii() and sign.isalnum()) or (sign and sign in ".:_") or len(head) == 1 or written.count(":") < 2
    ):  # an address has two colons
        return start, end, ""
    if not any(each.isdigit() for each in written) or ("::" in written and len(written) < 5):  # a::b, std::c
        return start, end, ""
    if all(len(group) == 2 for group in written.split(":")):
        return start, end, ""  # the number of a device or of a key, written out by bytes
    try:
        six = ipaddress.IPv6Address(written)
    except ValueError:
        return start, end, ""
    return start, start + len(written), "" if six.is_unspecified else str(six)
