"""Whom a mail was for, made ready for searching links: addresses, own domains, local parts, hashes.

Why it matters: the same few addresses are looked for in every link of a mail, so that everything that can be worked out from an
address is worked out once.
"""

from __future__ import annotations

import base64
import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from forensics.domains import ascii_host, lies_under

SHORTEST_ADDRESS = 6
"""Characters: ``a@b.cd``. Anything shorter would be found by chance."""
MOST = 100
"""Addresses that are looked for."""
JOINTS = ("=", "_at_", "-at-", "(at)", "_", "-", "/")
"""What is written for ``@`` where that sign is not wanted (``user=host`` in return paths, VERP)."""
SHORTEST_LOCAL = 5
ROLES = frozenset(
    [
        "abuse", "account", "accounting", "accounts", "address", "admin", "administrator", "alert", "alerts", "anonymous", "billing",
        "booking", "career", "careers", "client", "company", "contact", "contacts", "customer", "customers", "default", "email",
        "enquiries", "enquiry", "everyone", "example", "feedback", "finance", "group", "hello", "helpdesk", "home", "hostmaster",
        "index", "info", "information", "inquiry", "invoice", "jobs", "legal", "list", "login", "mail", "mailbox", "mailer", "manager",
        "market", "marketing", "media", "member", "members", "message", "messages", "name", "network", "news", "newsletter", "no-reply",
        "nobody", "noreply", "notification", "office", "online", "order", "orders", "owner", "partner", "payment", "payments", "people",
        "person", "phishing", "postmaster", "press", "private", "product", "profile", "public", "purchase", "reception", "recipient",
        "recruit", "register", "report", "reports", "request", "reservation", "root", "sales", "secretary", "secure", "security",
        "service", "services", "shop", "social", "spam", "staff", "store", "student", "subscribe", "support", "system", "team",
        "test", "tester", "testing", "undisclosed", "unsubscribe", "user", "username", "users", "visitor", "webmaster", "welcome", "work",
    ]
)  # fmt: skip
"""Local parts that are as likely a page's name as a mailbox (RFC 2142 and common words)."""


class Needle(NamedTuple):
    """Characters that stand for an address wherever they stand."""

    text: str
    form: str
    address: str
    joined: str = ""
    """The local part, where ``text`` is a domain that counts only with that and a sign for ``@`` before it."""
    whole: bool = False
    """Whether it must be a value of its own, with nothing of a word on either side."""
    person: bool = False
    """Whether it counts only in a parameter that is named for a person."""


class Known(NamedTuple):
    """One known address in its parts, lower case."""

    address: str
    local: str
    domain: str


@dataclass(frozen=True, slots=True, eq=False)
class Readers:
    """Known addresses, with all that is searched for."""

    known: tuple[Known, ...]
    """Those of internationalised domains in both spellings."""
    domains: tuple[str, ...]
    """Domains of one's own: every address there is a reader's."""
    any_case: tuple[Needle, ...]
    """In lower case, to be searched in the link in lower case."""
    exact: tuple[Needle, ...]
    """To be searched in the link as it is."""

    def named_in(self, text: str) -> bool:
        """Whether anything that is searched for stands in a text, such as all links of a mail: most hold nothing of anybody."""
        lower = text.lower()
        for needle in self.any_case:
            if needle.text in lower:
                return True
        return any([needle.text in text for needle in self.exact])  # noqa: C419 - a generator costs more than the questions

    @property
    def without_needles(self) -> Readers:
        """The same readers for links of which it is known that none of it stands in them."""
        return replace(self, any_case=(), exact=())

    def own(self, domain: str) -> bool:
        """Whether a domain is one's own or stands under one."""
        return lies_under(domain, self.domains)


def readers(addresses: Iterable[str], domains: Iterable[str] = ()) -> Readers:
    """Made once for the same addresses and domains."""
    return _readers(tuple(addresses)[:MOST], tuple(domain.lower().strip(".") for domain in domains if domain)[:MOST])


@lru_cache(maxsize=512)
def _readers(written: tuple[str, ...], domains: tuple[str, ...]) -> Readers:
    told = [_of_address(address.strip()) for address in dict.fromkeys(written)]
    known = dict.fromkeys(each for entry in told for each in entry[0])
    any_case = dict.fromkeys(each for entry in told for each in entry[1])
    exact = dict.fromkeys(each for entry in told for each in entry[2])
    return Readers(tuple(known), domains, tuple(any_case), tuple(exact))


@lru_cache(maxsize=2048)
def _of_address(told: str) -> tuple[list[Known], list[Needle], list[Needle]]:
    """(Known, what is searched in any case, what is searched as it is) for one address as written; empty for what is none."""
    lower = told.lower()
    local, _, domain = lower.rpartition("@")
    if not local or not domain or len(lower) < SHORTEST_ADDRESS:
        return [], [], []
    known = [_known(local, domain)]
    any_case = [Needle(domain, "plain", lower, joined=local)]
    exact = []
    if not domain.isascii():
        known.append(_known(local, ascii_host(domain) or domain))
        exact += [Needle(text, "base64", lower) for text in alignments(lower.encode("utf-8", "replace"))]
    for text, form in digests(told):
        (exact if "base64" in form else any_case).append(Needle(text, form, lower))
    for needle in _local(local, lower):
        (exact if "base64" in needle.form else any_case).append(needle)
    return known, any_case, exact


def _known(local: str, domain: str) -> Known:
    return Known(f"{local}@{domain}", local, domain)


@lru_cache(maxsize=4096)
def turned(text: str) -> str:
    """In rot13."""
    return codecs.encode(text, "rot13")


def digests(address: str) -> Iterator[tuple[str, str]]:
    """(Hash as one may find it, its name) of an address in lower case and as written; unpadded in base64."""
    for spelling in dict.fromkeys((address.lower(), address)):
        data = spelling.encode("utf-8", "replace")
        for name, made in (
            ("MD5", hashlib.md5),
            ("SHA-1", hashlib.sha1),
            ("SHA-256", hashlib.sha256),
            ("SHA-512", hashlib.sha512),
        ):
            digest = made(data, usedforsecurity=False).digest()
            yield digest.hex(), name
            coded = base64.b64encode(digest).decode("ascii").rstrip("=")
            yield from ((text, f"{name}, base64") for text in dict.fromkeys((coded, _url_alphabet(coded))))


_TELLING = re.compile(r"[0-9.]")


def _local(local: str, address: str) -> Iterator[Needle]:
    """The local part alone: not a word that any page may bear, and where it is but letters only as a person's parameter."""
    if len(local) < SHORTEST_LOCAL or local in ROLES or local.isdigit():
        return
    yield Needle(local, "local part", address, whole=True, person=not _TELLING.search(local))
    data = local.encode("utf-8", "replace")
    coded = base64.b64encode(data).decode("ascii").rstrip("=")
    yield Needle(coded, "local part, base64", address, whole=True)
    yield Needle(data.hex(), "local part, hex", address, whole=True)


def _url_alphabet(digits: str) -> str:
    return digits.replace("+", "-").replace("/", "_")


def alignments(data: bytes) -> Iterator[str]:
    """The base64 digits of ``data`` that do not depend on what stands before or behind it, for each of three alignments."""
    for lead in range(3):
        encoded = base64.b64encode(b"\0" * lead + data).decode("ascii")
        stretch = encoded[(lead * 8 + 5) // 6 : (lead + len(data)) * 8 // 6]
        yield from dict.fromkeys((stretch, _url_alphabet(stretch)))
