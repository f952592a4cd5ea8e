"""The MIME tree of a mail (RFC 2046): header block and body span -> parts with their offsets.

Built at once, without decoding. Where the structure is broken the parts that can be told apart are kept, what cannot is one
text part, and a defect says so: an analyst must be able to read what a victim's mail program might have shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forensics.model.defect import Defect
from forensics.model.mail import Part
from forensics.parse.parameters import media_type, parameters
from forensics.parse.scan import find_parts, guess_boundary, scan_headers
from forensics.parse.transfer import transfer_encoding
from forensics.parse.uuencoded import files
from forensics.parse.words import decode_header, unfold

Fields = Sequence[tuple[bytes, bytes]]
MAX_DEPTH = 64
MAX_PARTS = 25_000
_FILE = "application/octet-stream"
_NO_PARAMETERS: Mapping[str, str] = {}
_C = frozenset(b"cC")
_MIME_NAMES = {
    name.encode(): name for name in ("content-type", "content-transfer-encoding", "content-disposition", "content-id")
}


def build(raw: bytes, headers: Fields, body: int, end: int, defects: list[Defect]) -> tuple[Part, ...]:
    """Every part, containers included, depth first."""
    builder = _Builder(raw, defects)
    builder.add(headers, body, end, "", 0, "text/plain")
    return tuple(builder.parts)


class _Builder:
    """One walk over the tree; recursion is bounded by MAX_DEPTH."""

    __slots__ = ("defects", "full", "parts", "raw")

    def __init__(self, raw: bytes, defects: list[Defect]) -> None:
        self.raw = raw
        self.defects = defects
        self.parts: list[Part] = []
        self.full = False

    def say(self, code: str, path: str, detail: str = "") -> None:
        self.defects.append(Defect(code, f"part {path}" if path else "", detail[:200]))

    def add(self, headers: Fields, start: int, end: int, path: str, depth: int, default: str) -> None:
        mime = self.mime_headers(headers, path)
        content_type, values, every = self.content_type(mime.get("content-type"), path, default)
        multipart = content_type.startswith("multipart/")
        if multipart and depth >= MAX_DEPTH:
            self.say("nesting-limit", path, f"deeper than {MAX_DEPTH} multiparts: kept as one text part")
            content_type, multipart = "text/plain", False
        encoding, known = ("7bit", True)
        if "content-transfer-encoding" in mime:
            encoding, known = transfer_encoding(unfold(mime["content-transfer-encoding"]).decode("latin-1"))
            if not known:
                self.say("transfer-encoding-unknown", path, mime["content-transfer-encoding"].decode("latin-1").strip())
        if not multipart:
            self.leaf(headers, mime, content_type, values, every, encoding, start, end, path or "1")
            return
        spans = self.spans(values, every, start, end, path)
        if spans is None and encoding in ("base64", "quoted-printable"):
            # The standard forbids encoding a multipart; who does so gets it read as a mail within the mail.
            self.say("encoded-multipart", path)
            self.leaf(headers, mime, "message/rfc822", values, every, encoding, start, end, path or "1")
            return
        if spans is None:
            self.leaf(headers, mime, "text/plain", values, every, encoding, start, end, path or "1")
            return
        self.parts.append(Part(path or "0", content_type, values, encoding, "", "", "", headers, start, end))
        inner = "message/rfc822" if content_type == "multipart/digest" else "text/plain"
        for n, (first, last) in enumerate(spans, 1):
            if len(self.parts) >= MAX_PARTS:
                if not self.full:
                    self.full = True
                    self.say("too-many-parts", path, f"only the first {MAX_PARTS} are listed")
                return
            below = f"{path}.{n}" if path else str(n)
            found, body = scan_headers(self.raw, first, last, self.defects, f"part {below}")
            self.add(found, body, last, below, depth + 1, inner)

    def mime_headers(self, headers: Fields, path: str) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for name, raw in headers:
            if name[0] in _C and (key := _MIME_NAMES.get(name.lower())):
                if key in found and unfold(found[key]) != unfold(raw):
                    self.say("header-twice", path, key)
                found.setdefault(key, raw)
        return found

    def content_type(
        self, raw: bytes | None, path: str, default: str
    ) -> tuple[str, Mapping[str, str], Mapping[str, list[str]]]:
        if raw is None:
            return default, _NO_PARAMETERS, {}
        head, values, every, codes = parameters(raw)
        for code in dict.fromkeys(codes):
            self.say(code, path, "Content-Type")
        kind = media_type(head)
        if not kind:
            if head.strip():
                self.say("content-type-invalid", path, head)
            if head.strip(' \t/"').lower() == "multipart":
                return "multipart/mixed", values, every
            return default, values, every
        return kind, values, every

    def spans(
        self, values: Mapping[str, str], every: Mapping[str, list[str]], start: int, end: int, path: str
    ) -> list[tuple[int, int]] | None:
        """The bodies of a multipart, or None where no delimiter can be found."""
        named = [b for b in every.get("boundary", ()) if b.strip()] or [values.get("boundary", "")]
        boundary = b""
        for text in named:
            candidate = text.rstrip().encode("utf-8", "surrogateescape")
            if candidate and self.raw.find(b"--" + candidate, start, end) >= 0:
                boundary = candidate
                break
        if not boundary:
            boundary = guess_boundary(self.raw, start, end)
            what = "boundary-missing" if not any(named) else "boundary-not-found"
            self.say(what, path, "delimiters guessed from the body" if boundary else "read as one part")
            if not boundary:
                return None
        bodies, preamble_end, epilogue, closed, after = find_parts(self.raw, start, end, boundary)
        if not bodies and not closed:
            self.say("boundary-not-found", path, "read as one part")
            return None
        if not closed:
            self.say("multipart-not-closed", path)
        if after:
            self.say("parts-after-close", path)
        for what, outside in (("preamble", self.raw[start:preamble_end]), ("epilogue", self.raw[epilogue:end])):
            if b"://" in outside or b"@" in outside:
                self.say("text-outside-parts", path, f"{what} of {len(outside)} bytes")
        return bodies

    def leaf(  # noqa: PLR0913, PLR0917 - all that has been read of the part on the way
        self,
        headers: Fields,
        mime: Mapping[str, bytes],
        content_type: str,
        values: Mapping[str, str],
        every: Mapping[str, list[str]],
        encoding: str,
        start: int,
        end: int,
        path: str,
    ) -> None:
        disposition = name = ""
        if "content-disposition" in mime:
            head, given, _, codes = parameters(mime["content-disposition"])
            for code in dict.fromkeys(codes):
                self.say(code, path, "Content-Disposition")
            disposition = head.strip().strip('"').lower().split(" ")[0]
            name = given.get("filename", "")
        other = values.get("name", "")
        if name and other and name != other:
            self.say("two-file-names", path, f"{name} / {other}")
        del every
        content_id = unfold(mime["content-id"]).decode("latin-1").strip("<>") if "content-id" in mime else ""
        kind = "attachment" if disposition and disposition != "inline" else disposition
        self.parts.append(
            Part(path, content_type, values, encoding, kind, name or other, content_id, headers, start, end)
        )
        if content_type == "text/plain" and encoding in ("7bit", "8bit", "binary"):
            self.files_in_text(start, end, path)

    def files_in_text(self, start: int, end: int, path: str) -> None:
        """What stands uuencoded in a text is a file to its reader; the text keeps it as well."""
        for n, (written, first, last, closed) in enumerate(files(self.raw, start, end), 1):
            if len(self.parts) >= MAX_PARTS:
                return
            if not closed:
                self.say("uuencode-not-closed", path)
            name, _ = decode_header(written)
            self.parts.append(
                Part(f"{path}.u{n}", _FILE, _NO_PARAMETERS, "x-uuencode", "attachment", name, "", (), first, last)
            )
