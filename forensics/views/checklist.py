"""The checklist of a mail and the advice of a case, as a page for a layman: inert in a notebook, plain in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forensics import safe
from forensics.model.checklist import Checklist, Item, Step
from forensics.model.finding import Ground, Verdict, Words
from forensics.views.panels import Panel, to_html, to_text
from forensics.views.table import Table
from forensics.views.words import label, word

CHECKLIST = ("exhibit", "question", "answer", "sentence", "evidence", "against")
ADVICE = ("step", "what", "text", "why", "kind", "value", "mails")
_SIGN = {Verdict.YES: "!", Verdict.UNCLEAR: "?", Verdict.NO: "-", Verdict.NOT_EXAMINED: " "}
_HARMLESS = frozenset({"report", "passwords"})
"""Steps whose lists name friends: their addresses are shown as they are typed."""
MOST_ITEMS = 20
"""Values of a ready list that a page shows; the table has all of them."""


def said(words: Words, language: str) -> str:
    """Words in a language, English where they have no other."""
    return words.get(language) or words.get("en", "")


class Page:
    """What ``mail.checklist()`` and ``case.advice()`` give: shows itself, and ``.table`` holds it as rows."""

    def __init__(self, title: str, panels: Sequence[Panel], table: Table, record: Any, language: str) -> None:
        self.title = title
        self.panels = list(panels)
        self.table = table
        self.record = record
        self.language = language

    def __str__(self) -> str:
        return to_text(self.title, self.panels, self.language)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return to_html(self.title, self.panels, self.language)


def checklist_page(record: Checklist, language: str = "en") -> Page:
    """One mail's checklist."""
    opinion = record.opinion
    title = word("checklist title", language, exhibit=record.exhibit or word("mail", language), subject=record.subject)
    chance = "" if opinion.probability is None else f" ({opinion.probability:.0%})"
    verdict = [f"{word(opinion.kind.value, language)}{chance}: {said(opinion.sentence, language)}"]
    verdict += [f"  - {said(weight.sentence, language)}" for weight in opinion.weights]
    panels = [Panel(word("verdict", language), text="\n".join(verdict))]
    for number, item in enumerate(record.items, start=1):
        lines = [said(sentence, language) for sentence in item.sentences]
        lines += [f"  {word('evidence is', language)}: {_ground(each, language)}" for each in item.grounds]
        lines += [f"  {word('speaks against', language)}: {_ground(each, language)}" for each in item.against]
        asked = f"{number}. {said(item.question, language)}"
        answered = item.name != "rest"
        sign, answer = (f"{_SIGN[item.answer]} ", word(item.answer.value, language)) if answered else ("", "")
        panels.append(Panel(f"{sign}{asked}", answer, text="\n".join(lines)))
    return Page(title, panels, checklist_table([record], language), record, language)


def checklist_table(records: Sequence[Checklist], language: str = "en") -> Table:
    """The questions of many mails, one row each."""
    rows = [_row(record, item, language) for record in records for item in record.items]
    return Table("checklist", CHECKLIST, rows, language=language)


def _row(record: Checklist, item: Item, language: str) -> tuple[Any, ...]:
    return (
        record.exhibit,
        said(item.question, language),
        item.answer.value,
        (" " if language != "ja" else "").join(said(sentence, language) for sentence in item.sentences),
        tuple(_ground(each, language) for each in item.grounds),
        tuple(_ground(each, language) for each in item.against),
    )


def _ground(ground: Ground, language: str) -> str:
    note = ground.said(language)
    quote = " ".join(ground.quote.split())
    words = safe.defanged_value(quote) if "://" in quote else quote
    return f"{place(ground.where, language)} {words}".rstrip() + (f" ({note})" if note else "")


def place(where: str, language: str) -> str:
    """Where a piece of evidence stands, as a layman names it: ``header From`` is ``From``, ``text`` is the body."""
    name, _, rest = where.partition(" ")
    if name == "header":
        return f"[{rest}]"
    if name == "text":
        return f"[{word('body', language)}]"
    if name == "received":
        return f"[Received {rest}]" if rest else "[Received]"
    return f"[{where}]"


def advice_page(steps: Sequence[Step], language: str = "en") -> Page:
    """What to do, in order."""
    panels = []
    for number, step in enumerate(steps, start=1):
        lines = [said(step.text, language)]
        why = said(step.why, language)
        if why:
            lines.append(f"{word('why', language)}: {why}")
        open_ = step.name in _HARMLESS
        lines += [
            f"  {label(kind, language)}: {value if open_ else safe.defanged_value(value)}"
            for kind, value in step.items[:MOST_ITEMS]
        ]
        if len(step.items) > MOST_ITEMS:
            lines.append("  " + word("more", language, n=f"{len(step.items) - MOST_ITEMS:,}"))
        if step.mails:
            names = ", ".join(step.mails[:MOST_ITEMS]) + (" ..." if len(step.mails) > MOST_ITEMS else "")
            lines.append(f"  {word('mails', language)}: {names}")
        panels.append(Panel(f"{number}. {said(step.title, language)}", text="\n".join(lines)))
    return Page(word("advice title", language), panels, _advice_table(steps, language), tuple(steps), language)


def _advice_table(steps: Sequence[Step], language: str) -> Table:
    """One row a step; a step with a ready list has one row for each value."""
    rows: list[tuple[Any, ...]] = []
    for number, step in enumerate(steps, start=1):
        told = (number, said(step.title, language), said(step.text, language), said(step.why, language))
        rows += [(*told, kind, value, step.mails) for kind, value in step.items or (("", ""),)]
    return Table("advice", ADVICE, rows, language=language)
