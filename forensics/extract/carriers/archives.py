"""Zip files as attachments, read member by member within bounds; Office files of today are such zips too.

Why it matters: everything about a zip is the sender's claim. Sizes are counted while unpacking and not read, names are shown and never
used as paths, and a member that grows a thousandfold is left alone: deflate packs zeros 1,032 to 1 (RFC 1951), documents about 10 to 1.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from forensics.extract.carriers.place import Budget, Place, limit
from forensics.model.observable import Sighting
from forensics.safe.unpacking import UNREADABLE_ZIP

MOST_MEMBERS = 2_000
"""Listed in one archive. A presentation with 300 slides has about 1,500."""
LARGEST_MEMBER = 16 << 20
"""Bytes of one member."""
EXPANSION = 300
"""Times the packed size that one member may grow, once it is above ``FREE``."""
FREE = 1 << 20
_BLOCK = 1 << 16


class Archive:
    """One zip that was opened; ``trouble`` is told once at the end."""

    def __init__(self, data: bytes, place: Place, budget: Budget) -> None:
        self.place, self.budget = place, budget
        self.trouble: list[str] = []
        self.infos: list[zipfile.ZipInfo] = []
        self._zip: zipfile.ZipFile | None = None
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.infos = [info for info in self._zip.infolist() if not info.is_dir()]
        except UNREADABLE_ZIP as error:
            self.trouble.append(f"zip not read: {type(error).__name__}")
        if len(self.infos) > MOST_MEMBERS:
            self.trouble.append(f"zip with {len(self.infos)} members, read {MOST_MEMBERS}")
            del self.infos[MOST_MEMBERS:]

    @property
    def names(self) -> list[str]:
        """The members' names, in the order of the directory."""
        return [info.filename for info in self.infos]

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """The member's bytes, up to the limits; empty where it cannot be read (the reason is kept)."""
        if self._zip is None:
            return b""
        if info.flag_bits & 1:
            self.trouble.append("zip member is encrypted")
            return b""
        most = min(LARGEST_MEMBER, self.budget.unpacked, max(FREE, EXPANSION * info.compress_size))
        out: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as member:
                while block := member.read(_BLOCK):
                    size += len(block)
                    if size > most:
                        self.trouble.append(f"zip member grows above {most} bytes")
                        break
                    out.append(block)
        except UNREADABLE_ZIP as error:
            self.trouble.append(f"zip member not read: {type(error).__name__}")
        self.budget.unpacked -= min(size, most)
        return b"".join(out)

    def told(self, where: str) -> Iterator[Sighting]:
        """What could not be read, each reason once."""
        for what in dict.fromkeys(self.trouble):
            yield limit(self.place, where, what)
