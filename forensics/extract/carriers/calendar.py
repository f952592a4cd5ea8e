"""Invitations and visiting cards: iCalendar (RFC 5545, RFC 7986) and vCard (RFC 2426, RFC 6350).

Why it matters: many mail programs put an invitation into the calendar before anyone has looked at the mail, and its URL, its
description and its attachments are clicked there, behind the back of every filter that reads the body alone. Lines are folded after
75 octets, so that a link seldom stands in one piece. Whoever sends may write any ORGANIZER and ATTENDEE.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from forensics.extract.carriers import markup
from forensics.extract.carriers.place import Place, limit, pointed, read
from forensics.model.observable import Sighting

MOST_LINES = 10_000
"""Unfolded lines of one file: an invitation has some fifty, a calendar of a year about 5,000."""
_FOLD = re.compile(r"\r?\n[ \t]")
_SOFT = re.compile(r"(?<!=)=\r?\n[ \t]?")
"""How vCard 2.1 folds a quoted-printable value."""
_LINE = re.compile(r"([A-Za-z0-9.\-]{1,60})((?:;[^:;\"]*+(?:\"[^\"]*+\"[^:;\"]*+)*+)*+):")
_PARAMETER = re.compile(r";([A-Za-z0-9\-]{1,40})=(\"[^\"]*+\"|[^:;\"]*+)")
_ESCAPE = re.compile(r"\\([\\;,nN:])")
_TARGETS = frozenset({"URL", "ATTACH", "SOURCE", "IMAGE", "CONFERENCE", "TZURL", "FBURL", "CALURI", "CALADRURI", "PHOTO", "LOGO", "SOUND", "KEY"})  # fmt: skip
_MAILBOXES = frozenset({"ORGANIZER", "ATTENDEE", "EMAIL", "IMPP", "CONTACT"})
_POINTING = frozenset({"ALTREP", "DIR", "SENT-BY", "DELEGATED-TO", "DELEGATED-FROM", "X-URL", "EMAIL", "FILENAME"})
_PASSED = frozenset(
    [
        "BEGIN",
        "END",
        "DTSTART",
        "DTEND",
        "DTSTAMP",
        "CREATED",
        "LAST-MODIFIED",
        "SEQUENCE",
        "STATUS",
        "TRANSP",
        "CLASS",
        "PRIORITY",
        "VERSION",
        "CALSCALE",
        "METHOD",
        "PRODID",
        "RRULE",
        "TZID",
        "TZOFFSETFROM",
        "TZOFFSETTO",
        "TZNAME",
        "TRIGGER",
        "ACTION",
        "DURATION",
        "EXDATE",
        "RDATE",
        "RECURRENCE-ID",
        "REV",
        "BDAY",
        "GEO",
        "DUE",
        "COMPLETED",
        "ACKNOWLEDGED",
    ]
)
"""Properties of dates, numbers and programs; a date is no deadline and a version no address."""


def sightings(text: str, place: Place, label: str, embedded: list[bytes]) -> Iterator[Sighting]:
    """What one calendar or card names; ``label`` is ``calendar`` or ``vcard``. Files inside are put into ``embedded``."""
    if "QUOTED-PRINTABLE" in text:
        text = _SOFT.sub("", text)
    lines = [line for line in _FOLD.sub("", text).splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        yield limit(place, label, f"{label} cut after {MOST_LINES} lines")
    for line in lines[:MOST_LINES]:
        found = _LINE.match(line)
        if not found:
            yield from read(line, place, label)
            continue
        name = found[1].rpartition(".")[2].upper()
        value = line[found.end() :]
        given = {key.upper(): word.strip('"') for key, word in _PARAMETER.findall(found[2])}
        where = f"{label} {name}"
        for key, word in given.items():
            if key in _POINTING or "://" in word or word[:7].lower() == "mailto:":
                yield from pointed(word, place, f"{where} {key}")
            elif key == "CN":
                yield from read(word, place, f"{where} {key}")
        yield from _value(name, value, given, place, where, embedded)


def _value(
    name: str, value: str, given: dict[str, str], place: Place, where: str, embedded: list[bytes]
) -> Iterator[Sighting]:
    encoding = given.get("ENCODING", "").upper()
    if encoding in ("BASE64", "B"):
        try:
            embedded.append(base64.b64decode(re.sub(r"[^A-Za-z0-9+/]", "", value) + "=="))
        except binascii.Error:
            yield limit(place, where, "base64 that cannot be read")
        return
    if encoding == "QUOTED-PRINTABLE" and "=" in value:
        value = binascii.a2b_qp(value.encode("utf-8", "replace")).decode("utf-8", "replace")
    plain = _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    if "<" in plain and ("html" in given.get("FMTTYPE", "").lower() or "href" in plain):
        yield from markup.sightings(plain, "", place, where)
    elif name in _TARGETS:
        yield from pointed(plain, place, where)
    elif name in _MAILBOXES:
        yield from read(plain.strip(), place, where)
    elif name not in _PASSED:
        yield from read(plain, place, where)
