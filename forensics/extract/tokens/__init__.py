"""Whom a link names: the recipient's address, its hash or local part, or another address, in any usual coding.

Why it matters: such a link names the one who clicks, and tells the offender that the mailbox is read; whoever looks the full
link up somewhere burns the recipient. So it is recognised, and ``cut`` takes it out before anything leaves the house. A value that
is merely different for each recipient shows only over many mails (``ids``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from forensics.domains import registrable
from forensics.extract.tokens import coded
from forensics.extract.tokens.cutting import CUT, cut
from forensics.extract.tokens.names import other_at, reader_at
from forensics.extract.tokens.readers import JOINTS, Needle, Readers, readers
from forensics.extract.tokens.readers import MOST as READERS

__all__ = ["CUT", "LONGEST", "MOST", "READERS", "Readers", "Token", "cut", "readers", "recipient_in", "tokens_in"]

LONGEST = 65_536
MOST = 8
"""Addresses told of one link."""
_PERSON = re.compile(
    r"[?&#;/](?:u|uid|user|username|userid|user_id|name|e|em|email|mail|m|login|loginid|acct|account|to|rcpt|recipient|sub|subscriber|member|client|p|id)=\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[A-Za-z0-9._+\-@]|%40")


@dataclass(frozen=True, slots=True)
class Token:
    """Somebody named in a link."""

    address: str
    """The address that it stands for, lower case where it is a known one."""
    form: str
    """``plain``, ``percent``, ``base64``, ``hex``, with ``reversed`` or ``rot13``; ``MD5``, ``SHA-1``, ``SHA-256``, ``SHA-512``; ``local part``."""
    as_written: str
    start: int
    """Offset of ``as_written`` in the link."""
    known: bool = True
    """Whether it is one of the readers' or somebody else's."""

    @property
    def how(self) -> str:
        """The words for a sighting."""
        return f"{self.form} in the link" if self.known else f"an address in the link ({self.form})"


def recipient_in(url: str, addresses: Iterable[str]) -> Token | None:
    """The first of the addresses that stands in the link in any of the forms; None where none does."""
    return next((token for token in tokens_in(url, readers(addresses)) if token.known), None)


def tokens_in(url: str, known: Readers) -> tuple[Token, ...]:
    """Everybody that a link names, each once, readers first in the order in which they stand."""
    url = url[:LONGEST]
    needles = _needles(url, known)
    if not coded.worth_a_look(url):
        if not needles:
            return ()
        addresses: Iterable[Token] = ()
    else:
        addresses = _addresses(url, known)
    told: dict[str, Token] = {}
    for token in chain(addresses, needles):
        told.setdefault(token.address, token)
    return tuple(sorted(told.values(), key=lambda token: not token.known))


def _addresses(url: str, known: Readers) -> Iterator[Token]:
    seen: set[str] = set()
    slash = url.find("/", 8)
    host_end = slash if slash >= 0 else len(url)
    for place in coded.places(url):
        open_ = place.form in ("plain", "percent")
        named = reader_at(place.text, place.at, known, among_data=not open_) if known.known else None
        ours = named is not None
        if named is None:
            if open_ and place.at < host_end and place.start == 0:
                continue  # the at sign between user and host
            named = other_at(place.text, place.at)
        if named is None:
            continue
        address, start, end, turned = named
        if address in seen:
            continue
        seen.add(address)
        domain = address.rpartition("@")[2]
        if not ours and known.domains and known.own(domain):
            address, ours = address.lower(), True
        form = place.form
        if turned:
            form = turned if form == "plain" else f"{form}, {turned}"
        first, last = coded.as_written(place, start, end)
        if form.startswith("percent"):
            first, last = coded.stretch(url, place.text[start:end])
        yield Token(address, form, url[first:last], first, ours)
        if len(seen) == MOST:
            return


def _needles(url: str, known: Readers) -> list[Token]:
    lower = url.lower()
    if len(lower) != len(url):
        return []  # no link in normal form has letters that change their number
    found = [(needle, lower) for needle in known.any_case if needle.text in lower]
    found += [(needle, url) for needle in known.exact if needle.text in url]
    return [token for needle, text in found for token in _at(url, text, needle)] if found else []


def _at(url: str, text: str, needle: Needle) -> Iterator[Token]:
    at = -1
    for _ in range(coded.MOST):
        at = text.find(needle.text, at + 1)
        if at < 0:
            return
        end = at + len(needle.text)
        if needle.joined:
            before = text[max(0, at - 80) : at]
            joint = next((sign for sign in JOINTS if before.endswith(needle.joined + sign)), "")
            if joint:
                start = at - len(joint) - len(needle.joined)
                if not url[start - 1 : start].isalnum():
                    yield Token(needle.address, needle.form, url[start:end], start)
                    return
        elif not needle.whole or _whole(url, at, end, needle):
            yield Token(needle.address, needle.form, url[at:end], at)
            return


def _whole(url: str, start: int, end: int, needle: Needle) -> bool:
    """A value of its own behind the host, on a host that is not the reader's own."""
    if start <= url.find("/", 8) or _GOES_ON.match(url, end) or url[start - 1 : start] not in set("=/&?#,;:|~"):
        return False
    if needle.person and not _PERSON.search(url[max(0, start - 16) : start]):
        return False
    host = url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]
    own = registrable(needle.address.rpartition("@")[2])
    return not own or registrable(host) != own
