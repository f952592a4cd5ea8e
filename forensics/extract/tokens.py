"""The recipient's own address inside a link: as it is, percent-encoded, in base64 or in hexadecimal.

Why it matters: such a link names the one who clicks, and tells the offender that the mailbox is read; whoever looks the full
link up somewhere burns the recipient. So it is recognised, and ``cut`` takes it out before anything leaves the house.
An address inside longer encoded data is found by the stretch of its encoding that no neighbour can change (three alignments of
base64, RFC 4648), so nothing needs to be decoded and the cost is linear in the link.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

LONGEST = 65_536
SHORTEST_ADDRESS = 6
"""Characters: ``a@b.cd``. Anything shorter would be found by chance."""
CUT = "[recipient]"


@dataclass(frozen=True, slots=True)
class Token:
    """An address found in a link."""

    address: str
    """The recipient's address, lower case."""
    form: str
    """``plain``, ``percent``, ``base64`` or ``hex``."""
    as_written: str
    start: int
    """Offset of ``as_written`` in the link."""


def recipient_in(url: str, addresses: Iterable[str]) -> Token | None:
    """The first of the addresses that stands in the link in any of the forms; None where none does."""
    link = url[:LONGEST]
    lower = link.lower()
    for address in addresses:
        wanted = address.strip().lower()
        if len(wanted) < SHORTEST_ADDRESS or "@" not in wanted:
            continue
        for form, needle, any_case in _forms(wanted):
            at = (lower if any_case else link).find(needle)
            if at >= 0:
                return Token(wanted, form, link[at : at + len(needle)], at)
        if "%" in lower and wanted in unquote(unquote(lower)):
            at, end = _encoded_stretch(lower, wanted)
            return Token(wanted, "percent", link[at:end], at)
    return None


def cut(url: str, addresses: Iterable[str] = ()) -> str:
    """The link as it may be shown to a third party.

    Without user name, query and fragment, and without any path segment that holds a recipient's address. What else may name a
    recipient (a number, a hash) cannot be told here.
    """
    head = url[:LONGEST].partition("#")[0].partition("?")[0]
    scheme, separator, rest = head.partition("://")
    if not separator:
        return head
    authority, slash, path = rest.partition("/")
    known = list(addresses)
    kept = [CUT if recipient_in(segment, known) else segment for segment in path.split("/")]
    return f"{scheme}://{authority.rpartition('@')[2]}{slash}{'/'.join(kept)}"


@lru_cache(maxsize=4096)
def _forms(address: str) -> tuple[tuple[str, str, bool], ...]:
    """(form, what to search for, whether in any case)."""
    forms = [("plain", address, True), ("percent", quote(address, safe="").lower(), True)]
    for spelling in dict.fromkeys((address, _capital(address), address.upper())):
        data = spelling.encode("utf-8", "replace")
        forms += [("base64", stretch, False) for stretch in _alignments(data)]
        forms.append(("hex", data.hex(), True))
    return tuple(dict.fromkeys(forms))


def _capital(address: str) -> str:
    return address[:1].upper() + address[1:]


def _alignments(data: bytes) -> Iterator[str]:
    """The base64 digits of ``data`` that do not depend on what stands before or behind it, for each of three alignments."""
    for lead in range(3):
        encoded = base64.b64encode(b"\0" * lead + data).decode("ascii")
        first = (lead * 8 + 5) // 6
        last = (lead + len(data)) * 8 // 6
        stretch = encoded[first:last]
        yield stretch
        if "+" in stretch or "/" in stretch:
            yield stretch.replace("+", "-").replace("/", "_")


def _encoded_stretch(lower: str, wanted: str) -> tuple[int, int]:
    """Where a percent-encoded address stands: the smallest run between separators that decodes to something holding it."""
    start = 0
    for at, sign in enumerate(lower + "&"):
        if sign in "&?#/=;":
            if wanted in unquote(unquote(lower[start:at])):
                return start, at
            start = at + 1
    return 0, len(lower)
