"""W3C extended log files: IIS, Blue Coat and other gateways. A ``#Fields:`` line says which column is what, and may change on the way.

Times are UTC by the working draft (https://www.w3.org/TR/WD-logfile), unless the analyst knows better; a hyphen stands for what is not
known; IIS writes blanks inside a field as ``+``, others put the field in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC
from functools import lru_cache

from forensics.model.click import Request
from forensics.parse.logs.addresses import taken_apart
from forensics.parse.logs.clock import Clock, Moment
from forensics.parse.logs.web import absent, number, text

HEAD = b"#Fields:"
MOST_FIELDS = 200
_FIELD = re.compile(rb'"((?:[^"]|"")*+)"(?=[ \t]|\Z)|([^ \t]++)')
_CLIENT = ("c-ip", "x-client-ip", "client-ip", "c-dns")
_USER = ("cs-username", "x-cs-auth-username", "cs-user", "x-username")
_HOST = ("cs-host", "cs-uri-host", "cs(host)", "x-host", "r-host")
_STATUS = ("sc-status", "cs-status")
_SIZE = ("sc-bytes", "rs-bytes", "bytes")
_ACTION = ("s-action", "sc-filter-result", "x-exception-id", "action", "cs-action")
_WHOLE = ("cs-uri", "c-uri", "x-url", "cs-url", "url")


@lru_cache(maxsize=64)
def columns(head: str) -> tuple[str, ...]:
    """Names from a ``#Fields:`` line, lower case."""
    return tuple(head.partition(":")[2].lower().split()[:MOST_FIELDS])


def split(line: bytes) -> list[str]:
    """The fields of a line."""
    return [text(quoted or plain) for quoted, plain in _FIELD.findall(line)]


def shape(line: bytes, head: str) -> bool:
    """Whether it has as many fields as were announced; blanks in quotes are counted only where the plain count does not fit."""
    wanted = len(columns(head))
    return wanted > 0 and (len(line.split()) == wanted or len(_FIELD.findall(line)) == wanted)


def request(line: bytes, clock: Clock, head: str) -> Request | None:
    """The request; None where the columns name neither host nor path."""
    names, values = columns(head), split(line)
    if len(names) != len(values):
        values = [text(each) for each in line.split()]
    told = {name: absent(value) for name, value in zip(names, values, strict=False)}
    host = _first(told, _HOST)
    address = _first(told, _WHOLE) or _put_together(told)
    method = _first(told, ("cs-method", "method"))
    if not (host or address):
        return None
    # '/' alone is what gateways write for a tunnel
    what, host, target = taken_apart(address or host, method, host)
    return Request(
        what, host, target, *_time(told, clock), client=_first(told, _CLIENT), user=_first(told, _USER), method=method,
        status=number(_first(told, _STATUS)), size=number(_first(told, _SIZE)),
        agent=_first(told, ("cs(user-agent)", "cs-user-agent")).replace("+", " "), action=_first(told, _ACTION),
    )  # fmt: skip


def _put_together(told: Mapping[str, str]) -> str:
    stem = _first(told, ("cs-uri-stem", "cs-uri-path"))
    query = _first(told, ("cs-uri-query",))
    return f"{stem}?{query.removeprefix('?')}" if query and "?" not in stem else stem


def _time(told: Mapping[str, str], clock: Clock) -> Moment:
    day, hour = told.get("date", ""), told.get("time", "")
    if day and hour:
        return clock.iso(f"{day} {hour}", UTC)
    local = _first(told, ("localtime", "x-localtime"))
    if local:
        return clock.common(local.strip("[]"))
    return clock.any(_first(told, ("gmttime", "timestamp", "x-timestamp", "datetime", "time")).strip("[]"))


def _first(told: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := told.get(name, ""))), "")
