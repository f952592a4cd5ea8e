"""Where a host and a link begin and end in running text, Japanese text without spaces included.

Why it matters: a link that swallows the next word, or loses its end, blocks the wrong thing or nothing. Everything here is a
walk from a known place in one direction with a bound on it: no pattern can go back and try again.
Sources: WHATWG URL (what browsers accept); RFC 3986 appendix C (links in text); for the edges in CJK text the usage of writers:
a link ends where kana, kanji, hangul or full-width punctuation begins, once its host is complete.
"""

from __future__ import annotations

import re

from forensics.domains import LONGEST, is_top_level

# Never part of a link: white space, quotation marks and dashes of general punctuation, CJK punctuation, full-width signs.
STOPS = (
    "\u0080-\u00a0\u00ab\u00b4\u00bb\u1680\u2000-\u206f\u2190-\u21ff\u2500-\u25ff\u3000-\u3004\u3008-\u3020\u3030\u303d"
    "\u30fb\ud800-\uf8ff\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uff65\uffe0-\uffff\U0001f000-\U0001faff"
)
# Letters of scripts written without spaces: may stand in a host, end a link behind a complete one.
CJK = "\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3021-\u302f\u3031-\u303c\u3040-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdf"
CJK += "\U00020000-\U0003ffff"
_DOTS = "。｡．"
"""Full stops that IDNA (RFC 3490 section 3.1) and browsers take for the dot between labels."""

_HOST = re.compile(rf"(?:[A-Za-z0-9._%\-{_DOTS}]|[^\x00-\x7f{STOPS}]){{1,300}}+")
_LABELS = re.compile(r"[A-Za-z0-9\-]++(?:\.[A-Za-z0-9\-]++)*+")
_TURN = re.compile(r"[^\x00-\x7f]")
_IPV6 = re.compile(r"\[[0-9A-Fa-f:.]{2,45}\]")
_USER = re.compile(r"(?:[!$%&'*+\-.0-9:=A-Z_a-z~]{0,255}+@){1,8}+")
_PORT = re.compile(r":[0-9]{1,5}(?![0-9A-Za-z])")
_NUMBER = re.compile(r"(?:0[xX][0-9A-Fa-f]{1,8}|[0-9]{1,10})(?:\.(?:0[xX][0-9A-Fa-f]{1,8}|[0-9]{1,10})){0,3}")


def is_complete(host: str) -> bool:
    """Whether nothing needs to follow: a name under a real top-level domain, ``localhost``, or an address."""
    head, dot, last = host.rpartition(".")
    if not dot:
        return last.lower() == "localhost"
    if last.isdigit():
        return host.count(".") == 3 and _NUMBER.fullmatch(host) is not None
    return bool(head) and last.lower() != "localhost" and is_top_level(last)


def host_end(text: str, start: int) -> int:
    """Offset at which the host that begins at ``start`` ends; ``start`` itself where none stands there."""
    literal = _IPV6.match(text, start)
    if literal:
        return literal.end()
    found = _HOST.match(text, start)
    if not found:
        return start
    run = found.group()
    twice = run.find("..")
    if twice >= 0:
        run = run[:twice]
    if not run.isascii():
        run = _cut_at_turn(run)
    if text[start + len(run) : start + len(run) + 1] not in ("/", ":"):
        run = run.rstrip("._%-")
    if len(run.rstrip(".")) > LONGEST or run[:1] in (".", "") or not run.strip(".-_%"):
        return start
    return start + len(run)


def _cut_at_turn(run: str) -> str:
    """The part of a mixed run that is the host: up to the first turn from ASCII behind which it is complete."""
    first = -1
    for found in _TURN.finditer(run):
        at = found.start()
        before = run[:at].rstrip(".-_%")
        if before and (run[at - 1].isascii() or run[at] in _DOTS):
            if is_complete(_dotted(before)) and not _goes_on(run, at):
                return before
            if first < 0 and before.isascii():
                first = len(before)
    whole = _dotted(run.rstrip("._%-" + _DOTS))
    if is_complete(whole):
        return run.rstrip("._%-" + _DOTS)
    # No top-level domain anywhere: an internal name, directly followed by the next word.
    return run[:first] if first > 0 else ("" if _has_cjk(run) else run)


def _goes_on(run: str, at: int) -> bool:
    """``a。example。test``: an ideographic stop between labels, not at the end of a sentence."""
    if run[at] not in _DOTS:
        return False
    label = _LABELS.match(run, at + 1)
    return label is not None and is_complete(_dotted(run[: label.end()]))


def _dotted(host: str) -> str:
    for dot in _DOTS:
        host = host.replace(dot, ".")
    return host


_CJK_LETTER = re.compile(f"[{CJK}]")


def _has_cjk(run: str) -> bool:
    return _CJK_LETTER.search(run) is not None


def authority(text: str, start: int) -> tuple[int, int, int] | None:
    """(start of host, end of host, end of port) of the authority that begins at ``start``; None where there is none."""
    user = _USER.match(text, start)
    begin = user.end() if user else start
    end = host_end(text, begin)
    if end == begin:
        return None
    port = _PORT.match(text, end)
    return begin, end, port.end() if port else end
