"""A report: what the case knows, handed over whole (``CaseFacts``), and the finished page made of it (``Document``).

The document is written once, in one language, with or without names; every format only draws it. It holds plain text: the
words of mails inside it are as hostile as the mails until a renderer has sent them through ``forensics.safe``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forensics.model.answer import Answer
    from forensics.model.checklist import Step
    from forensics.model.click import Click, LogRead
    from forensics.model.event import Event, Window
    from forensics.model.evidence import Evidence
    from forensics.model.finding import Finding
    from forensics.model.link import Campaign, Link
    from forensics.model.settings import CaseSettings

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """All that a report may say, in the order of the case (exhibit number, then place in the mail)."""

    settings: CaseSettings
    evidence: tuple[Evidence, ...] = ()
    """Every original, mails first, by number."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """Exhibit -> why it was kept but not read as a mail, in English."""
    mails: tuple[Row, ...] = ()
    """Rows of ``case.mails`` (the column names of that table), by exhibit."""
    observables: tuple[Row, ...] = ()
    """Rows of ``case.observables`` (one an observable: kind, value, mails, first_seen, last_seen), with ``exhibits``, the names
    of the mails in which it stands, joined by commas, where these are at hand."""
    findings: tuple[tuple[str, Finding], ...] = ()
    """(exhibit, finding) of every rule that was applied, whatever it answered."""
    names: tuple[str, ...] = ()
    """Display names under which the mails address their readers: masked in a copy that is handed out."""
    headers: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Exhibit -> its header lines from the top, (name as written, value unfolded and decoded), of the first mails of the case."""
    links: tuple[Link, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    events: tuple[Event, ...] = ()
    windows: tuple[Window, ...] = ()
    """Spans of days that extortionists claim, drawn beside the events."""
    advice: tuple[Step, ...] = ()
    """What to do now, in order; empty: the report says so in general words."""
    answers: tuple[Answer, ...] = ()
    """Of look-ups, NOT_ASKED included."""
    clicks: tuple[Click, ...] = ()
    """Lines of the owner's logs that meet a link of the case, by time."""
    logs: tuple[LogRead, ...] = ()
    """The logs that were given, in their order: how far each reaches."""
    services: Mapping[str, Mapping[str, str] | str] = field(default_factory=dict)
    """Look-up service -> what it is for (by language, or in one only); those that no answer names were not asked."""
    custody: tuple[Row, ...] = ()
    """Lines of the custody log: at least ``time``, ``who`` and ``what``."""
    custody_head: str = ""
    """SHA-256 of the last line: whoever keeps this figure can tell a changed log later."""
    verified: tuple[str, ...] | None = None
    """What ``verify`` found wrong; empty: all is well; None: not verified."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Program or library -> version."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    tone: str = ""
    """``lead``, ``note``, ``good``, ``warning``, ``label`` or empty; never the only carrier of a meaning."""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a heading row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    """Said below it: what was left out, and where the whole is."""
    wide: tuple[int, ...] = ()
    """Numbers of columns that hold long values (hashes, addresses) and may break anywhere."""
    indicators: tuple[int, ...] = ()
    """Numbers of columns whose hosts and addresses a renderer must not leave clickable."""


@dataclass(frozen=True, slots=True)
class Card:
    """One finding, or one link: a heading, the answer, and what it rests on."""

    heading: str
    answer: str
    """The short answer in words: ``yes``, ``inconclusive``."""
    tone: str
    """``warning``, ``good``, ``note``: as for a paragraph."""
    body: tuple[Paragraph | Bullets | Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A vector figure with the words for who cannot see it."""

    svg: str = field(repr=False)
    alt: str = ""
    caption: str = ""


Block = Paragraph | Bullets | Grid | Card | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the document."""

    name: str
    """Stable English name: ``summary``, ``evidence``; also the anchor."""
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The finished report. Same case, same language, same choice of redaction: the same document."""

    title: str
    language: str
    tlp: str
    redacted: bool
    lines: tuple[str, ...]
    """The most telling lines, most telling first."""
    sections: tuple[Section, ...]
    custody_head: str = ""
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """The values behind the words, masked like them, for formats that other programs read: ``mails``, ``observables``,
    ``campaigns``, ``blocklist`` and ``contacts``. Plain strings, numbers and tuples of strings."""
    hidden: tuple[str, ...] = field(default=(), repr=False, compare=False)
    """What a masked copy must not say, for the check that reads a finished file back. Never written into a file."""
    as_of: str = ""
    """Time of the last line of the custody log, ISO 8601: what the report knows, it knew then. Empty where there is no log."""

    def telling(self, n: int = 5) -> tuple[str, ...]:
        """The ``n`` lines one would say first when asked what this case is about. Hostile text may be quoted inside."""
        return self.lines[:n]

    def section(self, name: str) -> Section:
        """The chapter of that name; KeyError when there is none."""
        for section in self.sections:
            if section.name == name:
                return section
        raise KeyError(name)
