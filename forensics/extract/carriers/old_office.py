"""Office files of before 2007 (OLE compound files, MS-CFB) and RTF.

Why it matters: offenders like the old formats, since fewer programs look into them: an RTF can carry an object that is run when the file is
opened, a ``.doc`` its macros and links. Streams are put together by olefile and swept for links (``strings``); a file that olefile cannot
take apart is swept as it lies. In RTF the fields and the words are read (RTF 1.9.1), objects are noted and their bytes swept.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

from forensics.extract.carriers import strings
from forensics.extract.carriers.place import Place, active, limit, pointed, read, without_repeats
from forensics.model.observable import Sighting

MOST_STREAMS = 1_000
_MACROS = re.compile(r"(?i)(?:^|/)(?:_VBA_PROJECT(?:_CUR)?|VBA)(?:/|$)")
_OBJECT = re.compile(r"(?i)(?:\x01Ole10Native|ObjectPool)(?:/|$)")
_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32}+)(-?[0-9]{1,10})? ?|\\(.)|([{}])|[\r\n]++|([^\\{}\r\n]++)", re.DOTALL
)
_SKIPPED = frozenset(b"fonttbl colortbl stylesheet pict themedata colorschememapping latentstyles datastore generator objdata listtable rsidtbl xmlnstbl".split())  # fmt: skip
_BREAKS = {b"par": b"\n", b"line": b"\n", b"row": b"\n", b"cell": b" ", b"tab": b" "}
_FIELD = re.compile(
    r"(?i)\b(HYPERLINK|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK)\s{1,8}(?:\\[a-z]\s{1,8}){0,4}\"?([^\"\s]{4,4000})"
)
_DDE = re.compile(r"(?i)\bDDE(?:AUTO)?\s{1,8}.{3,300}")
_CODE_PAGE = re.compile(rb"\\ansicpg([0-9]{1,5})")
_HEX = re.compile(rb"[^0-9a-fA-F]++")
DEEPEST = 500
"""Groups within each other in an RTF; what is deeper is read as if it stood there."""


def ole(data: bytes, place: Place) -> Iterator[Sighting]:
    """What a compound file names."""
    import olefile

    yield from without_repeats(_streams(data, place, olefile))


def _streams(data: bytes, place: Place, olefile: type) -> Iterator[Sighting]:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:  # type: ignore[attr-defined]  # the module has no types
            names = ["/".join(path) for path in file.listdir()]
            if any(_MACROS.search(name) for name in names):
                yield active(place, "office macros", "macros", next(name for name in names if _MACROS.search(name)))
            if any(_OBJECT.search(name) for name in names):
                yield active(place, "office object", "embedded object", "")
            if "EncryptedPackage" in names:
                yield limit(place, "office file", "the document is encrypted")
            if len(names) > MOST_STREAMS:
                yield limit(place, "office file", f"{len(names)} streams, read {MOST_STREAMS}")
            left = strings.MOST
            for path in file.listdir()[:MOST_STREAMS]:
                stream = file.openstream(path).read(left)
                left -= len(stream)
                yield from strings.sightings(stream, place)
                if left <= 0:
                    yield limit(place, "office file", f"streams cut after {strings.MOST} bytes")
                    break
    # olefile's readers let through what a broken table makes of them
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, OverflowError, RecursionError, MemoryError):  # fmt: skip
        yield limit(place, "office file", "compound file damaged")
        yield from strings.sightings(data, place)


def rtf(data: bytes, place: Place) -> Iterator[Sighting]:
    """Fields, words and objects of an RTF."""
    yield from without_repeats(_rtf(data, place))


def _rtf(data: bytes, place: Place) -> Iterator[Sighting]:
    text, objects = rtf_text(data)
    for found in _FIELD.finditer(text):
        yield from pointed(found[2], place, "rtf field", how=found[1].upper())
    dde = _DDE.search(text)
    if dde:
        yield active(place, "rtf field", "DDE", dde.group())
    for binary in objects:
        yield active(place, "rtf object", "embedded object", binary[:400].decode("latin-1"))
        yield from strings.sightings(bytes.fromhex(_even(_HEX.sub(b"", binary)).decode("ascii")), place, "rtf object")
    template = re.search(rb"\\\*\\template\s{0,8}([^\\{}]{4,2000})", data)
    if template:
        target = template[1].decode("latin-1")
        yield active(place, "rtf template", "loads an external template", target)
        yield from pointed(target, place, "rtf template")
    yield from read(text, place, "rtf text")


def _even(digits: bytes) -> bytes:
    return digits[: len(digits) // 2 * 2]


def rtf_text(data: bytes) -> tuple[str, list[bytes]]:  # noqa: C901 - one loop over the tokens, a branch for each kind
    """(words and fields, the hexadecimal data of each object). One pass, whatever is nested how."""
    page = _CODE_PAGE.search(data[:4096])
    out: list[bytes] = []
    objects: list[list[bytes]] = []
    stack: list[tuple[bool, bool]] = []
    skip = gathering = False
    fallback = 0
    for found in _TOKEN.finditer(data):
        byte, word, number, symbol, brace, text = found.groups()
        if brace == b"{":
            if len(stack) < DEEPEST:
                stack.append((skip, gathering))
        elif brace == b"}":
            skip, gathering = stack.pop() if stack else (False, False)
        elif word is not None:
            low = word.lower()
            if low in _SKIPPED:
                skip = True
                if low == b"objdata":
                    gathering = True
                    objects.append([])
            elif low == b"u" and number and not skip:
                out.append(b"\\u%d;" % (int(number) % 65536))
                fallback = 1
            elif low in _BREAKS and not skip:
                out.append(_BREAKS[low])
        elif gathering and text:
            objects[-1].append(text)
        elif not skip:
            said = (
                bytes.fromhex(byte.decode())
                if byte
                else (symbol if symbol in (b"\\", b"{", b"}") else b"")
                if symbol
                else (text or b"")
            )
            if fallback and said:
                said, fallback = said[1:], 0
            out.append(said)
    codec = f"cp{page[1].decode()}" if page and page[1] in _CODE_PAGES else "cp1252"
    words = b"".join(out).decode(codec, "replace")
    words = re.sub(r"\\u([0-9]{1,5});", lambda each: chr(int(each[1])), words)
    return words, [b"".join(each) for each in objects]


_CODE_PAGES = frozenset(b"874 932 936 949 950 1250 1251 1252 1253 1254 1255 1256 1257 1258".split())
