"""The ways in which analysts and offenders break a link, and how it reads mended.

Why it matters: a report of a colleague, an abuse desk's answer or a scanner's header says ``hxxps[:]//login[.]example(dot)org``; the
offender writes ``example[.com`` or ``pay dot example dot com`` so that filters see nothing. What is mended is marked ``refanged``.
There is no standard; the forms are those in use, the ones that ``forensics.safe`` writes among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.domains import is_top_level

WIDE_BRACKETS = "［（｛【"
_WIDE_FANG = r"(?<=[［（｛【])(?:．|\.|dot|ドット|＠|@|at|ａｔ|ＡＴ|アット(?:マーク)?|あっと|：|:)[］）｝】]"
FANGS_BEHIND = (
    # behind an opening bracket
    r"(?<=[\[({<])(?:(?<!<)[\[({]?\s?(?:\.|,(?=[\])}]))\s?\\?[\])}]{1,2}\s?"
    r"|\s?(?:dot|DOT|Dot|punkt|punto|ponto|@|at|AT|At|arroba|ドット|アット(?:マーク)?|あっと)\s?[\])}>]\s?"
    r"|(?<!<)(?:://|:/|:\\\\|:|//|/|s)\\?[\])}]"
    r"|(?<=[A-Za-z0-9]\[)\.(?=[A-Za-z0-9]))"
    # a backslash before the dot, as in a regular expression
    r"|(?<=[A-Za-z0-9]\\)\.(?=[A-Za-z0-9])"
)
"""What follows a sign of ``FANG_SIGNS`` in a broken link; bounded in length."""
FANG_SIGNS = r"\[({<\\"
WIDE_FANG_SIGNS = FANG_SIGNS + WIDE_BRACKETS
WIDE_FANGS_BEHIND = f"{FANGS_BEHIND}|{_WIDE_FANG}"
DOTTED_FANG_SIGNS = WIDE_FANG_SIGNS + "."
DOTTED_FANGS_BEHIND = rf"{WIDE_FANGS_BEHIND}|(?<=[A-Za-z0-9]\.)\](?=[A-Za-z0-9])"
"""With ``host.]tld``. A dot is too frequent to be looked at where no ``.]`` stands in the text."""

_WORD = re.compile(r" (?:dot|DOT|Dot) ")
_BEFORE = re.compile(r"[A-Za-z0-9\-]++\Z", re.ASCII)
_LABEL = re.compile(r"[A-Za-z0-9\-]{1,63}+", re.ASCII)
_AT = re.compile(
    r"[A-Za-z0-9._+\-]{1,64}(?P<at> (?:at|AT|At) )(?!(?i:the|an?|this|that|every|each|any|my|your|our)\Z)[A-Za-z0-9\-.]{1,63}\Z",
    re.ASCII,
)
"""With the host's first label, unless that is a word of a sentence: ``looked at the dot com boom``."""
_SCHEMED = re.compile(r"(?i)(?:://|\bwww\.|[A-Za-z0-9_]@)[A-Za-z0-9.\-]{0,63}\Z")
_BEFORE_S = re.compile(r"(?i)h[tx*_z]{2}p\Z")
_BACK = 140
_NOTHING_TO_JOIN = frozenset("[](){}<>.,;:!?@\"'")
_WIDE_WORDS = {"：": ":", ":": ":"} | dict.fromkeys(
    ["＠", "@", "at", "ａｔ", "ＡＴ", "アット", "アットマーク", "あっと"], "@"
)


def mended(found: re.Match[str], original: str) -> tuple[int, int, str] | None:
    """(start, end, what it stands for) of one piece that ``FANGS_BEHIND`` matched; None where it is no fang."""
    run = found.group()
    start, end = found.span()
    if run[0] in WIDE_BRACKETS:
        return start, end, _WIDE_WORDS.get(run[1:-1], ".")
    if run[-2:-1] == "\\" and original[start - 1 : start] == "\\":
        start -= 1  # 'evil\[.\]com': the brackets as Markdown escapes them
    inner = run.strip("[](){}<>\\ \t\r\n\xa0").lower()
    if inner in ("dot", "punkt", "punto", "ponto", "ドット", ",", "."):
        words = "."
    elif inner in ("at", "@", "arroba", "アット", "アットマーク", "あっと"):
        words = "@"
    elif inner == "s":
        if not _BEFORE_S.search(original, max(0, start - 4), start):
            return None
        words = "s"
    else:
        words = inner + "\\\\" if run.endswith(("\\\\]", "\\\\)", "\\\\}")) else inner
    before = original[start - 1 : start]
    if words in ".@" and run[0] in "[({<":
        if before in _NOTHING_TO_JOIN:
            return None
        if run[-1].isspace():
            # 'host [.] tld': the spaces go, but only where they stand on both sides or the next word can belong to it.
            after = original[end : end + 1]
            if not (after.isascii() and after.isalnum()) or not (before == " " or run[0] == "["):
                end -= 1
        if before == " " and original[start - 2 : start - 1].strip():
            start -= 1
    return start, end, words


def spoken(original: str) -> Iterator[tuple[int, int, str]]:
    """``name at host dot tld``, ``https://a dot b``, ``a dot b dot com``: words for signs where nothing else can be meant."""
    done = 0
    for found in _WORD.finditer(original):
        at = found.start()
        if at < done:
            continue
        if not _BEFORE.search(original, max(0, at - 1), at):
            continue
        dots = [found.span()]
        label = _LABEL.match(original, found.end())
        end = label.end() if label else found.end()
        while label:
            word = _WORD.match(original, end)
            following = _LABEL.match(original, word.end()) if word else None
            if not word or not following:
                break
            dots.append(word.span())
            label, end = following, following.end()
        done = end
        if label is None or not is_top_level(label.group()):
            continue
        before = original[max(0, at - _BACK) : at]
        mailbox = _AT.search(before[-130:])
        if not (mailbox or len(dots) > 1 or original[end : end + 1] == "/" or _SCHEMED.search(before)):
            continue
        if mailbox:
            shift = at - len(before[-130:])
            yield mailbox.start("at") + shift, mailbox.end("at") + shift, "@"
        yield from ((start, stop, ".") for start, stop in dots)
