"""One request found in a log, in words: what was asked for, how sure it is that somebody clicked, and what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forensics.model.click import Asked
from forensics.views.words import word

if TYPE_CHECKING:
    from forensics.model.click import Click


def requested(click: Click) -> str:
    """What the line asked for: host and path; for a tunnel or a name the method before it."""
    asked = click.request
    return f"{asked.host}{asked.target}" if asked.asked is Asked.PAGE else f"{asked.method} {asked.host}".strip()


def sure(click: Click, language: str) -> str:
    """What the line shows, and no more."""
    said = word(f"match {click.match.value}", language)
    return f"{said}{'。' if language == 'ja' else '; '}{word('perhaps a machine', language)}" if click.machine else said


def doubts(click: Click, language: str) -> str:
    """What speaks against it, in words."""
    return ("、" if language == "ja" else "; ").join(
        word(f"doubt {doubt.value}", language, written=click.request.written) for doubt in click.doubts
    )
