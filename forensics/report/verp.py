"""Addresses of readers inside other addresses: what bounces and forwarders make of them.

Why it matters: a mailing machine writes the reader's address into its own return path so that a bounce tells whom it was for
(VERP: ``bounce-17-hanako=kaede.example@list.example``), and a forwarder writes it there so that SPF holds (SRS:
``SRS0=x1=2A=kaede.example=hanako@relay.example``). A copy that masks ``hanako@kaede.example`` and prints these has masked nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

JOINTS = ("=", "-at-", ".at.", "#")
"""In place of the at sign."""
_FORWARD = re.compile(r"(?:=|-at-|\.at\.|#)([a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){1,8})", re.IGNORECASE)
_BACKWARD = re.compile(r"=([a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){1,8})=", re.IGNORECASE)
_LONGEST_LOCAL = 64
_MOST_CUTS = 4

Locals = Mapping[str, Mapping[int, AbstractSet[str]]]
"""Domain -> length -> the local parts of that length, all in lower case."""


def forms(address: str) -> Iterator[str]:
    """The address as it stands inside others: each joint, and turned round."""
    local, _, domain = address.rpartition("@")
    if local and domain:
        yield from (f"{local}{joint}{domain}" for joint in JOINTS)
        yield f"={domain}={local}"


def masked(text: str, locals_: Locals, hidden: str) -> str:
    """The text with every such form of a known address replaced."""
    if not any(joint in text for joint in JOINTS):
        return text
    pieces, done = [], 0
    for start, end in sorted({*_forward(text, locals_), *_backward(text, locals_)}):
        if end > done:
            pieces += [text[done : max(start, done)], hidden]
            done = end
    return "".join([*pieces, text[done:]])


def _forward(text: str, locals_: Locals) -> Iterator[tuple[int, int]]:
    at = 0
    while found := _FORWARD.search(text, at):
        at = found.start() + 1
        domain = _known(found[1].lower(), locals_)
        before = text[max(0, found.start() - _LONGEST_LOCAL) : found.start()].lower()
        length = _longest(before, locals_.get(domain, {}), ends=True)
        if length:
            yield found.start() - length, found.start(1) + len(domain)


def _backward(text: str, locals_: Locals) -> Iterator[tuple[int, int]]:
    at = 0
    while found := _BACKWARD.search(text, at):
        at = found.start() + 1
        known = locals_.get(found[1].lower(), {})
        length = _longest(text[found.end() : found.end() + _LONGEST_LOCAL].lower(), known, ends=False)
        if length:
            yield found.start() + 1, found.end() + length


def _known(run: str, locals_: Locals) -> str:
    """The domain that a run begins with: all of it, or up to one of its last hyphens (``kaede.example-17@``)."""
    for _ in range(_MOST_CUTS):
        if run in locals_:
            return run
        run, hyphen, _ = run.rpartition("-")
        if not hyphen:
            break
    return ""


def _longest(near: str, known: Mapping[int, AbstractSet[str]], *, ends: bool) -> int:
    """Length of the longest known local part that ``near`` ends (or begins) with; 0 for none."""
    return max(
        (n for n, names in known.items() if n <= len(near) and (near[-n:] if ends else near[:n]) in names), default=0
    )
