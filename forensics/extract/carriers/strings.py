"""Links in binary files: shortcuts, OneNote, ``winmail.dat``, the streams of old Office files.

Why it matters: the formats differ and the offender picks the oldest, but a link in them is a run of printable characters, in one byte or
two (UTF-16LE) each. Only what could not stand there by chance is told: links with a scheme, addresses, wallets with a right checksum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.domains import is_top_level
from forensics.extract.carriers.place import Place, read, without_repeats
from forensics.model.observable import Sighting

MOST = 32 << 20
"""Bytes of one stream that are swept."""
_NARROW = re.compile(rb"[\x20-\x7e]{8,}+")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){8,}+")
_NARROW_SIGNS = (b"://", b"www.", b"@", b"bc1", b"\\\\")
_WIDE_SIGNS = tuple(sign.decode().encode("utf-16-le") for sign in _NARROW_SIGNS)
_VOCABULARIES = (
    "schemas.openxmlformats.org", "schemas.microsoft.com", "www.w3.org", "ns.adobe.com", "purl.org", "schemas.xmlsoap.org",
    "www.iec.ch", "iptc.org", "www.adobe.com/2006", "purl.oclc.org",
)  # fmt: skip
"""Hosts that stand in files as names of XML vocabularies and colour profiles, and lead nowhere."""

_CHECKED = frozenset(
    {
        "bitcoin",
        "bitcoin_cash",
        "litecoin",
        "dogecoin",
        "dash",
        "zcash",
        "monero",
        "tron",
        "ripple",
        "lightning",
        "private_key",
    }
)
"""Kinds with a checksum. Sums, telephone numbers and the like would be found in binary data by chance."""


def sightings(data: bytes, place: Place, where: str = "strings") -> Iterator[Sighting]:
    """Links, addresses and wallets in the printable runs of some bytes."""
    yield from without_repeats(_runs(data[:MOST], place, where))


def _runs(data: bytes, place: Place, where: str) -> Iterator[Sighting]:
    for signs, runs, code in ((_NARROW_SIGNS, _NARROW, "latin-1"), (_WIDE_SIGNS, _WIDE, "utf-16-le")):
        if not any(sign in data for sign in signs):
            continue
        lines = [run.group().decode(code) for run in runs.finditer(data) if any(sign in run.group() for sign in signs)]
        if lines:
            way = "one byte a character" if code == "latin-1" else "two bytes a character"
            for sighting in read("\n".join(lines), place, where, way):
                if _told(sighting):
                    yield sighting


def _told(sighting: Sighting) -> bool:
    kind, value = sighting.observable.kind, sighting.observable.value
    if kind in ("url", "domain", "ip"):
        host = value.partition("://")[2] if kind == "url" else value
        named = "host of the link" in sighting.how or kind == "url"
        name = re.split(r"[/:?#]", host.rpartition("@")[2], maxsplit=1)[0]
        real = kind == "ip" or name[-1:].isdigit() or is_top_level(name.rpartition(".")[2])
        return named and real and not host.startswith(_VOCABULARIES) and "no scheme" not in sighting.how
    if kind == "email":
        return len(value.partition("@")[0]) > 2
    return kind in _CHECKED
