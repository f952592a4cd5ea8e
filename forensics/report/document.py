"""From what the case knows to the finished document: chapters in the order of digital forensic practice (NIST SP 800-86)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forensics.model.report import Document
from forensics.report import chapters, chapters_more, chapters_people, telling
from forensics.report.chapters_headers import headers
from forensics.report.glossary import glossary
from forensics.report.tables import tables
from forensics.report.voice import Voice

if TYPE_CHECKING:
    from forensics.model.report import CaseFacts


def build(facts: CaseFacts, language: str = "", redact: bool = True) -> Document:
    """The document in ``language`` (``en`` or ``ja``; empty: the case's own), masked unless told otherwise."""
    language = language or facts.settings.language
    voice = Voice(facts, language, redact=redact)
    lines = telling.lines(facts, voice)
    return Document(
        title=voice.quote(facts.settings.title) or voice.word("untitled"),
        language="ja" if language == "ja" else "en",
        tlp=facts.settings.tlp,
        redacted=redact,
        lines=lines,
        sections=(
            chapters.summary(facts, voice, lines[:7]),
            chapters.scope(facts, voice),
            chapters_more.links(facts, voice),
            chapters.findings(facts, voice),
            chapters.timeline(facts, voice),
            chapters_people.affected(facts, voice),
            chapters_people.demands(facts, voice),
            chapters_more.answers(facts, voice),
            chapters.evidence(facts, voice),
            chapters_more.not_examined(facts, voice),
            chapters_more.advice(facts, voice),
            chapters_more.method(facts, voice),
            chapters.custody(facts, voice),
            chapters_more.observables(facts, voice),
            headers(facts, voice),
            glossary(voice),
        ),
        custody_head=facts.custody_head,
        tables=tables(facts, voice),
        hidden=voice.hidden,
        as_of=str(facts.custody[-1].get("time") or "") if facts.custody else "",
    )
