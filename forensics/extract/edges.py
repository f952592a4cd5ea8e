"""Where a host begins and ends in running text, text without spaces included.

Why it matters: a link that swallows the next word, or loses its end, blocks the wrong thing or nothing. Everything here is a
walk from a known place in one direction with a bound on it: no pattern can go back and try again.
Sources: WHATWG URL (what browsers accept); RFC 952 and 1123 (no label begins or ends with a hyphen); for the edges in unspaced text
the usage of writers: a host ends where another script's letters begin, once it is complete.
"""

from __future__ import annotations

import re
from itertools import islice

from forensics.domains import LONGEST, is_top_level
from forensics.extract.scripts import DOTS, PICTURES, STOPS, UNSPACED

_PLAIN = re.compile(r"[A-Za-z0-9._%\-]{1,300}+")
_HOST = re.compile(rf"(?:[A-Za-z0-9._%\-{DOTS}]|[^\x00-\x7f{STOPS}]){{1,300}}+")
_LABELS = re.compile(r"[A-Za-z0-9\-]++(?:\.[A-Za-z0-9\-]++)*+")
_UNSPACED_TURN = re.compile(rf"[{UNSPACED}{PICTURES}](?<![{UNSPACED}{PICTURES}].)|[{DOTS}]")
_SPACED_TURN = re.compile(r"(?<=[\x00-\x7f])[^\x00-\x7f]")
_UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")
_IPV6 = re.compile(r"\[[0-9A-Fa-f:.]{2,45}\]")
_USER = re.compile(r"(?:[!$%&'*+\-.0-9:=A-Z_a-z~]{0,255}+@){1,8}+")
_PORT = re.compile(r":[0-9]{1,5}(?![0-9A-Za-z])")
_NUMBER = re.compile(r"(?:0[xX][0-9A-Fa-f]{1,8}|[0-9]{1,10})(?:\.(?:0[xX][0-9A-Fa-f]{1,8}|[0-9]{1,10})){0,3}")
_ENDS = "._%-"
_MOST_USERS = 8
"""At signs in one authority; browsers take the last one, nobody needs more than two."""
_MOST_TURNS = 12
"""Turns of script at which one run is asked whether a host ends there; real hosts have one or two."""
_LONGEST_NAME = 12
"""Characters of the longest top-level domain in an unspaced script, doubled."""


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
    found = _PLAIN.match(text, start)
    if found is None or not text[found.end() : found.end() + 1].isascii():
        literal = _IPV6.match(text, start)
        if literal:
            return literal.end()
        found = _HOST.match(text, start)
        if not found:
            return start
    run = found.group()
    if ".." in run:
        rest = run[run.find("..") :].lstrip(".")
        run = run[: run.find("..")]
        if rest[:1].isalnum() and not is_complete(_dotted(run)):
            return start  # 'name..org': no browser gets to a name without a label
    if not run.isascii():
        run = _cut_at_turn(run)
    elif "." in run and text[start + len(run) : start + len(run) + 1] not in ("/", ":", "?"):
        run = _without_next_word(run)
    end = start + len(run)
    if run.endswith(("-", "_", "%", ".")) and text[end : end + 1] not in ("/", ":"):
        run = run.rstrip(_ENDS)
        end = start + len(run)
    if not run or len(run) > LONGEST + 1 or not _sound(run):
        return start
    return end


def _without_next_word(run: str) -> str:
    """Without the beginning of the next sentence: ``example.org.Then`` has no space behind the full stop."""
    head, _, last = run.rpartition(".")
    if (
        last[:1].isupper()
        and (last[1:].islower() or not last[1:])
        and head.rpartition(".")[2].islower()
        and is_complete(head)
    ):
        return head
    return run


def _sound(run: str) -> bool:
    """No label without letters, none that begins or ends with a hyphen."""
    return run[0] not in ".-" and "-." not in run and ".-" not in run and run[-1] != "-" and run.strip("._%") != ""


def _cut_at_turn(run: str) -> str:
    """The part of a mixed run that is the host: up to the first turn of script behind which it is complete."""
    first = -1
    for found in islice(_UNSPACED_TURN.finditer(run), _MOST_TURNS):
        at = found.start()
        before = run[:at].rstrip(_ENDS)
        if not before:
            continue
        if run[at] in DOTS:
            part = _complete_part(before)
            if part and not _goes_on(run, at):
                return part
        elif is_complete(_dotted(before)):
            return before
        if first < 0 and before.isascii():
            first = len(before)
    whole = run.rstrip(_ENDS + DOTS)
    part = _complete_part(whole)
    if part:
        return part
    for found in islice(_SPACED_TURN.finditer(run), _MOST_TURNS):  # a language with spaces, but the writer left one out
        before = run[: found.start()].rstrip(_ENDS)
        if before and is_complete(_dotted(before)):
            return before
    # No top-level domain anywhere: an internal name, directly followed by the next word.
    return run[:first] if first > 0 else ("" if _UNSPACED_LETTER.search(run) else run)


def _complete_part(run: str) -> str:
    """The run, or what is left of it up to a top-level domain in an unspaced script: ``みんな.コムへ`` -> ``みんな.コム``."""
    name = _dotted(run)
    if is_complete(name):
        return run
    head, _, last = name.rpartition(".")
    if head and not last.isascii() and _UNSPACED_LETTER.match(last):
        for length in range(min(len(last) - 1, _LONGEST_NAME), 0, -1):
            if is_top_level(last[:length]):
                return run[: len(head) + 1 + length]
    return ""


def _goes_on(run: str, at: int) -> bool:
    """``a。example。test``: an ideographic stop between labels, not at the end of a sentence."""
    label = _LABELS.match(run, at + 1)
    return label is not None and is_complete(_dotted(run[: label.end()]))


def _dotted(host: str) -> str:
    return host if host.isascii() else host.translate(_TO_DOT)


_TO_DOT = {ord(dot): "." for dot in DOTS}


def authority(text: str, start: int) -> tuple[int, int, int] | None:
    """(start of host, end of host, end of port) of the authority that begins at ``start``; None where there is none."""
    user = _USER.match(text, start)
    begin = user.end() if user else start
    for _ in range(_MOST_USERS):
        end = host_end(text, begin)
        if end == begin:
            return None
        if text[end : end + 1] not in (":", "@"):
            return begin, end, end
        port = _PORT.match(text, end)
        after = port.end() if port else end
        if text[after : after + 1] != "@":
            if not port and text[end + 1 : end + 2].isdigit():
                return None  # a port that no browser accepts: nobody gets anywhere by this link
            if text[end + 1 : end + 2] == "/" and text[end + 2 : end + 3] != "/":
                return begin, end, end + 1  # an empty one, which is that of the scheme
            return begin, end, after
        begin = after + 1  # what looked like the host was a user name outside ASCII
    return None
