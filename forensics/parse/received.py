"""Received lines -> hops (RFC 5321 section 4.4).

Each server that passes a mail on writes one line on top. Those of the reader's own servers can be believed; every line below the
first foreign one is text that the sender may have made up (``forensics.model.route`` tells which is which).

A line is cut once at its parentheses; the words outside are dealt out to the clauses ``from by via with id for``, each of which
counts once, and what stands in parentheses belongs to the clause before it. No pattern looks at more than its own clause, so a
date or a version number is never taken for an address.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from forensics.model.defect import Defect
from forensics.model.hop import Hop
from forensics.model.route import origin_ip
from forensics.parse.client import Client, read_client, read_user
from forensics.parse.dates import read_date
from forensics.parse.ip import canonical_ip
from forensics.parse.received_forms import Local, date_without_semicolon, tail_of_several, without_from_and_by

MAX_LINE = 20_000
# One comment, two levels of parentheses inside: `(PowerMTA(TM) v4.5)`, `(host [192.0.2.1] (may be forged))`.
_COMMENT = re.compile(r"\(((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+)\)")
_CLAUSES = {
    spelt: word
    for word in ("from", "by", "via", "with", "id", "for")
    for spelt in (word, word.title(), word.upper())
}  # fmt: skip
# What Postfix, sendmail, Exchange and Gmail write, matched as a whole; any other order of clauses is dealt out word by word.
_WORD = r"[^\s()]++"
_USUAL = re.compile(
    rf"from ({_WORD}) \(([^()]*+)\) by ({_WORD})(?: \(([^()]*+)\))?"
    rf"(?: with ((?!(?:id|for|via|tls) ){_WORD}(?: (?!(?:id|for|via|tls) ){_WORD}){{0,5}}+))?(?: \(([^()]*+)\))?"
    rf"(?: id ([^\s(),;]++))?(?: via Frontend Transport)?(?: for <?([^\s(),;<>]++)>?)?",
)
_TLS = re.compile(
    r"(?:using |version=|tls\s)?((?:TLS|SSL)v?[0-9][0-9._]{0,4})(?:/SSLv[23])?+[\s,:]*+(?:[0-9]{2,4}bits,)?+(?:with cipher |cipher=|cipher\s)?+([A-Z][A-Za-z0-9_-]{4,60})?+"
)
_CIPHER = re.compile(r"cipher=([A-Z][A-Za-z0-9_-]{4,60})|\A([A-Z][A-Za-z0-9_-]{4,60}+) encrypted\Z")
_SECURE = ("SMTPS", "SMTPSA", "LMTPS", "LMTPSA")
_NOBODY = Client()


def parse_received(value: str, number: int = 0, below: datetime | None = None) -> Hop:
    """One Received value (unfolded or not) -> Hop. Never raises; what was not understood is in ``hop.defects``.

    ``number`` counts from the top, beginning with 0. ``below`` is the time of the line beneath, from which ``hop.delay`` comes.
    """
    line = value[: MAX_LINE * 2]
    line = " ".join(line.split()) if "\t" in line or "  " in line or "\n" in line or "\r" in line else line.strip()
    defects: list[tuple[str, str]] = []
    if len(value) > MAX_LINE * 2:
        defects.append(("received-too-long", f"{len(value)} characters, read to {MAX_LINE * 2}"))
    head, time = _dated(line, defects)
    usual = _USUAL.fullmatch(head)
    if usual:
        words, seen, by, own, protocol, third, id_, for_ = usual.groups("")
        from_comments: tuple[str, ...] = (seen,)
        every: tuple[str, ...] = (seen, own, third)
        cipher = ""
        local: Local | None = None
    else:
        words, from_comments, by, own, protocol, cipher, id_, for_, every, left, local = _split(head)
        if left or (not by and local is None):
            known = words or protocol or id_
            defects.append(
                ("received-by-missing" if known and not by else "received-not-understood", (left or line)[:80])
            )
    client = read_client(words, from_comments, "(Exim" in head) if words or from_comments else _NOBODY
    name, helo, reverse, ip, broken = client
    if words == "mail pickup service":  # Windows: a program put the mail into a folder
        name = helo = words
    if broken:
        defects.append(("received-address-invalid", f"{words} ({') ('.join(from_comments)})"[:80]))
    user = _user(head, every, words, from_comments, protocol)
    if not user and protocol == "local" and not ip:
        user = name  # Exim: the program that handed the mail in runs as that user
    if local is not None:
        protocol, ip, reverse, user = local
    return Hop(
        number,
        name,
        helo,
        reverse,
        ip,
        by.strip("[]") if by[:1] == "[" else by,
        protocol,
        id_,
        for_,
        time,
        _tls(head, every, protocol, cipher),
        line[:MAX_LINE] if len(line) > MAX_LINE else line,
        tuple([Defect(code, f"received {number}", detail) for code, detail in defects]) if defects else (),
        _own_address(by, own, protocol),
        user,
        time - below if time is not None and below is not None else None,
    )


def _dated(line: str, defects: list[tuple[str, str]]) -> tuple[str, datetime | None]:
    """``(what stands before the date, the moment)``; what is wrong with it joins the defects."""
    head, semicolon, tail = line.rpartition(";")
    if not semicolon:
        head, tail, found = date_without_semicolon(line)
        if found:
            defects.append(("received-semicolon-missing", ""))
    time, code = read_date(tail)
    if code in ("date-unreadable", "date-missing") and ";" in head:
        head, tail, time, code = tail_of_several(line, code)
    if code:
        defects.append((code.replace("date-", "received-date-"), tail.strip()[:80]))
    return head, time


class _Cut(NamedTuple):
    """A line, dealt out."""

    words: str
    from_comments: tuple[str, ...]
    by: str
    own: str
    """The comment right behind the name of the server."""
    protocol: str
    cipher: str
    id_: str
    for_: str
    every: tuple[str, ...]
    """Each comment, wherever it stood."""
    left: str
    """Words that belong to no clause."""
    local: Local | None


def _split(head: str) -> _Cut:
    """Any line. A clause counts once; the word behind ``from`` is a name whatever it says, for a client may call itself ``by``."""
    words: dict[str, list[str]] = {}
    inside: dict[str, list[str]] = {}
    clause = ""
    current: list[str] = []
    left = current
    every: list[str] = []
    outside = True
    for piece in _COMMENT.split(head):
        if not outside:
            every.append(piece)
            inside.setdefault(clause, []).append(piece)
            outside = True
            continue
        outside = False
        fresh = False
        for word in piece.split():
            key = _CLAUSES.get(word)
            if key is None or fresh or key in words or (key == "from" and words):
                current.append(word)
                fresh = False
            else:
                clause = key
                current = words[key] = []
                fresh = key == "from"
    if "by" not in words and words.get("from", ())[:1] == ["by"]:
        # `from by mx.example.org`: the client gave no name at all.
        words["by"], words["from"] = words["from"][1:], []
    with_ = words.get("with", [])
    cipher = ""
    if "tls" in with_:  # Exim: `with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384`
        cipher = " ".join(with_[with_.index("tls") + 1 :][:1])
        with_ = with_[: with_.index("tls")]
    by = _first(words.get("by"))
    local = None if by else without_from_and_by(words.keys(), tuple(every))
    return _Cut(
        " ".join(words.get("from", ())),
        tuple(inside.get("from", ())),
        by,
        inside["by"][0] if "by" in inside else "",
        " ".join(with_[:6]),
        cipher,
        _first(words.get("id")),
        _first(words.get("for")).strip("<>"),
        tuple(every),
        " ".join(left) if left else "",
        local,
    )


def _first(words: list[str] | None) -> str:
    return words[0].rstrip(",;") if words else ""


def _tls(head: str, comments: tuple[str, ...], protocol: str, cipher: str) -> str:
    if "TLS" in head or "SSL" in head or " encrypted)" in head:
        for comment in comments:
            if "TLS" in comment or "SSL" in comment or "encrypted" in comment:
                said = _tls_of(comment)
                if said:
                    return f"{said} {cipher}" if cipher and " " not in said else said
        if cipher:
            return cipher
        way, secured, cipher = protocol.partition("/TLS")  # IronPort: `with ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384`
        if secured and way:
            return cipher.strip("/") or "yes"
    return "yes" if protocol.partition(" ")[0].upper().endswith(_SECURE) else ""


@lru_cache(maxsize=1024)  # the same few ciphers in line after line
def _tls_of(comment: str) -> str:
    found = _TLS.search(comment, 0, 4000) or _CIPHER.search(comment, 0, 4000)
    if found is None:
        return "yes" if comment == "TLS" else ""  # Exchange of 2010: `with Microsoft SMTP Server (TLS)`
    return " ".join([part for part in found.groups() if part])


def _user(head: str, comments: tuple[str, ...], words: str, from_comments: tuple[str, ...], protocol: str) -> str:
    if "uth" in head or "user" in head or "AUTH" in head or head[:6] == "(from ":
        for text in (*comments, words):
            user = read_user(text) if text else ""
            if user:
                return user
    if protocol[-1:] in ("A", "a") and "@" in head:
        for comment in from_comments:
            # qmail's `(USER@ADDRESS)`: with ESMTPA that is who logged in, else only what the client's ident service says.
            user, at, address = comment.rpartition("@")
            if at and user and " " not in comment and user[0] != "?":
                return user if canonical_ip(address.strip("[]")) else comment
    return ""


def _own_address(by: str, comment: str, protocol: str) -> str:
    """The address that the server gives of itself: Exchange writes it behind its name, Gmail instead of one.

    Elsewhere that comment holds the program's version, and ``(6.5.0.7)`` is none of its addresses.
    """
    if not comment:
        return canonical_ip(by) if by[-1:] == "]" or by[-1:].isdigit() or ":" in by else ""
    if ":" in comment or "[" in comment or protocol.startswith("Microsoft SMTP"):
        return canonical_ip(comment.rpartition("[")[2].partition("]")[0] if "[" in comment else comment)
    return ""


__all__ = ["canonical_ip", "origin_ip", "parse_received"]
