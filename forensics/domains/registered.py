"""Whose name is it: the registrable part of a host name, from the Public Suffix List that is shipped (never fetched).

Why it matters: ``login.bank.example.evil.test`` belongs to whoever registered ``evil.test``. Two hosts are comparable by
what somebody had to register, and a word in a text is a host only where its last label is a real top-level domain. The list's
private section counts: each customer of a hosting service (``shop.github.io``) is a registrant of his own.
Sources: publicsuffix.org; RFC 2606 and 6761 (``.test``, ``.example``, ``.invalid``, ``.localhost``), RFC 7686 (``.onion``),
RFC 5890 (IDNA labels).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

import can_ada

_TEST_IN_OTHER_SCRIPTS = (
    "xn--kgbechtv xn--hgbk6aj7f53bba xn--0zwm56d xn--g6w251d xn--80akhbyknj4f xn--11b5bs3a9aj6g xn--jxalpdlp xn--9t4b11yi5a xn--deba0ad"
    " xn--zckzah xn--hlcj6aya9esc7a"
)
"""The word 'test' in eleven scripts: the internationalised top-level domains that IANA set up for trials in 2007."""
RESERVED = frozenset({"example", "invalid", "localhost", "onion", "test", *_TEST_IN_OTHER_SCRIPTS.split()})
"""Top-level names that no registry gives out. They are treated as public suffixes, so that examples behave like the world."""

LONGEST = 253
"""Characters of a host name (RFC 1035 section 2.3.4, without the final dot)."""


class _Suffixes(Protocol):
    def privatesuffix(self, domain: str) -> str | None: ...


@lru_cache(maxsize=1)
def _suffixes() -> tuple[_Suffixes, frozenset[str]]:
    """(the list, the last labels of all its rules)."""
    # Loaded at the first question (some 20 ms), not at import. The library would spend 100 ms on encoding names that are ASCII.
    from publicsuffixlist import PSLFILE, PublicSuffixList

    rules = [line for line in Path(PSLFILE).read_text("utf-8").splitlines() if line and not line.startswith("//")]
    rules += ["!" * rule.startswith("!") + ascii_host(rule.lstrip("!")) for rule in rules if not rule.isascii()]
    listed = cast(_Suffixes, PublicSuffixList(rules, accept_unknown=False, accept_encoded_idn=False))
    return listed, frozenset(rule.rpartition(".")[2] for rule in rules)


def ascii_host(host: str) -> str:
    """The host in lower-case A-label form (``xn--``), without the final dot; empty when IDNA forbids it."""
    host = host.strip().rstrip(".")
    if host.isascii():
        return host.lower()
    try:
        return can_ada.idna_encode(host).decode("ascii").lower()
    except (TypeError, UnicodeError, ValueError):  # lone surrogates, or a label that IDNA does not allow
        return ""


@lru_cache(maxsize=4096)
def is_top_level(label: str) -> bool:
    """Whether names are registered (or reserved for examples) under this last label; any case, A-label or Unicode."""
    name = ascii_host(label)
    if not name or "." in name:
        return False
    return name in RESERVED or name in _suffixes()[1]  # of .za the list knows co.za and its like, but not za itself


@lru_cache(maxsize=65536)
def registrable(host: str) -> str:
    """What somebody had to register to own this host: ``www.shop.example.co.jp`` -> ``example.co.jp``.

    Empty for an IP address, for a bare public suffix and for a name whose top-level domain does not exist.
    """
    name = ascii_host(host)
    if not name or len(name) > LONGEST or ":" in name or ".." in name:
        return ""
    head, _, last = name.rpartition(".")
    if last in RESERVED:
        return f"{head.rpartition('.')[2]}.{last}" if head else ""
    return _suffixes()[0].privatesuffix(name) or ""


def lies_under(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of the domains or lies under one; all in lower case and without a final dot."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def organisation(host: str) -> str:
    """The registrable domain, or the host itself where none can be told: good for comparing, not for display."""
    return registrable(host) or ascii_host(host)
