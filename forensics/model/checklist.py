"""A checklist for a layman, and the steps of an advice: what findings come to, ordered as people ask and act."""

from __future__ import annotations

from dataclasses import dataclass

from forensics.model.finding import Ground, Opinion, Verdict, Words


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the checklist."""

    name: str
    """``sender``, ``language``, ``fear``, ``link``, ``attachment``, ``request``, ``rest``."""
    question: Words
    """Asked so that 'yes' is alarming."""
    answer: Verdict
    sentences: tuple[Words, ...]
    """What was found, most alarming first; a layman's words."""
    grounds: tuple[Ground, ...] = ()
    against: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """All questions about one mail."""

    exhibit: str
    subject: str
    opinion: Opinion
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do now."""

    name: str
    """``pay``, ``passwords``, ``tell``, ``block``, ``keep``, ``report``."""
    title: Words
    text: Words
    why: Words
    items: tuple[tuple[str, str], ...] = ()
    """A ready list: kind and value, as it is typed into a filter or an address line."""
    mails: tuple[str, ...] = ()
    """Exhibits that call for it."""
