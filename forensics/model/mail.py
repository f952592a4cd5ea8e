"""A mail that has been read once: where its parts lie in the bytes, and what they say.

Structure (headers, parts, offsets) is there at once. What costs time - decoded headers, texts, hashes, the route - is worked
out at the first look and kept. The functions that do so are handed in by the wing that owns them (``wings``), so that a
record calls nobody upstairs. ``defects`` looks at everything, so its answer never depends on what was looked at before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from forensics.model.authentication import Authentication
from forensics.model.defect import Defect
from forensics.model.finding import Finding, Opinion
from forensics.model.hop import Address, Hop
from forensics.model.observable import Sighting
from forensics.model.page import HtmlPage
from forensics.model.route import OriginClaim, Route

Wing = Callable[..., Any]
"""``wing(mail)``, or ``wing(mail, name)`` for what is asked by name; it must not keep the mail, only put answers into it."""


@dataclass(frozen=True, slots=True)
class Header:
    """One header field as it stands in the bytes (RFC 5322 section 2.2)."""

    name: str
    """As written, without the colon; bytes outside ASCII as Latin-1."""
    raw: bytes
    """Everything behind the colon, folding included, without the last line end."""
    offset: int
    """Byte offset of the name within the mail's ``raw``."""


@dataclass(frozen=True, slots=True)
class Part:
    """One MIME entity (RFC 2046): where it lies and what it says it is."""

    path: str
    """``1``, ``1.2``: the numbers an IMAP client would use; the mail itself, when it has no parts, is ``1``."""
    content_type: str
    """Lower-case ``type/subtype`` as read; ``text/plain`` where none was given."""
    parameters: Mapping[str, str]
    """Decoded parameters of Content-Type, lower-case names."""
    encoding: str
    """Content-Transfer-Encoding as understood: 7bit, 8bit, binary, base64, quoted-printable, x-uuencode."""
    disposition: str
    """``attachment``, ``inline`` or empty."""
    name: str
    """The file name that the mail gives, decoded, from Content-Disposition or else Content-Type; hostile text."""
    content_id: str
    fields: Sequence[tuple[bytes, bytes]]
    """Name and raw value of each header field of the part, in order."""
    start: int
    """Byte offset of the body within the mail's ``raw``."""
    end: int
    """Offset one past the last byte of the body."""

    @property
    def is_multipart(self) -> bool:
        """Whether the part is a container of others."""
        return self.content_type.startswith("multipart/")


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text part, decoded."""

    part: str
    content_type: str
    text: str
    """Line ends as ``\\n``; for text/html the source."""
    charset: str
    """The charset that was used (WHATWG name), whatever was declared."""
    declared: str
    """The label as declared, empty when none."""
    attached: bool = False
    """Sent as an attachment, so not part of what a reader sees at once (and not of ``Mail.text``)."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is not body text: its names, its types, its hash."""

    part: str
    name: str
    """As the mail gives it, decoded; hostile. Empty when it gives none."""
    other_name: str
    """The name in Content-Type where it differs from ``name``: two names for one file are a trick."""
    safe_name: str
    """One path component for any file system, at most 255 bytes, unique within the mail ignoring case."""
    declared_type: str
    sniffed_type: str
    """What the first bytes say, as a media type; ``application/octet-stream`` where they say nothing."""
    size: int
    """Bytes after decoding."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A point on which a second mail parser read the same bytes differently: often the point of an attack."""

    what: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True, eq=False)
