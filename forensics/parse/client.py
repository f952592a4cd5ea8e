"""Who handed the mail over: what stands behind ``from`` in a Received line, told apart by who could make it up.

Why it matters: the name behind ``from`` is often the HELO, free text of the client; the address, and the name found for it by
PTR, are the server's own observation (RFC 5321 section 4.1.1.1 and 4.4). Servers write them in many orders:

    from HELO (REVERSE [ADDRESS])                    Postfix, sendmail, Gmail, Sakura, Amazon SES, Zimbra
    from HELO (ADDRESS)                              Exchange, Outlook.com, PowerMTA
    from REVERSE ([ADDRESS]:PORT helo=HELO)          Exim where the PTR holds, else from [ADDRESS] (helo=HELO)
    from REVERSE (HELO NAME) (USER@ADDRESS)          qmail and what descends from it; Yahoo and IronPort with EHLO
    from NAME [ADDRESS]                              fetchmail

A HELO may itself be an address in brackets, so what the server says of the HELO is taken out before an address is looked for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from forensics.parse.ip import canonical_ip

LONGEST = 2_000
"""Characters of one comment that are read."""
# Exim's helo=, qmail's HELO, Yahoo's EHLO. An Exim HELO may hold brackets of its own.
_HELO = re.compile(r"\b(?:helo|ehlo|lhlo)[= ]((?:\[[^\[\]\s]{0,80}\])?[^\s\[\]);,]{0,255})", re.IGNORECASE)
# `[192.0.2.1]`, `[IPv6:2001:db8::1]`, `[fe80::1%4]`, with a port `[192.0.2.1:25]`, `[192.0.2.1 port:25]`.
_BRACKET = re.compile(
    r"\[(?:IPv6:)?((?:::ffff:)?(?:[0-9]{1,3}\.){3}[0-9]{1,3}|[0-9a-f:]{2,45})(?:%[0-9a-z]{1,20}|:[0-9]{1,5}| port[: ][0-9]{1,5})?\]",
    re.IGNORECASE,
)
_HOST = re.compile(r"[A-Za-z0-9_](?:[\w.-]{0,250}[A-Za-z0-9_])?\.?", re.ASCII)
# What most servers write: `host.example.org [192.0.2.1]`, `[IPv6:2001:db8::1]`, `192.0.2.1`, `2001:db8::1`.
_PLAIN = re.compile(
    r"(?:([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,250}[A-Za-z0-9_])?)\.? )?"
    r"\[(?:IPv6:)?([0-9a-fA-F:.]{2,45})(?:%[0-9A-Za-z]{1,20})?\]|([0-9a-fA-F:.]{2,45})"
)
_USER = re.compile(
    r"(?:authenticated[ _-]?(?:sender|user)[ :=]+|authenticated(?: as |[:=] ?)|squirrelmail authenticated user |"
    r"auth(?:_id|id|user)?[:=] ?(?:login |plain |cram-md5 )?|\buser=|\bas user |^from )([^\s;,()]{1,255})",
    re.IGNORECASE,
)
_ALREADY = re.compile(r"\b(?:authenticated|account )\b", re.IGNORECASE)
_NO_NAMES = frozenset(("", "unknown", "helo", "ehlo", "may", "be", "forged", "verified", "no", "port", "untrusted"))


class Client(NamedTuple):
    """The client of one hop."""

    name: str = ""
    """The word behind ``from``."""
    helo: str = ""
    reverse: str = ""
    """PTR name as the server found it; empty for none."""
    ip: str = ""
    """Canonical."""
    broken: bool = False
    """Something stands where the server writes an address, and it is none."""


@lru_cache(maxsize=4096)
def read_client(words: str, comments: tuple[str, ...], exim: bool) -> Client:
    """What stands between ``from`` and ``by``: the words outside parentheses and the comments, in order."""
    if len(comments) == 1 and not exim and " " not in words:
        plain = _PLAIN.fullmatch(comments[0])
        if plain:
            host, bracketed, bare = plain.groups()
            ip = canonical_ip(bracketed or bare)
            if ip:
                name = words.strip("[],;")
                known = host is not None and host.lower() not in _NO_NAMES and not canonical_ip(host)
                return Client(name, name, host if known else "", ip)
    name, _, rest = words.partition(" ")
    name = name.strip(",;")
    bare_name = name.strip("[]")
    helo = reverse = ip = ""
    broken = False
    for comment in comments:
        text = comment[:LONGEST]
        if "elo" in text or "hlo" in text or "ELO" in text or "HLO" in text:
            found = _HELO.search(text)
            if found:
                helo = helo or found[1].strip("[]")
                text = f"{text[: found.start()]} {text[found.end() :]}".strip()
        if ip or not text:
            continue
        ip, name_of_ip, wrong = _observed(text)
        broken = broken or wrong
        reverse = reverse or name_of_ip
    if not ip and "[" in rest:
        found = _BRACKET.search(rest)
        ip = canonical_ip(found[1]) if found else ""
    if not ip:
        ip = canonical_ip(bare_name.partition("]")[0])
        broken = broken or (name.startswith("[") and not ip and bare_name[-1:].isdigit() and bare_name.count(".") == 3)
    if not reverse and (helo or exim) and ip and bare_name == name and name.lower() not in _NO_NAMES:
        # The server put the HELO apart, so the name is what it looked up itself.
        reverse = name.rstrip(".") if _HOST.fullmatch(name) and not canonical_ip(name) else ""
    return Client(bare_name if canonical_ip(bare_name) else name.strip("[]"), helo or bare_name, reverse, ip, broken)


def _observed(text: str) -> tuple[str, str, bool]:
    """``(address, reverse name, whether an address is broken)`` of one comment that the server wrote about the client."""
    plain = _PLAIN.fullmatch(text)
    if plain:
        name, bracketed, bare = plain.groups()
        ip = canonical_ip(bracketed or bare)
        if ip:
            return ip, name if name and name.lower() not in _NO_NAMES and not canonical_ip(name) else "", False
    found = _BRACKET.search(text)
    if found is None and "[" in text:
        before = text[: text.index("[")].split()
        local = "[UNIX" in text or "[]" in text  # sendmail's `localhost [[UNIX: localhost]]`: a socket, no address
        return "", _host(before[-1]) if before else "", not local
    if found:
        ip = canonical_ip(found[1])
        before = text[: found.start()].split()
        return ip, _host(before[-1]) if before else "", not ip
    word = text.rpartition("@")[2].partition(" ")[0]  # qmail: `user@192.0.2.1 with login`
    ip = canonical_ip(word)
    # Digits and dots or colons alone, and yet no address: said, not guessed at.
    return ip, "", not ip and word.count(".") == 3 and word.replace(".", "").isdigit()


def _host(word: str) -> str:
    """The word as a host name, empty where it is none: ``IDENT:root@mail.example.org.`` -> ``mail.example.org``."""
    name = word.rpartition("@")[2].strip("()=,;")
    if name.lower() in _NO_NAMES or canonical_ip(name) or not _HOST.fullmatch(name):
        return ""
    return name.rstrip(".")


@lru_cache(maxsize=1024)
def read_user(text: str) -> str:
    """Who logged in to send, as one comment says: a login name, ``yes`` where it names none, empty for nobody.

    Why it matters: a stolen mailbox sends with its owner's login; a local script sends as the web server's user.
    """
    text = text[:LONGEST]
    found = _USER.search(text)
    if found and not found[1].startswith("bits="):
        return found[1].strip("<>[]'\"")
    if "userid " in text:
        return "userid " + text.partition("userid ")[2].partition(" ")[0].strip(",")
    return "yes" if _ALREADY.search(text) and "not authenticated" not in text.lower() else ""
