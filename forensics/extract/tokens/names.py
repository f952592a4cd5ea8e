"""The address around an at sign: a reader's, perhaps spelled backwards or in rot13, or somebody else's.

Why it matters: a reader's own address is looked for as it is known, so that it is recognised in any coding and beside any other data;
another's is believed only where all of it is an address with a real domain. ``icon@2x.png`` is none.
"""

from __future__ import annotations

import re

from forensics.domains import registrable
from forensics.extract.tokens.readers import SHORTEST_LOCAL, Readers, turned

_LOCAL = re.compile(r"[A-Za-z0-9._+'\-]{1,64}+\Z")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,62}))(?:\.[A-Za-z0-9\-]{1,63})++")
_MESSAGE_ID = re.compile(r"[0-9.]{10}")
"""A time before the at sign: a Message-ID, which is made like an address."""
_SCALED = re.compile(r"[1-9]x\.")
"""``@2x.``: the picture for a finer screen."""


def reader_at(text: str, at: int, readers: Readers, *, among_data: bool) -> tuple[str, int, int, str] | None:
    """(Address, start, end, ``""`` or ``reversed`` or ``rot13``) of a known reader around ``text[at]``.

    ``among_data``: a letter directly before or behind may be a field of something else, as it may not in the open.
    """
    before = _lower(text[max(0, at - 260) : at])
    behind = _lower(text[at + 1 : at + 261])
    for known in readers.known:
        local, domain = known.local, known.domain
        if (
            behind.startswith(domain)
            and before.endswith(local)
            and (among_data or _apart(before, behind, local, domain))
        ):
            return known.address, at - len(local), at + 1 + len(domain), ""
        if before.endswith(domain[::-1]) and behind.startswith(local[::-1]):
            return known.address, at - len(domain), at + 1 + len(local), "reversed"
        if before.endswith(turned(local)) and behind.startswith(turned(domain)):
            return known.address, at - len(local), at + 1 + len(domain), "rot13"
    return None


def other_at(text: str, at: int) -> tuple[str, int, int, str] | None:
    """The same for any address; also one spelled backwards, where it is none as it stands."""
    found = _address(text[max(0, at - 64) : at], text[at + 1 : at + 255])
    if found:
        local, domain = found
        return f"{local}@{domain.lower()}", at - len(local), at + 1 + len(domain), ""
    found = _address(text[at + 1 : at + 65][::-1], text[max(0, at - 254) : at][::-1])
    if found:
        local, domain = found
        return f"{local}@{domain.lower()}", at - len(domain), at + 1 + len(local), "reversed"
    return None


def _address(before: str, behind: str) -> tuple[str, str] | None:
    local = _LOCAL.search(before)
    domain = _DOMAIN.match(behind)
    if not local or not domain or _SCALED.match(behind):
        return None
    written = local.group()
    lead = before[: len(before) - len(written)][-1:]
    if lead == "%":
        return None  # the end of an escaped sign: it shows when that is taken off
    if lead == "=" and written.startswith("3D"):
        written = written[2:]  # what quoted-printable left behind
    name = written.lstrip(".-+'")
    host = domain.group().rstrip(".-")
    if not name or name.endswith(".") or ".." in name or _MESSAGE_ID.match(name) or not registrable(host):
        return None
    return name, host


def _apart(before: str, behind: str, local: str, domain: str) -> bool:
    """Not the end of another's name, nor the beginning of another's domain; but what is no address of itself may adjoin."""
    left = before[len(before) - len(local) - 1 : len(before) - len(local)]
    if len(local) < SHORTEST_LOCAL and left.isalpha():
        return False
    right = behind[len(domain) : len(domain) + 1]
    if not right or not (right.isalnum() or right in "-."):
        return True
    longer = _DOMAIN.match(behind)
    host = longer.group().rstrip(".-") if longer else domain
    return host == domain or not registrable(host)


def _lower(text: str) -> str:
    """Lower case of the same length."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(sign.lower()[:1] for sign in text)