class Mail:
    """One mail. Everything readable in it is hostile text until ``forensics.safe`` has made it harmless."""

    raw: bytes = field(repr=False)
    fields: Sequence[tuple[bytes, bytes]] = field(repr=False)
    """Name and raw value of each header field in the order of the bytes, none left out (up to 100,000, then a defect says so)."""
    parts: tuple[Part, ...] = field(repr=False)
    """Depth first, containers included."""
    exhibit: str = ""
    wings: Mapping[str, Wing] = field(default_factory=dict, repr=False)
    _kept: dict[str, Any] = field(default_factory=dict, repr=False)
    _asked: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False)

    def _look(self, what: str) -> Any:
        try:
            return self._kept[what]
        except KeyError:
            pass  # asked for the first time
        if what not in self.wings:
            raise LookupError(f"this mail was read without what works out {what!r}: use forensics.read_mail")
        kept = self._kept[what] = self.wings[what](self)
        return kept

    def _ask(self, what: str, name: str) -> Any:
        key = (what, name)
        try:
            return self._asked[key]
        except KeyError:
            pass  # asked for the first time
        if what not in self.wings:
            raise LookupError(f"this mail was read without what works out {what!r}: use forensics.read_mail")
        kept = self._asked[key] = self.wings[what](self, name)
        return kept

    def with_wings(self, wings: Mapping[str, Wing], exhibit: str = "") -> Mail:
        """The same mail with further (or other) functions for what is worked out later; nothing is read again."""
        kept = {key: value for key, value in self._kept.items() if key not in wings}
        asked = {key: value for key, value in self._asked.items() if key[0] not in wings}
        return replace(self, wings={**self.wings, **wings}, exhibit=exhibit or self.exhibit, _kept=kept, _asked=asked)

    # -- headers
    @property
    def headers(self) -> tuple[Header, ...]:
        """The header fields with their byte offsets."""
        known: tuple[Header, ...] = self._look("headers")
        return known

    def header(self, name: str) -> str | None:
        """The first header of that name, unfolded and decoded; None when there is none."""
        values = self.header_all(name)
        return values[0] if values else None

    def header_all(self, name: str) -> tuple[str, ...]:
        """Every header of that name, top to bottom, unfolded and decoded."""
        known: tuple[str, ...] = self._ask("decoded", name)
        return known

    @property
    def key_headers(self) -> Mapping[str, tuple[str, ...]]:
        """The headers a first look needs (``forensics.parse.KEY_HEADERS``), those that are there, decoded; lower-case names."""
        known: Mapping[str, tuple[str, ...]] = self._look("key_headers")
        return known

    @property
    def all_headers(self) -> Mapping[str, tuple[str, ...]]:
        """Every header, decoded: lower-case name -> values top to bottom, names in the order of their first line."""
        known: Mapping[str, tuple[str, ...]] = self._look("all_headers")
        return known

    @property
    def subject(self) -> str | None:
        """The first Subject, decoded; None when there is none."""
        return self.header("subject")

    @property
    def from_(self) -> tuple[Address, ...]:
        """The mailboxes of the first From header. Anyone may write anything here."""
        return self.addresses("from")

    @property
    def from_address(self) -> str:
        """Address of the first From mailbox, empty when there is none."""
        return next((a.address for a in self.from_ if a.address), "")

    @property
    def from_name(self) -> str:
        """Display name of the first From mailbox: free text of the sender."""
        return next((a.name for a in self.from_ if a.address or a.name), "")

    @property
    def reply_to(self) -> tuple[Address, ...]:
        """Where answers go (RFC 5322 section 3.6.2)."""
        return self.addresses("reply-to")

    @property
    def return_path(self) -> str:
        """Envelope sender as the last server wrote it (RFC 5321 section 4.4)."""
        return next((a.address for a in self.addresses("return-path")), "")

    @property
    def to(self) -> tuple[Address, ...]:
        """The mailboxes of all To headers (RFC 5322 section 4.5.3 reads several as one)."""
        return self.addresses("to")

    def addresses(self, name: str) -> tuple[Address, ...]:
        """The mailboxes of the first header of that name; of To, Cc and Bcc those of all."""
        known: tuple[Address, ...] = self._ask("addresses", name)
        return known

    @property
    def message_id(self) -> str:
        """Message-ID with its angle brackets, empty when there is none."""
        return (self.header("message-id") or "").strip()

    @property
    def date(self) -> datetime | None:
        """The Date header: a claim of the sender, with the sender's zone. None when missing or impossible."""
        known: datetime | None = self._look("date")
        return known

    @property
    def route(self) -> tuple[Hop, ...]:
        """Received lines, topmost (last) first."""
        known: tuple[Hop, ...] = self._look("route")
        return known

    # -- body
    @property
    def text(self) -> str:
        """All that the mail says: plain parts, HTML lines that no plain part has, and the texts of forwarded mails."""
        known: str = self._look("text")
        return known

    @property
    def text_parts(self) -> tuple[TextPart, ...]:
        """Every text part, decoded."""
        known: tuple[TextPart, ...] = self._look("text_parts")
        return known

    @property
    def pages(self) -> tuple[HtmlPage, ...]:
        """Every HTML part, read once."""
        known: tuple[HtmlPage, ...] = self._look("pages")
        return known

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Parts that are no body text, with names, types and hashes."""
        known: tuple[Attachment, ...] = self._look("attachments")
        return known

    @property
    def nested(self) -> tuple[tuple[str, Mail], ...]:
        """Mails inside this one (message/rfc822, attached .eml) with the path of the part that holds each."""
        known: tuple[tuple[str, Mail], ...] = self._look("nested")
        return known

    def payload(self, path: str) -> bytes:
        """The bytes of the part after its transfer encoding has been undone."""
        known: bytes = self._ask("payload", path)
        return known

    @property
    def language(self) -> str:
        """ISO 639-1 code of the body's main language, ``und`` when it cannot be told."""
        known: str = self._look("language")
        return known

    # -- judgement
    @property
    def defects(self) -> tuple[Defect, ...]:
        """Everything that could not be read as written; sorted as found, structure first."""
        known: tuple[Defect, ...] = self._look("defects")
        return known

    @property
    def trust(self) -> Route:
        """The route, judged: which lines own servers wrote, where the mail came in, what is odd about the way."""
        known: Route = self._look("trust")
        return known

    @property
    def origin_claims(self) -> tuple[OriginClaim, ...]:
        """Headers that claim to know the sender's address or account (X-Originating-IP and the like)."""
        known: tuple[OriginClaim, ...] = self._look("origin_claims")
        return known

    @property
    def authentication(self) -> Authentication:
        """What was said of SPF, DKIM and DMARC and by whom, what we verified ourselves, what cannot be verified any more."""
        known: Authentication = self._look("authentication")
        return known

    @property
    def sightings(self) -> tuple[Sighting, ...]:
        """What the mail names, as the extract wing found it."""
        known: tuple[Sighting, ...] = self._look("sightings")
        return known

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say of it."""
        known: tuple[Finding, ...] = self._look("findings")
        return known

    @property
    def verdict(self) -> Opinion:
        """What the mail is as a whole, weighed from its findings: ``unclear`` where the evidence is thin."""
        known: Opinion = self._look("verdict")
        return known

    def checklist(self, language: str = "") -> Any:
        """The questions that a layman asks, answered from the findings, as a page that shows itself (``en`` or ``ja``)."""
        return self._look("checklist")(language)

    def second_opinion(self) -> tuple[Disagreement, ...]:
        """Where the ``mail-parser`` library reads this mail differently. Slow (some 5 ms), so only when asked."""
        known: tuple[Disagreement, ...] = self._look("second_opinion")
        return known

    def _repr_html_(self) -> str | None:
        """For notebooks: whatever the desk handed in as wing ``html``; without it Jupyter falls back to the repr."""
        return cast("str | None", self._look("html")) if "html" in self.wings else None

    def __str__(self) -> str:
        return cast("str", self._look("plain")) if "plain" in self.wings else repr(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """For IPython in a terminal: the whole mail, as ``print`` shows it."""
        printer.text("..." if cycle else str(self))
