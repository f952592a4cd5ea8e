"""Bare host names in running text: ``pay.example.test/now`` without scheme, ``example.test`` in a sentence, ``例子.中国``.

Why it matters: offenders leave the scheme out so that filters do not see a link; the reader's mail program makes one of it. But
``report.py``, ``e.g.It``, ``foo.bar()`` and ``p.red {`` are no hosts: what a bare name must show is in ``names``.
The search is led by the dot; each run of labels is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from forensics.domains import LONGEST, ascii_host, is_top_level, registrable
from forensics.extract import edges
from forensics.extract.hit import Hit
from forensics.extract.names import is_bare_host, is_share
from forensics.extract.normal import link, with_appearance
from forensics.extract.prose import is_prose
from forensics.extract.scripts import PICTURES, SIGNS, STOPS, UNSPACED
from forensics.extract.tails import Tails
from forensics.extract.view import View

_ASCII_DOT = re.compile(r"\.(?<=[A-Za-z0-9].)(?=[A-Za-z0-9])")
# '。' only between ASCII letters, where no sentence ends
_DOT = re.compile(
    r"[.。](?:(?<=[A-Za-z0-9].)(?=[A-Za-z0-9])|(?<=[^\x00-\x7f]\.)(?=[A-Za-z0-9\x80-\U0010ffff])|(?<=[A-Za-z0-9]\.)(?=[^\x00-\x7f]))"
)
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."
_LABELS = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9\-]|\.(?=[A-Za-z0-9]))*+", re.ASCII)
_FOREIGN = re.compile(rf"(?:[A-Za-z0-9\-]|[^\x00-\x7f{STOPS}{PICTURES}{SIGNS}])++")
_UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")
_HAS_KANA = re.compile(r"[ぁ-ん]{3}|[をへ]")
_NOT_BEFORE = "._@-%/\\=&:+#$~^"
"""ASCII signs that make what follows a part of something else: a path, an address, a number."""
_BEFORE_COLON = re.compile(
    r"(?i)(?:ur[il]|web|(?:web)?site|links?|home ?page|hp|domains?|hosts?|hostname|address|server|shop|visit|at|on|is|here|now|[^\x00-\x7f])\Z"
)
MOST_LOOKS = 1_000
"""Dots beside letters outside ASCII that are looked at in one text; what a dot in ASCII names is always found."""
MOST_RUNS = 60_000
"""Runs of labels that are looked at in one text: a megabyte of prose has some ten thousand."""
_PORT = re.compile(r":[0-9]{1,5}(?![0-9A-Za-z]|\.[0-9A-Za-z])")
_QUERY = re.compile(r"\?[\w\-.%~\[\]]{1,64}=")
_FRAGMENT = re.compile(r"#[A-Za-z!/]")
_NOTE = re.compile(r"\((?:[^\x00-\x7f]|[0-9]{1,3}\.[0-9]{1,3}\.)")
"""A bracket with a remark or an address in it, ``example.org(192.0.2.1)``; any other one directly behind a name is a call."""
_BROKEN = frozenset("[](){}<>［（｛【")
"""Signs that only a name broken on purpose has inside."""


def hits(view: View, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Hit]:
    """Hosts (and, with a path, port or query behind them, links) that no scheme introduces.

    ``taken``: spans of links and addresses, ascending and apart; what begins in one is part of it, and not looked at.
    """
    text = view.text
    tails: Tails | None = None
    done = 0
    for start, end in _runs(text, taken):
        after = text[end : end + 1]
        if start < done or not (_apart(text, start, end, after) or _emphasised(text, start, end)):
            continue
        path = _path(text, end)
        behind = after if path >= 0 else ""
        if (after == ":" and not behind and text[end + 1 : end + 2].isdigit()) or not is_bare_host(
            text, start, end, behind="" if behind == "#" else behind, broken=_is_broken(view, start, end)
        ):
            continue  # a port that does not exist, or no host
        domain = ascii_host(text[start:end].replace("。", "."))
        if not domain or len(domain) > LONGEST or not registrable(domain):
            continue
        if behind:
            tails = tails or Tails(text)
            done = tails.end(path)
            parsed = link(f"http://{text[start:done]}")
            if parsed is None:
                continue
            yield Hit(start, done, "url", parsed.href, "no scheme")
        yield Hit(start, end, "domain", domain, with_appearance("bare name", domain))


def _runs(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """(start, end) of each run of labels with dots between, left to right."""
    done = looks = runs = n = 0
    begin, stop = taken[0] if taken else (len(text), 0)
    for found in (_ASCII_DOT if text.isascii() else _DOT).finditer(text):
        at = found.start()
        while at >= stop and n < len(taken):
            n += 1
            begin, stop = taken[n] if n < len(taken) else (len(text), len(text))
        if (
            begin <= at
            or at < done
            or runs >= MOST_RUNS
            or (looks >= MOST_LOOKS and not text[at - 1 : at + 2].isascii())
        ):
            continue
        runs += 1
        plain = _plain(text, at, done)
        if plain:
            done = plain[1]
            yield plain
        elif looks < MOST_LOOKS:
            looks += 1
            start, end, done = _foreign(text, at, done)
            if end > start:
                yield start, end


def _plain(text: str, at: int, done: int) -> tuple[int, int] | None:
    """(start, end) of the name in ASCII whose first dot stands at ``at``; None where letters outside ASCII touch it."""
    left = text[max(done, at - LONGEST) : at]
    start = at - (len(left) - len(left.rstrip(_SIGNS)))
    found = _LABELS.match(text, start)
    if not found or found.end() <= at:
        return None
    before = text[start - 1 : start] if start > done else ""
    apart = not before or before.isascii() or not before.isalpha()
    if not apart or not text[found.end() : found.end() + 2].isascii():
        return None
    run = found.group().rstrip("-")
    dash = run.rfind("--")  # example.org--as typewriters wrote it
    if dash > 0 and "." not in run[dash:] and is_top_level(run[:dash].rpartition(".")[2]):
        run = run[:dash]
    return start, start + len(run)


def _foreign(text: str, at: int, done: int) -> tuple[int, int, int]:
    """(start, end, what is looked at) of the name with letters outside ASCII in or beside it; an empty one where none stands there."""
    left = text[max(done, at - LONGEST) : at]
    start = at - (len(left) - len(left.rstrip(_SIGNS)))
    if start in (at, done) or not _UNSPACED_LETTER.match(text, start - 1):  # 'サイトexample.jp' begins with the ASCII
        found = _FOREIGN.match(left[::-1])
        start = at - found.end() if found else at
    stop = edges.host_end(text, start)
    if stop <= at:
        return at, at, at + 1
    name = text[start:at]
    if not name.isascii() and (_HAS_KANA.search(name) or is_prose(name)):
        return at, at, stop
    return start, stop, stop


def _free(text: str, start: int) -> bool:
    """Whether nothing directly before the name makes it a part of something else."""
    before = text[start - 1 : start] if start else ""
    if before and before in ":=":
        return _BEFORE_COLON.search(text[max(0, start - 12) : start - 1]) is not None
    return not before or before not in _NOT_BEFORE


def _apart(text: str, start: int, end: int, after: str) -> bool:
    """Whether nothing on either side makes the name a part of something else, or a call."""
    if text[start - 1 : start] == "\\":
        return is_share(text, start, end)
    if after and after in "@_({" and not (after == "(" and _NOTE.match(text, end)):
        return False
    return _free(text, start)


def _emphasised(text: str, start: int, end: int) -> bool:
    """``_example.org_``, ``~~example.org~~``: the sign before the name is that behind it, and neither is part of a longer word."""
    sign = text[end : end + 1]
    return (
        sign in ("_", "~")
        and start > 0
        and text[start - 1] == sign
        and not text[end + 1 : end + 2].isalnum()
        and not (start > 1 and text[start - 2].isalnum())
    )


def _is_broken(view: View, start: int, end: int) -> bool:
    """Whether somebody broke the name on purpose, ``evil[.]zip``: nobody does that to a file."""
    if view.original is view.text:
        return False
    first, last = view.place(start, end)
    written = view.original[first:last]
    return last - first > end - start and not _BROKEN.isdisjoint(written) and len(written.split()) == 1


def _path(text: str, end: int) -> int:
    """Where a path, port or query begins behind the name; -1 where there is none."""
    sign = text[end : end + 1]
    if sign == "/":
        return end
    if sign == "?":
        return end if _QUERY.match(text, end) else -1
    if sign == "#":
        return end if _FRAGMENT.match(text, end) else -1
    if sign == ":":
        port = _PORT.match(text, end)
        return port.end() if port else -1
    return -1
