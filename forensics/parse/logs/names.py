"""Query logs of resolvers: BIND, unbound, dnsmasq. They know which machine asked for which name, never for which page.

Why it matters: where no proxy stands between the desk and the world, the resolver's log is all there is. A name that is asked for is no
click: mail programs and browsers look names up beforehand. Most of their lines are answers and notes; these are understood and ask for
nothing. Sources: BIND 9 ARM 'queries' category; unbound.conf ``log-queries``, ``log-replies``; dnsmasq ``--log-queries``.
"""

from __future__ import annotations

import re

from forensics.model.click import Asked, Request
from forensics.parse.logs.addresses import bare_host
from forensics.parse.logs.clock import Clock, Moment
from forensics.parse.logs.web import text

_WHEN = rb"([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ][\d:.,+\-Z]{8,30})"
_FROM = rb"(?:<\d{1,3}>(?:\d )?)?" + _WHEN + rb" (?:[\w.:\-]{1,255} )??"
_BIND = re.compile(
    rb"(?:(\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d(?:\.\d{1,6})?|\d{4}-\d\d-\d\dT[\d:.+\-Z]{8,30})|"
    + _FROM + rb"named\[\d{1,10}\]:) "
)  # fmt: skip
_BIND_QUERY = re.compile(
    rb"\bclient (?:@0x[0-9a-f]{1,16} )?([0-9A-Fa-f.:%\w]{2,64})#\d{1,5}(?: \([^)\s]{0,255}\))?: (?:view [^\s:]{1,64}: )?"
    rb"query: (\S{1,255}) \w{1,16} (\w{1,16})"
)
_DNSMASQ = re.compile(_FROM + rb"dnsmasq(?:-\w{1,16})?(?:\[\d{1,10}\])?: ")
_DNSMASQ_QUERY = re.compile(rb"(?:\d{1,10} \S{1,64} )?query\[([^\]\s]{1,16})\] (\S{1,255}) from (\S{1,64})")
_UNBOUND = re.compile(
    rb"(?:\[(\d{9,11})\] unbound\[|" + _FROM + rb"unbound(?:\[\d{1,10}\])?: \[|" + _WHEN + rb" unbound\[)"
    rb"\d{1,10}:[0-9a-f]{1,4}\] (?:info|query|reply|notice|warning|error|debug): "
)
_UNBOUND_QUERY = re.compile(rb"([0-9A-Fa-f.:]{2,64}) (\S{1,255}) ([A-Z0-9]{1,16}) (?:IN|CH|HS|ANY)(?: ([A-Z]{3,16}) )?")


def bind_shape(line: bytes) -> bool:
    """Whether it is a line of BIND's."""
    return _BIND.match(line) is not None


def bind(line: bytes, clock: Clock, _: str = "") -> Request | None:
    """The question in it, if it is one."""
    head, query = _BIND.match(line), _BIND_QUERY.search(line)
    if not head or not query:
        return None
    written = text(head[1] or head[2])
    when = clock.dashed(written) if written[2:3] == "-" else clock.syslog(written)
    return _asked(query[2], query[1], when, query[3])


def dnsmasq_shape(line: bytes) -> bool:
    """Whether it is a line of dnsmasq's."""
    return _DNSMASQ.match(line) is not None


def dnsmasq(line: bytes, clock: Clock, _: str = "") -> Request | None:
    """The question in it, if it is one."""
    head = _DNSMASQ.match(line)
    query = _DNSMASQ_QUERY.match(line, head.end()) if head else None
    if not head or not query:
        return None
    return _asked(query[2], query[3], clock.syslog(text(head[1])), query[1])


def unbound_shape(line: bytes) -> bool:
    """Whether it is a line of unbound's."""
    return _UNBOUND.match(line) is not None


def unbound(line: bytes, clock: Clock, _: str = "") -> Request | None:
    """The question in it, if it is one; with ``log-replies`` what it came to."""
    head = _UNBOUND.match(line)
    query = _UNBOUND_QUERY.match(line, head.end()) if head else None
    if not head or not query:
        return None
    when = clock.epoch(text(head[1])) if head[1] else clock.syslog(text(head[2] or head[3]))
    return _asked(query[2], query[1], when, query[3], text(query[4]))


def _asked(name: bytes, client: bytes, when: Moment, kind: bytes, action: str = "") -> Request | None:
    host = bare_host(text(name).rstrip("."))
    if not host:
        return None
    return Request(Asked.NAME, host, "", *when, client=text(client), method=text(kind), action=action)
