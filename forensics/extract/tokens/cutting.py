"""A link as it may be shown to a third party: nothing in it that names a reader, in whatever coding.

Why it matters: looked up as it stands, a link made for one reader tells the offender (who may run the site, or read the public scan)
that the mailbox is read and by whom it was reported. Here too much cut is a smaller harm than too little: every reading of the link
is tried, base64 at each alignment, and what still names somebody after cutting goes as a whole.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Iterator

from forensics.domains import registrable
from forensics.extract.tokens.coded import plain
from forensics.extract.tokens.names import other_at
from forensics.extract.tokens.readers import ROLES, SHORTEST_LOCAL, Readers, alignments, readers, turned

CUT = "[recipient]"
LONGEST = 8_192
"""Characters of a path that are shown. A longer one is data rather than a place, and goes as a whole."""
WIDEST = 4
"""Segments that may hold a coded address together."""
DEEPEST = 3
MOST_READ = 64 * LONGEST
"""Characters of all readings together; where there are more, the text is taken for one that hides something."""

_BASE64 = re.compile(r"[A-Za-z0-9+/\-_]{6,}+")
_HEX = re.compile(r"[0-9A-Fa-f]{10,}+")
_BASE32 = re.compile(r"[A-Za-z2-7]{10,}+")
_SPACED_HEX = re.compile(r"[0-9A-Fa-f]{2}(?:[-_:.,][0-9A-Fa-f]{2}){5,}+")
_SPACED_NUMBERS = re.compile(r"\d{2,3}(?:[-_:.,]\d{2,3}){5,}+")
_NO_DIGIT = re.compile(r"\D")
PACKED = ("eA", "eF", "eJ", "eN", "H4sI")
"""How base64 begins of data that was packed with zlib or gzip before."""
MOST_UNPACKED = 4_096
PART_OF_HASH = 16
"""Hexadecimal digits of a reader's hash that nobody else has by chance."""
_NOT_WORD = re.compile(r"[^a-z0-9\x80-\U0010ffff]++")
_WORD = re.compile(r"[^\s/?&#=;,:|~()\[\]<>\"']{3,}+")


def cut(url: str, addresses: Iterable[str] = (), domains: Iterable[str] = ()) -> str:
    """The link without user name, query and fragment, and without any label of the host or segment of the path that names a reader.

    Any mail address counts, known or not. What else may name a recipient (a number, a hash of something else) cannot be told here.
    """
    head = url.partition("#")[0].partition("?")[0]
    scheme, separator, rest = head.partition("://")
    if not separator:
        return head if len(head) <= LONGEST and not names(head, readers(addresses, domains)) else ""
    authority, slash, path = rest.partition("/")
    known = readers(addresses, domains)
    host = _host(authority.rpartition("@")[2], known)
    return f"{scheme}://{host}{slash}{_path(path, known)}"


def _host(written: str, known: Readers) -> str:
    """What was registered, where the labels below it name somebody."""
    host, colon, port = written.rpartition(":") if written.rpartition(":")[2].isdigit() else (written, "", "")
    own = registrable(host)
    below = host[: len(host) - len(own)].rstrip(".") if own else ""
    if below and (_in_labels(below, known) or names(below, known)):
        host = own
    return f"{host}{colon}{port}"


def _in_labels(labels: str, known: Readers) -> bool:
    """Base64 whose capitals were lost, as they are in a host."""
    text = labels.lower()
    return any(
        stretch.lower() in text
        for each in known.known
        for spelling in _spellings(each.address)
        for stretch in alignments(spelling.encode("utf-8", "replace"))
    )


def _path(path: str, known: Readers) -> str:
    if len(path) > LONGEST:
        return CUT
    if not names(path, known):
        return path
    segments = path.split("/")
    named = [False] * len(segments)
    for width in range(1, WIDEST + 1):  # standard base64 has slashes of its own
        for n in range(len(segments) - width + 1):
            if not any(named[n : n + width]) and names("/".join(segments[n : n + width]), known):
                named[n : n + width] = [True] * width
    domains = {each.domain for each in known.known}
    kept = [
        CUT if told or any(domain in segment.lower() for domain in domains) else segment
        for told, segment in zip(named, segments, strict=True)
    ]
    return CUT if names("/".join("" if segment == CUT else segment for segment in kept), known) else "/".join(kept)


