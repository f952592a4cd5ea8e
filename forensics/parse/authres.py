"""Authentication-Results (RFC 8601), read in full: comments, quoted strings, versions, reasons, properties.

Why it matters: the line says what a server found when it still could find out: SPF of the client, DKIM with the keys of that day,
DMARC with the policy of that day. Exchange Online leaves out who speaks; others write properties without a type. Both are read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from forensics.model.authentication import MethodResult

LONGEST = 20_000
MOST_RESULTS = 200
_MARK = re.compile(r'[()"\\;]')
# `dkim=pass`, `header.b = "a/b="`, `smtp.mailfrom=a@b`; a value ends at white space. A word is looked at once.
_PAIR = re.compile(r'(?<![^\s=;"])([^\s=;"]++)\s*+=\s*+("(?:[^"\\]++|\\.)*+"?|[^\s;]*+)', re.DOTALL)
_METHOD = re.compile(r"([a-z][a-z0-9_-]{0,40})(?:\s?/\s?([0-9]{1,5}))?", re.IGNORECASE)
_RESULT = re.compile(r"[a-z][a-z0-9_-]{0,40}", re.IGNORECASE)
# Up to three levels of comments.
_COMMENT = re.compile(r"\(((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+)\)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Parsed(NamedTuple):
    """One line."""

    authserv_id: str
    version: str
    results: tuple[MethodResult, ...]
    instance: int
    problem: str


class _Piece(NamedTuple):
    """What stands between two semicolons."""

    text: str
    """Without comments."""
    comments: tuple[str, ...]


@lru_cache(maxsize=512)
def parse_authres(value: str) -> Parsed:
    """Read the value of Authentication-Results or ARC-Authentication-Results (RFC 8617 section 4.1.1). Never raises."""
    problem = "" if len(value) <= LONGEST else f"{len(value)} characters, read to {LONGEST}"
    pieces = _pieces(value[:LONGEST])
    instance, authserv_id, version = 0, "", ""
    head = pieces[0].text.split() if pieces else []
    if len(head) == 1 and (found := re.fullmatch(r"i=([0-9]{1,3})", head[0])) and len(pieces) > 1:
        instance = int(found[1])
        pieces = pieces[1:]
        head = pieces[0].text.split()
    if head and "=" not in head[0] and not (len(head) > 1 and head[1].startswith("=")):
        authserv_id, version = head[0].strip('"'), head[1] if len(head) > 1 and head[1].isdigit() else ""
        pieces = pieces[1:]
    results = []
    for piece in pieces[:MOST_RESULTS]:
        if not piece.text.strip() or piece.text.strip().lower() == "none":
            continue
        result = _result(piece)
        if result is None:
            problem = problem or f"not understood: {piece.text.strip()[:60]}"
        else:
            results.append(result)
    return Parsed(authserv_id, version, tuple(results), instance, problem)


def _result(piece: _Piece) -> MethodResult | None:
    pairs = _PAIR.findall(piece.text)
    if not pairs:
        return None
    method = _METHOD.fullmatch(pairs[0][0])
    result = _RESULT.match(pairs[0][1].strip('"'))
    if not method or not result:
        return None
    reason = ""
    properties = []
    for key, written in pairs[1:]:
        text = _unquoted(written)
        if key.lower() == "reason" and not reason:
            reason = text
        else:
            properties.append((key.lower(), text))
    return MethodResult(
        method[1].lower(), result[0].lower(), reason, tuple(properties), piece.comments, method[2] or ""
    )


def _unquoted(text: str) -> str:
    if not text.startswith('"'):
        return text
    inner = text[1:-1] if len(text) > 1 and text.endswith('"') else text[1:]
    return _ESCAPED.sub(r"\1", inner) if "\\" in inner else inner


def _pieces(value: str) -> list[_Piece]:  # noqa: C901, PLR0912 - one pass over one small grammar of four marks
    """Cut at semicolons that stand in neither a comment nor a quoted string; one pass."""
    if '"' not in value and "\\" not in value:
        parts = _COMMENT.split(value)
        if not any("(" in text or ")" in text for text in parts[::2]):
            return _pieces_unquoted(parts)
    pieces: list[_Piece] = []
    out: list[str] = []
    comments: list[str] = []
    depth, quoted, at, opened = 0, False, 0, 0
    for found in _MARK.finditer(value):
        mark, here = found[0], found.start()
        if here < at:
            continue
        if mark == "\\":
            if not depth:
                out.append(value[at : here + 2])
                at = here + 2
            elif value[here + 1 : here + 2] in ("(", ")"):
                at = here + 2
        elif mark == '"':
            quoted = quoted != (not depth)
        elif quoted:
            continue
        elif mark == "(":
            if not depth:
                out.append(value[at:here])
                opened = here + 1
            depth += 1
        elif mark == ")" and depth:
            depth -= 1
            if not depth:
                comments.append(value[opened:here])
                at = here + 1
                out.append(" ")
        elif mark == ";" and not depth:
            out.append(value[at:here])
            pieces.append(_Piece("".join(out), tuple(comments)))
            out, comments, at = [], [], here + 1
    if depth:
        comments.append(value[opened:])
    else:
        out.append(value[at:])
    pieces.append(_Piece("".join(out), tuple(comments)))
    return pieces


def _pieces_unquoted(parts: list[str]) -> list[_Piece]:
    """The same where nothing is quoted and every comment closed: text and comments in turn, the text cut at its semicolons."""
    pieces: list[_Piece] = []
    text, comments = "", []
    for n, part in enumerate(parts):
        if n & 1:
            comments.append(part)
            text += " "
            continue
        first, *rest = part.split(";")
        text += first
        for each in rest:
            pieces.append(_Piece(text, tuple(comments)))
            text, comments = each, []
    pieces.append(_Piece(text, tuple(comments)))
    return pieces


def parse_received_spf(value: str) -> Parsed:
    """Received-SPF (RFC 7208 section 9.1): ``pass (comment) key=value; ...``, as one result of method spf."""
    text = value[:LONGEST]
    word = re.match(r"\s*+([a-z]{1,20})", text, re.IGNORECASE)
    if not word:
        return Parsed("", "", (), 0, f"not understood: {text[:60]}")
    pieces = _pieces(text[word.end() :])
    pairs = [(key.lower(), _unquoted(found)) for piece in pieces for key, found in _PAIR.findall(piece.text)]
    comments = tuple(comment for piece in pieces for comment in piece.comments)
    receiver = next((found for key, found in pairs if key == "receiver"), "")
    if not receiver and comments:
        receiver = comments[0].partition(":")[0] if " " not in comments[0].partition(":")[0] else ""
    return Parsed(receiver, "", (MethodResult("spf", word[1].lower(), "", tuple(pairs), comments),), 0, "")
