"""A case at a glance: what it holds, what is known of it and what nobody has asked yet, and what to do next.

Why it matters: 'nothing found' and 'nobody asked' look alike in a list of answers and are opposites in a report. So the map counts,
for each kind of observable, what services know, what they do not know, what failed, and what was never asked; each has a sign and a
number of its own, so that no reader depends on the colours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forensics import safe
from forensics.model.answer import Status
from forensics.model.kinds import kind_name
from forensics.views.columns import cell_style, fit, width
from forensics.views.words import word

SIGNS = {
    Status.FOUND: ("●", "#0072B2"),
    Status.NOT_FOUND: ("◐", "#56B4E9"),
    Status.FAILED: ("×", "#D55E00"),
    Status.REFUSED: ("−", "#CC79A7"),
    Status.NOT_ASKED: ("○", "#BBBBBB"),
}
"""Sign and colour (Okabe and Ito's) of each outcome, in the order in which they are drawn."""
BAR = 12
"""Width of a bar, in em."""


@dataclass(frozen=True, slots=True)
class Known:
    """One line of the map: a kind of observable, and how many questions about its values had which outcome."""

    kind: str
    values: int
    outcomes: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class Next:
    """One thing to do: which words (of ``words``), the number in them, and how it is written in Python."""

    what: str
    n: int
    code: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What a case shows of itself. ``title`` and ``problem`` may hold anything."""

    title: str
    counts: tuple[tuple[str, int], ...]
    """Name of the words, number."""
    first: str = ""
    """Days of the first and last Date header, ISO 8601 in UTC; empty where no mail has one."""
    last: str = ""
    known: tuple[Known, ...] = ()
    sampled: int = 0
    """The map counts so many values of a kind at most; 0: all of them."""
    steps: tuple[Next, ...] = ()
    problem: str = ""
    language: str = "en"


def to_text(seen: Overview) -> str:
    """For a terminal."""
    lines = [_title(seen), *_counts(seen)]
    if seen.known:
        names = [word("kind", seen.language), word("values", seen.language), *(_outcome(s, seen) for s in SIGNS)]
        rows = [
            names,
            *([_kind(k, seen), f"{k.values:,}", *(f"{k.outcomes.get(s, 0):,}" for s in SIGNS)] for k in seen.known),
        ]
        widths = [max(width(row[n]) for row in rows) for n in range(len(names))]
        lines += [
            "",
            _map(seen),
            *("  ".join(fit(c, w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows),
        ]
    if seen.steps:
        lines += ["", word("next steps", seen.language)]
        lines += [f"{n}. {_step(step, seen)}: {step.code}" for n, step in enumerate(seen.steps, start=1)]
    return "\n".join(lines)


def to_html(seen: Overview) -> str:
    """The same for a notebook, as one inert element."""
    items = "".join(f"<li>{safe.html(line)}</li>" for line in _counts(seen))
    parts = [
        f'<div class="mathjax_ignore forensics-case" lang="{seen.language}" style="max-width:75em">',
        f'<p style="font-size:115%"><b>{safe.html(_title(seen))}</b></p><ul>{items}</ul>',
    ]
    if seen.known:
        heads = [word("kind", seen.language), word("values", seen.language), "", *(_outcome(s, seen) for s in SIGNS)]
        head = "".join(f'<th scope="col" {cell_style(text)}>{safe.html(text)}</th>' for text in heads)
        rows = "".join(_row(known, seen) for known in seen.known)
        caption = f'<caption style="text-align:left">{safe.html(_map(seen))}</caption>'
        parts.append(f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    if seen.steps:
        steps = "".join(f"<li>{safe.html(_step(s, seen))}: <code>{safe.html(s.code)}</code></li>" for s in seen.steps)
        parts.append(f"<p><b>{word('next steps', seen.language)}</b></p><ol>{steps}</ol>")
    return "".join([*parts, "</div>"])


def describe(known: Known, language: str) -> str:
    """One line of the map in words, for who cannot see its bar."""
    said = [f"{word(f'asked {status.value}', language)} {n:,}" for status in SIGNS if (n := known.outcomes.get(status))]
    return f"{kind_name(known.kind, language)}: {', '.join(said)}"


def _row(known: Known, seen: Overview) -> str:
    whole = max(sum(known.outcomes.values()), 1)
    parts = "".join(
        f'<span style="display:inline-block;height:.9em;background:{tint};width:{BAR * n / whole:.2f}em"></span>'
        for status, (_, tint) in SIGNS.items()
        if (n := known.outcomes.get(status))
    )
    alt = safe.html(describe(known, seen.language))
    bar = f'<span role="img" aria-label="{alt}" title="{alt}" style="display:inline-block;white-space:nowrap;width:{BAR}em">{parts}</span>'
    cells = [_kind(known, seen), f"{known.values:,}"]
    first = "".join(f"<td {cell_style(text)}>{safe.html(text)}</td>" for text in cells)
    numbers = (f"{known.outcomes.get(status, 0):,}" for status in SIGNS)
    return f"<tr>{first}<td>{bar}</td>{''.join(f'<td {cell_style(n)}>{n}</td>' for n in numbers)}</tr>"


def _title(seen: Overview) -> str:
    return word("case title", seen.language, title=safe.terminal(seen.title))


def _counts(seen: Overview) -> list[str]:
    lines = [word(f"count {name}", seen.language, n=f"{n:,}") for name, n in seen.counts]
    if seen.first:
        lines.append(word("dated", seen.language, first=seen.first, last=seen.last))
    if seen.problem:
        lines.append(safe.terminal(seen.problem))
    return lines


def _map(seen: Overview) -> str:
    said = word("map", seen.language)
    return f"{said} {word('map sampled', seen.language, n=f'{seen.sampled:,}')}" if seen.sampled else said


def _kind(known: Known, seen: Overview) -> str:
    return safe.terminal(kind_name(known.kind, seen.language))


def _outcome(status: Status, seen: Overview) -> str:
    return f"{SIGNS[status][0]} {word(f'asked {status.value}', seen.language)}"


def _step(step: Next, seen: Overview) -> str:
    return word(f"next {step.what}", seen.language, n=f"{step.n:,}")
