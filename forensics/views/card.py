"""The card of one value: what services said of it, each fact in a line, from whom and when. Nobody is asked by looking.

Why it matters: a table cuts a long answer off, and the registrar that one has to write to stands behind the cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from forensics import safe
from forensics.model.answer import Answer
from forensics.model.kinds import kind_name
from forensics.model.observable import Observable
from forensics.views.words import word
from forensics.views.words_facts import fact

LONGEST = 600
"""Characters of one fact on a card; the whole answer is ``.answers[0]``."""


def title(observable: Observable, language: str) -> tuple[str, str]:
    """The kind in words, and the value with its dots in brackets."""
    return kind_name(observable.kind, language), safe.defanged_value(safe.visible(observable.value))


def text(answers: Sequence[Answer], language: str, now: datetime | None = None) -> str:
    """For a terminal: a paragraph for each service. ``now``: from when the age of an answer counts."""
    lines: list[str] = []
    for answer in answers:
        lines.append(_head(answer, language, now))
        facts = list(_facts(answer, language))
        lines += [f"    {name}: {value}" for name, value in facts]
    return safe.terminal("\n".join(lines or [word("card nobody", language)]), lines=True)


def page(answers: Sequence[Answer], language: str, now: datetime | None = None) -> str:
    """For a notebook: the same, escaped."""
    if not answers:
        return f"<p>{safe.html(word('card nobody', language))}</p>"
    return "".join(
        f'<p lang="{language}"><b>{safe.html(_head(answer, language, now))}</b></p><ul>'
        + "".join(f"<li>{safe.html(f'{name}: {value}')}</li>" for name, value in _facts(answer, language))
        + "</ul>"
        for answer in answers
    )


def _head(answer: Answer, language: str, now: datetime | None) -> str:
    when = answer.asked_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if answer.asked_at else "?"
    if answer.asked_at and (days := ((now or datetime.now(UTC)) - answer.asked_at).days) > 0:
        when += word("card age" if days > 1 else "card day", language, n=f"{days:,}")
    said = word(f"asked {answer.status.value}", language)
    who = f"{answer.service} ({answer.told})" if answer.told else answer.service
    detail = f" - {_one_line(answer.detail)}" if answer.detail else ""
    return f"{who}, {when}: {said}{detail}"


def _facts(answer: Answer, language: str) -> Iterator[tuple[str, str]]:
    for name, value in answer.facts.items():
        yield fact(name, language), safe.defanged(_one_line(value))


def _one_line(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
