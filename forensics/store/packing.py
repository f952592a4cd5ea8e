"""How the bytes of an original lie in the database: one zstd frame, or several for what is too large to hold at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import zstandard

LEVEL = 1
PIECE = 4 << 20
"""Bytes of one stretch of a large original."""
WHOLE = 8 << 20
"""Up to this size an original is handled in one go; above it is stored in pieces, so that memory stays bounded."""

_pack = zstandard.ZstdCompressor(level=LEVEL, write_checksum=False, write_content_size=True)
_unpack = zstandard.ZstdDecompressor()


class Damaged(ValueError):
    """A stored frame does not give back what went in."""


def packed(data: bytes | memoryview) -> bytes:
    """One frame. No checksum inside: the SHA-256 beside it is one."""
    return _pack.compress(data)


def unpacked(frame: bytes, limit: int) -> bytes:
    """The bytes of a frame; Damaged when it is broken or claims more than ``limit`` bytes (a flipped length must not fill memory)."""
    try:
        size = zstandard.frame_content_size(frame)
        if size < 0 or size > limit:
            raise Damaged(f"the frame claims {size} bytes")
        return _unpack.decompress(frame, max_output_size=max(size, 1))
    except zstandard.ZstdError as error:
        raise Damaged(str(error)) from error


def digest(stretches: Iterable[bytes]) -> tuple[str, int]:
    """SHA-256 (hex) and length of bytes that come in stretches."""
    state, size = hashlib.sha256(), 0
    for stretch in stretches:
        state.update(stretch)
        size += len(stretch)
    return state.hexdigest(), size


def rejoined(frames: Iterator[bytes]) -> Iterator[bytes]:
    """The stretches of an original that was stored in pieces."""
    for frame in frames:
        yield unpacked(frame, PIECE)