def names(text: str, known: Readers) -> bool:
    """Whether any reading of a text holds an address, or a known one's hash or local part."""
    read = 0
    for reading in _readings(text):
        read += len(reading)
        if read > MOST_READ or _addressed(reading) or (known.known and _named(reading, known)):
            return True
    return False


def _readings(text: str) -> Iterator[str]:
    waiting = [(text, 0)]
    for written, depth in waiting:  # grows while it is read
        yield written
        if depth == DEEPEST:
            continue
        plainer = plain(written)
        if plainer != written:
            waiting.append((plainer, depth))
            continue
        waiting += [(decoded, depth + 1) for decoded in _decoded(written)]


def _decoded(text: str) -> Iterator[str]:
    for run in _HEX.findall(text):
        for start in (0, 1):
            pairs = run[start : len(run) - (len(run) - start) % 2]
            yield bytes.fromhex(pairs).decode("latin-1")
    for run in _SPACED_HEX.findall(text):
        yield bytes.fromhex("".join(sign for sign in run if sign.isalnum())).decode("latin-1")
    for run in _SPACED_NUMBERS.findall(text):
        yield "".join(chr(int(each)) for each in _NO_DIGIT.split(run))
    for run in _BASE64.findall(text):
        digits = run.replace("-", "+").replace("_", "/")
        for start in range(4):
            part = digits[start:]
            part = part[: len(part) - (len(part) % 4 == 1)]
            yield _readable(binascii.a2b_base64(part + "=" * (-len(part) % 4)))
        yield from (_unpacked(piece) for piece in run.split("/") if piece.startswith(PACKED))
    for run in _BASE32.findall(text):
        for start in range(8):
            part = run[start : len(run) - (len(run) - start) % 8].upper()
            tail = run[len(run) - (len(run) - start) % 8 :].upper()
            tail = tail[: {0: 0, 1: 0, 2: 2, 3: 2, 4: 4, 5: 5, 6: 5, 7: 7}[len(tail)]]
            yield _readable(base64.b32decode(part + tail + "=" * (-len(tail) % 8)))


def _readable(data: bytes) -> str:
    return data.decode("latin-1")


def _unpacked(piece: str) -> str:
    """What was packed, as far as it can be unpacked; nothing where it was no such data after all."""
    digits = piece.replace("-", "+").replace("_", "/")
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    try:
        data = binascii.a2b_base64(digits + "=" * (-len(digits) % 4))
        return _readable(zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, MOST_UNPACKED))
    except (zlib.error, binascii.Error):
        return ""


def _addressed(text: str) -> bool:
    at = text.find("@")
    while at >= 0:
        if other_at(text, at):
            return True
        at = text.find("@", at + 1)
    return False


def _spellings(address: str) -> tuple[str, ...]:
    return (address, address.upper(), address[:1].upper() + address[1:])


def _named(text: str, known: Readers) -> bool:
    lower = text.lower()
    utf8 = lower
    if not text.isascii():
        utf8 = text.encode("latin-1", "ignore").decode("utf-8", "ignore").lower()
    squeezed = _NOT_WORD.sub("", lower)
    words = set(_WORD.findall(lower))
    joined = {_NOT_WORD.sub("", word) for word in words}
    for each in known.known:
        local, domain = each.local, each.domain
        if each.address in lower or each.address in utf8:
            return True
        forms = (local, local[::-1], turned(local))
        if len(local) >= 3 and local not in ROLES and not words.isdisjoint(forms):
            return True
        if len(local) >= SHORTEST_LOCAL and local not in ROLES and _NOT_WORD.sub("", local) in joined:
            return True  # hanako.yamada as hanako-yamada
        near = _NOT_WORD.sub("", local + domain)
        squeezes = [
            near,
            near[::-1],
            *(_NOT_WORD.sub("", text) for text in (turned(local + domain), f"{local}at{domain}", domain + local)),
        ]
        if len(near) >= 5 and any(form in squeezed for form in squeezes):
            return True
    hashes = [needle.text for needle in known.any_case if not (needle.whole or needle.joined)]
    parts = [run for run in _HEX.findall(lower) if len(run) >= PART_OF_HASH]
    return any(
        each in lower or any(part in each or each[:PART_OF_HASH] in part for part in parts) for each in hashes
    ) or any(needle.text in text for needle in known.exact if not needle.whole)
