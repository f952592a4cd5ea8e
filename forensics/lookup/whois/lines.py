"""A WHOIS reply as labelled values, whichever way its registry writes them.

Registries write ``label: value``, ``label....: value``, ``[label] value``, ``label<tab>value``, a heading with the values in the
lines below, or a sentence (``Record expires on 2020-05-23``). All of these become entries of one form, each with the part of the
reply (registrar, registrant, contact) in which it stands, because a contact's ``created`` is not the name's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forensics.lookup.whois import labels

LONGEST_REPLY = 262_144
"""Characters that are read of a reply; the longest ones seen have 20,000."""
LONGEST_LINE = 1_000
MOST_LINES = 5_000

_BRACKET = re.compile(r"\s*(?:[a-z]{1,2}[.\s]\s{0,4})?\[([^\]\s][^\]]{0,39})\]\s*+(.*)")
_DOTTED = re.compile(r"\s*([^:]{1,60}?)[.\s]{0,40}:(?!//)(.*)")
_TABBED = re.compile(r"\s*(\S.{0,58}?)(?:\t+|[ ]{2,})(\S.*)")
_SENTENCE = re.compile(r"\s*([A-Za-z ]{5,40}? on)[.:\s]{1,20}(\S.*)")
_UNCOMMENTED = re.compile(r"^[%#;]")
_OF_THE_SERVER = re.compile(r"\s*(?:>>>|last updated on\s{1,9}\d)", re.IGNORECASE)
"""How old the database is; without a colon and a word for the name it is not the name's last change."""
_REMARK = re.compile(r"(\s*[^:()\s][^:()]{0,59})\([^()]{0,200}\)\s{0,9}:(?!//)(.*)")
"""A label with a remark in brackets."""
_IN_A_HOST = re.compile(r"[A-Za-z0-9]\.[A-Za-z0-9]")
SERVERS = "servers"
"""The part under a heading of name servers, in which some registries write ``Name: ns1.example.org``."""
NOBODY = frozenset({"", SERVERS})
"""Parts of a reply that speak of no person."""
_SERVER_NAMES = frozenset({"name", "server", "host", "fqdn"})
_OF_THE_NAME = frozenset({"status", "ns", "created", "expires", "dnssec", "registrar"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One value under its label."""

    label: str
    """Folded; of a heading for the lines below it."""
    about: str
    """What the label means (``labels.meaning``), empty for the rest."""
    value: str
    part: str
    """``registrar``, ``registrant``, ``contact``, ``servers`` or empty: the part of the reply it stands in."""
    paragraph: int
    own: bool
    """Whether label and value stand in one line (False: a line below a heading)."""


@dataclass(slots=True)
class _State:
    part: str = ""
    part_indent: int = 0
    part_filled: bool = False
    label: str = ""
    indent: int = 0
    filled: bool = False
    """Whether the open heading has had a value."""
    fresh: bool = True
    """Whether the next labelled line opens a paragraph."""
    paragraph: int = 0
    gaps: int = 0


def entries(text: str) -> list[Entry]:
    """All labelled values of a reply, in its order; comments of the server are left out. Linear in the text."""
    state, found = _State(), []
    for line in text[:LONGEST_REPLY].splitlines()[:MOST_LINES]:
        stripped = line.strip()
        if not stripped:
            _blank(state)
            continue
        if _UNCOMMENTED.match(line) or _OF_THE_SERVER.match(line):
            continue
        found.extend(_entry(line[:LONGEST_LINE].rstrip(), state))
    return found


def _blank(state: _State) -> None:
    state.fresh = True
    state.paragraph += 1
    if state.filled:
        state.label = ""
    if state.part_filled:
        state.part, state.part_filled = "", False


def _entry(line: str, state: _State) -> list[Entry]:
    indent = len(line) - len(line.lstrip())
    pair = _pair(line)
    if pair is None:
        return _below(line.strip(), indent, state)
    written, value = pair
    label = labels.folded(written)
    about, part = labels.meaning(label), labels.part(label)
    if (
        indent > state.indent
        and state.label
        and (_continues(state, value, about or part) or _answers(state, value, about))
    ):
        # A colon inside a value: an address line, a time; or a value that could be a label ("DNSSEC:", below it "Signed").
        return _below(line.strip(), indent, state)
    if part and (
        not value or (state.fresh and about != "referral") or (part != "registrar" and label in ("contact", "nic hdl"))
    ):
        state.part, state.part_indent, state.part_filled = part, indent, bool(value)
    elif state.part and (indent < state.part_indent or (not state.part_filled and about in _OF_THE_NAME)):
        state.part = ""  # further out than the part's heading, or the heading was an empty value and the reply goes on
    elif state.part and not part and not value and indent <= state.part_indent and about:
        state.part = ""  # a heading of its own on the same level: name servers behind a contact
    elif state.part:
        state.part_filled = True
    if about == "ns" and not value and not state.part:
        state.part, state.part_indent, state.part_filled = SERVERS, indent, False
    if state.part == SERVERS and label in _SERVER_NAMES:
        about = "ns"
    state.fresh = False
    state.label, state.indent, state.filled = label, indent, bool(value)
    return [Entry(label, about, value, state.part, state.paragraph, own=True)] if value else []


def _continues(state: _State, value: str, known: str) -> bool:
    return bool(value) and not known and state.filled and not labels.meaning(state.label)


def _answers(state: _State, value: str, about: str) -> bool:
    return not value and not state.filled and about == "dnssec" == labels.meaning(state.label)


def _below(value: str, indent: int, state: _State) -> list[Entry]:
    """A line without a label: a value of the heading above it, or the rest of a value that went on."""
    if not state.label or (state.filled and indent < state.indent):
        return []
    state.filled = state.part_filled = True
    return [Entry(state.label, labels.meaning(state.label), value, state.part, state.paragraph, own=False)]


def _pair(line: str) -> tuple[str, str] | None:
    """Label and value of a line; an empty value for a heading, None for a line that bears no label."""
    match = _BRACKET.match(line)
    if match:
        return match[1], match[2].strip()
    match = _SENTENCE.match(line)
    if match and match[2][:1].isalnum() and labels.meaning(labels.folded(match[1])):
        return match[1], match[2].strip()
    match = _DOTTED.match(line)
    if match:
        value = match[2].strip()
        if not value or _is_label(match[1]):
            return match[1], value
    match = _REMARK.match(line)
    if match and labels.meaning(labels.folded(match[1])):
        return match[1], match[2].strip()
    match = _TABBED.match(line)
    if match and labels.meaning(labels.folded(match[1])):
        return match[1], match[2].strip()
    bare = labels.folded(line)
    if len(line) <= labels.LONGEST_LABEL and (labels.meaning(bare) or labels.part(bare)):
        return line, ""
    return None


def _is_label(written: str) -> bool:
    """Whether what stands before a colon can be a label at all: not a sentence, not a number, not an IPv6 address."""
    words = written.split()
    return len(words) <= 8 and any(each.isalpha() for each in written) and _IN_A_HOST.search(written) is None
