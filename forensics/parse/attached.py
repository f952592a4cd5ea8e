"""The attachments of a mail: which of its parts are files to a reader, with their names, types and hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import cast

from forensics.model.mail import Attachment, Mail, Part
from forensics.parse import tnef
from forensics.parse.attachments import is_file, safe_name, sniff


def by_path(mail: Mail) -> Mapping[str, Part]:
    """The parts of a mail by their paths, told once."""
    kept = mail._kept  # noqa: SLF001 - this wing fills the record it made
    if "by path" not in kept:
        kept["by path"] = {part.path: part for part in mail.parts}
    return cast("Mapping[str, Part]", kept["by path"])


def attachments(mail: Mail) -> tuple[Attachment, ...]:
    """Every part that a reader is shown as a file, and the files that lie in a ``winmail.dat``."""
    taken: dict[str, int] = {}
    found = []
    places = by_path(mail)
    for part in mail.parts:
        if part.is_multipart or (part.content_type.startswith("text/") and not is_file(part, places)):
            continue
        data = mail.payload(part.path)
        other = part.parameters.get("name", "")
        kind = part.content_type
        found.append(_attachment(part.path, (part.name, other if other != part.name else ""), kind, data, taken))
        if data.startswith(tnef.MAGIC):
            kept: dict[str, bytes] = mail._kept.setdefault("payloads", {})  # noqa: SLF001 - this wing fills the record it made
            for n, (name, content) in enumerate(tnef.files(data), 1):
                path = f"{part.path}.t{n}"
                kept[path] = content
                found.append(_attachment(path, (name, ""), "application/octet-stream", content, taken))
    return tuple(found)


def _attachment(part: str, names: tuple[str, str], declared: str, data: bytes, taken: dict[str, int]) -> Attachment:
    name, other = names
    return Attachment(
        part=part,
        name=name,
        other_name=other,
        safe_name=safe_name(name, part, declared, taken),
        declared_type=declared,
        sniffed_type=sniff(data),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
