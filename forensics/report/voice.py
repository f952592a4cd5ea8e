"""How a chapter speaks: its language, what it masks, and how it writes lists, times and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from forensics.report import words
from forensics.report.redaction import SECRET_KINDS, Redaction
from forensics.safe.masking import HIDDEN
from forensics.views import wording

if TYPE_CHECKING:
    from forensics.model.finding import Finding, Ground
    from forensics.model.link import Reason
    from forensics.model.report import CaseFacts, Row

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$")
_FOLDED = re.compile(r"[ ]*[\t\r\n]+[ ]*")
"""Where a header line was folded (RFC 5322 section 2.2.3): not worth a control character's name in a cell."""
SPANS = frozenset({"deadline", "period"})


class Voice:
    """Handed to every chapter. ``quote`` is the only way in which words of the evidence enter a document."""

    def __init__(self, facts: CaseFacts, language: str, *, redact: bool) -> None:
        self.language = language
        self.redact = redact
        self._mask = Redaction(facts) if redact else None
        self._zone = _zone(facts.settings.time_zone)

    @property
    def hidden(self) -> tuple[str, ...]:
        """What this copy must not say."""
        return self._mask.hidden if self._mask else ()

    def word(self, name: str, **values: object) -> str:
        """Our own words."""
        return words.word(name, self.language, **values)

    def quote(self, value: Any) -> str:
        """Words of the evidence, masked where this copy is masked. Still hostile: renderers escape."""
        text = value.isoformat() if isinstance(value, datetime) else "" if value is None else str(value)
        return self._mask(text) if self._mask else text

    def value(self, observable: Row) -> str:
        """An observable's value; of a claimed password a masked copy says no more than that there was one."""
        hidden = self.redact and observable.get("kind") in SECRET_KINDS
        return HIDDEN if hidden else self.quote(observable.get("value"))

    def shown(self, observable: Row) -> str:
        """The value as a reader takes it: a time limit of ``PT48H`` is one of 48 hours."""
        value = self.value(observable)
        return wording.span(value, self.language) if observable.get("kind") in SPANS else value

    def at(self, written: object) -> str:
        """A time in the zone of this report, so that one below the other can be compared; anything else as it is."""
        text = "" if written is None else str(written)
        try:
            return moment(datetime.fromisoformat(text).astimezone(self._zone).isoformat()) if _ISO.match(text) else text
        except (ValueError, OverflowError):
            return moment(text)

    def file_name(self, path: str) -> str:
        """A path as it was given; in a masked copy the file's own name alone, since folders name people.

        Masked without its ending, which would make another host of one that stands before it.
        """
        if self.redact:
            path = path.replace("\\", "/").rstrip("/").rpartition("/")[2]
        stem, dot, ending = path.rpartition(".")
        return f"{self.quote(stem)}{dot}{ending}" if stem and ending.isalnum() else self.quote(path)

    def place(self, where: str) -> str:
        """Where a piece of evidence stands."""
        return wording.place(self.quote(where), self.language)

    def line(self, value: str) -> str:
        """A header line as one line: where it was folded (RFC 5322 section 2.2.3) stands one space."""
        return self.quote(_FOLDED.sub(" ", value))

    def quoted(self, values: Iterable[Any]) -> tuple[str, ...]:
        """A row of cells."""
        return tuple(self.quote(value) for value in values)

    def of(self, texts: Any) -> str:
        """From a mapping of languages the text in this one, else the English one; text in one language is taken as it is."""
        if isinstance(texts, str):
            return self.quote(texts)
        return self.quote(texts.get(self.language) or texts.get("en", ""))

    def reason(self, reason: Reason) -> str:
        """A reason in this language."""
        return self.quote((reason.words_ja if self.language == "ja" else "") or reason.words)

    def reasons(self, reasons: Sequence[Reason], most: int = 2) -> str:
        """The first few reasons in running text."""
        said = list(dict.fromkeys(self.reason(reason) for reason in reasons))[:most]
        if not said:
            return self.word("nothing")
        return ("" if self.language == "ja" else " ").join(self.sentence(text) for text in said)

    def sentence(self, text: str) -> str:
        """With a full stop at its end."""
        end = "。" if self.language == "ja" else "."
        return text if text.rstrip()[-1:] in {".", "。", "!", "?", "！", "？"} else text.rstrip() + end

    def names(self, exhibits: Sequence[str], most: int = 4) -> str:
        """``M-0001, M-0002 and 7 more``."""
        if len(exhibits) <= most:
            return ", ".join(exhibits)
        return self.word("and more", names=", ".join(exhibits[:most]), n=len(exhibits) - most)

    def heads(self, *names: str) -> tuple[str, ...]:
        """Column headings."""
        return tuple(self.word(name) for name in names)

    def cut(self, shown: int, total: int) -> str:
        """What to say below a list that is not whole; empty when it is."""
        return self.word("cut", shown=f"{shown:,}", n=f"{total:,}") if shown < total else ""

    def grounds(self, grounds: Sequence[Ground], most: int = 4) -> str:
        """What a finding rests on, in one cell: place, words, and why that matters."""
        told: dict[str, list[str]] = {}
        for ground in grounds[:most]:
            stood = ": ".join(part for part in (self.place(ground.where), _short(self.line(ground.quote))) if part)
            told.setdefault(stood, []).extend([why] if (why := self.of(ground.note)) else [])
        said = [f"{stood} ({'; '.join(dict.fromkeys(notes))})" if notes else stood for stood, notes in told.items()]
        if len(grounds) > most:
            said.append(self.cut(most, len(grounds)))
        return " / ".join(said)

    def finding(self, finding: Finding) -> str:
        """The answer in one sentence."""
        return self.of(finding.sentence) or finding.rule


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError):
        return UTC


def moment(written: object) -> str:
    """An ISO 8601 time as one reads it, its zone kept: ``2026-03-03 09:12:03 +09:00``. Anything else as it is."""
    text = "" if written is None else str(written)
    found = _ISO.match(text)
    return f"{found[1]} {found[2]} {'UTC' if found[3] in {'Z', '+00:00'} else found[3]}" if found else text


def _short(text: str, most: int = 300) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
