"""Zip archives: what analysts get mails in, often with the password ``infected`` so that no scanner touches them.

A zip is written by whoever attacks, so nothing in it is believed: sizes are counted, not read; names are only shown, never
used as paths; depth, number and expansion are bounded. The archive itself is kept as evidence beside its members.
"""

from __future__ import annotations

import contextlib
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from forensics.model.evidence import Source
from forensics.parse.blob import Blob
from forensics.parse.items import Item
from forensics.safe.unpacking import UNREADABLE_ZIP

PASSWORD = "infected"
DEPTH = 3
"""Zips within zips."""
MEMBERS = 200_000
"""In one archive with all archives in it."""
EXPANSION = 200
"""Times the size of the archive, over all its members, once they exceed FREE. Mail packs about 1:5, a bomb 1:1000."""
FREE = 100 << 20
IN_MEMORY = 8 << 20
"""A member that is larger goes into a temporary file."""
_BLOCK = 1 << 20
_UNICODE_PATH = 0x7075  # Info-ZIP extra field: the name in UTF-8 beside one in some local code page


class _Stopped(Exception):
    """A limit was reached."""


@dataclass(slots=True)
class Allowance:
    """What may still be unpacked from one file that was handed in."""

    password: str
    packed: int
    """Size of that file, bytes."""
    depth: int = 0
    members: int = 0
    unpacked: int = 0

    def another(self) -> None:
        """Count an entry."""
        self.members += 1
        if self.members > MEMBERS:
            raise _Stopped(f"more than {MEMBERS} entries")

    def grown(self, n: int) -> None:
        """Count bytes that were unpacked."""
        self.unpacked += n
        if self.unpacked > max(FREE, EXPANSION * self.packed):
            raise _Stopped(f"it grows to more than {EXPANSION} times its size: a decompression bomb?")

    def passwords(self) -> list[bytes]:
        """To be tried, in order; a Japanese password may have been typed under Windows."""
        words = dict.fromkeys((self.password, PASSWORD))
        tries = [word.encode(code, "ignore") for word in words for code in ("utf-8", "cp932")]
        return list(dict.fromkeys(each for each in tries if each))


Look = Callable[[Blob, Allowance], Iterator[Item]]


def members(blob: Blob, allowance: Allowance, look: Look) -> Iterator[Item]:
    """What is in the archive, each through ``look``, then the archive itself as a file with what could not be read of it."""
    trouble: list[str] = []
    if allowance.depth >= DEPTH:
        trouble.append(f"not opened: more than {DEPTH} archives inside each other")
    else:
        allowance.depth += 1
        try:
            with blob.open() as file, zipfile.ZipFile(file) as archive:
                for info in archive.infolist():
                    if not info.is_dir():
                        allowance.another()
                        yield from _member(blob, file, archive, info, allowance, look, trouble)
        except UNREADABLE_ZIP as error:
            trouble.append(f"the archive is damaged: {error}")
        except _Stopped as error:
            trouble.append(f"unpacking stopped: {error}")
        finally:
            allowance.depth -= 1
    problem = "; ".join(trouble[:3]) + (f"; and {len(trouble) - 3} more" if len(trouble) > 3 else "")
    yield blob.item("file", "zip", problem)


def _member(
    blob: Blob,
    file: BinaryIO,
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    allowance: Allowance,
    look: Look,
    trouble: list[str],
) -> Iterator[Item]:
    shown = f"{blob.shown}!{member_name(info)}"
    try:
        with _unpacked(file, archive, info, allowance, shown) as member:
            yield from look(member, allowance)
    except UNREADABLE_ZIP as error:
        words = _words(error, info)
        trouble.append(f"{member_name(info)}: {words}")
        yield Item("file", "none", Source(shown), problem=words)


@contextlib.contextmanager
def _unpacked(
    file: BinaryIO, archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance, shown: str
) -> Iterator[Blob]:
    """The member's bytes, in memory or, when they are many, in a temporary file."""
    head, source = b"", _stretches(file, archive, info, allowance)
    for stretch in source:
        head += stretch
        if len(head) > IN_MEMORY:
            break
    else:
        yield Blob.of_bytes(head, shown)
        return
    with tempfile.NamedTemporaryFile(prefix="forensics-") as spool:
        spool.write(head)
        del head
        for stretch in source:
            spool.write(stretch)
        spool.flush()
        yield Blob.of_file(spool.name, shown, passing=True)


def _stretches(
    file: BinaryIO, archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance
) -> Iterator[bytes]:
    encrypted, unusual = info.flag_bits & 1, info.compress_type not in (0, 8, 12, 14)
    source = _streamed(file, info, allowance) if encrypted or unusual else _plain(archive, info)
    for stretch in source:
        allowance.grown(len(stretch))
        yield stretch


def _plain(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as member:
        while stretch := member.read(_BLOCK):
            yield stretch


def _streamed(file: BinaryIO, info: zipfile.ZipInfo, allowance: Allowance) -> Iterator[bytes]:
    """Encrypted members, and Deflate64: the standard library is slow at the one and cannot do the other.

    The stream reader is started at this member's own header, so that one member's trouble is not the next one's.
    """
    from stream_unzip import UnzipError, stream_unzip  # takes a fifth of a second, and few zips need it

    tries = allowance.passwords() if info.flag_bits & 1 else [b""]
    for n, password in enumerate(tries, start=1):
        try:
            _, _, stretches = next(
                stream_unzip(_from(file, info.header_offset), password=password or None, chunk_size=_BLOCK)
            )
            yield next(stretches, b"")
        except UnzipError as error:
            if n == len(tries):
                raise ValueError(_words(error, info)) from error
            continue
        try:
            yield from stretches
        except UnzipError as error:
            raise ValueError(_words(error, info)) from error
        return


def _from(file: BinaryIO, offset: int) -> Iterator[bytes]:
    while True:
        file.seek(offset)
        data = file.read(_BLOCK)
        if not data:
            return
        offset += len(data)
        yield data


def _words(error: Exception, info: zipfile.ZipInfo) -> str:
    if not info.flag_bits & 1:
        return str(error) or type(error).__name__
    if "Password" in type(error).__name__:
        return "encrypted, and the password does not open it: give it with --password"
    return f"encrypted and damaged, or the password is wrong: {str(error) or type(error).__name__}"


def member_name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant. Without the UTF-8 flag it is in the code page of who packed it: in Japan, CP932."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    extra = info.extra
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<L", field, 1)[0] == zlib.crc32(raw):
            return field[5:].decode("utf-8", "replace")
    for code in ("ascii", "utf-8", "cp932"):
        try:
            return raw.decode(code)
        except UnicodeDecodeError:
            continue
    return info.orig_filename
