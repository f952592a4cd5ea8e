"""Which form a log has, told by its first lines, and the one table of forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from forensics.model.click import Request
from forensics.parse.logs import extended, names, objects, web
from forensics.parse.logs.clock import Clock

LOOKED = 200
"""Lines at the beginning of a log by which its form is told."""
W3C = "w3c"


class Form(NamedTuple):
    """How the lines of one form are told and read."""

    shape: Callable[[bytes], bool]
    read: Callable[[bytes, Clock, str], Request | None]


FORMS: dict[str, Form] = {
    "squid": Form(web.squid_shape, web.squid),
    "combined": Form(web.combined_shape, web.combined),
    "bind": Form(names.bind_shape, names.bind),
    "unbound": Form(names.unbound_shape, names.unbound),
    "dnsmasq": Form(names.dnsmasq_shape, names.dnsmasq),
    "json": Form(objects.shape, objects.request),
    W3C: Form(lambda line: line.startswith(extended.HEAD), extended.request),
}


def told_by(lines: Sequence[bytes]) -> str:
    """The form that most of these lines have; empty where none has it. A ``#Fields:`` line settles it."""
    if any(line.startswith(extended.HEAD) for line in lines[:LOOKED]):
        return W3C
    counts = {name: sum(form.shape(line) for line in lines[:LOOKED]) for name, form in FORMS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def request(form: str, line: bytes, fields: str, clock: Clock) -> Request | None:
    """What a line of that form asks for; None for one that asks for nothing, and for a form that is not known."""
    known = FORMS.get(form)
    return known.read(line, clock, fields) if known else None
