"""Access logs of web servers and proxies that write one line a request: NCSA common and combined, and Squid's own.

``combined`` is what Apache, nginx and most reverse proxies write; with a virtual host in front, with Squid's result behind, or inside a
syslog line it is read as well. ``squid`` is Squid's native ``access.log``: epoch with milliseconds, client, result/status, bytes,
method, address (``host:443`` for a tunnel), user. Squid cuts queries off by default (``strip_query_terms``): then a click can be told by
its page alone. Sources: Apache ``mod_log_config``; Squid ``logformat``.
"""

from __future__ import annotations

import re

from forensics.model.click import Request
from forensics.parse.logs.addresses import taken_apart
from forensics.parse.logs.clock import Clock

SYSLOG = (
    rb"(?:(?:<\d{1,3}>(?:\d )?)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.+\-Z]{8,30}) "
    rb"(?:[\w.:\-]{1,255} )?[\w./()\-]{1,64}(?:\[\d{1,10}\])?: )?"
)
"""What a syslog server puts before a line (RFC 3164, RFC 5424's time), if it passed through one."""
_QUOTED = rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)"'
_COMBINED = re.compile(
    SYSLOG + rb"(?:([A-Za-z0-9_.\-]{1,253}(?::\d{1,5})?) (?=[0-9A-Fa-f:.]{3,45} ))?([^\s\[\"]++) \S++ ([^\[]{1,256}?) "
    rb"\[([^\]\s]{1,32}(?: [+\-]\d{4})?)\] " + _QUOTED + rb" (\d{3}|-) (\d{1,19}|-)"
    rb"(?: " + _QUOTED + rb" " + _QUOTED + rb"([^\r\n]*+))?",
)
_SQUID = re.compile(
    SYSLOG
    + rb"(\d{9,11}\.\d{1,6}) ++(-?\d{1,19}) (\S++) ([A-Z_]{2,64})/(\d{3}) (-?\d{1,19}) (\S++) (\S++) (\S++) \S++",
)
_RESULT = re.compile(r"\b(?:TCP|UDP|NONE)_[A-Z_]{3,40}", re.ASCII)
_BYTE = re.compile(rb"\\x([0-9A-Fa-f]{2})")
_REQUEST = re.compile(r"([!-~]{1,32}) (.*?)(?: HTTP/[\d.]{1,8})?\Z", re.ASCII | re.DOTALL)


def combined_shape(line: bytes) -> bool:
    """Whether it is a line of this form."""
    return _COMBINED.match(line) is not None


def combined(line: bytes, clock: Clock, _: str = "") -> Request | None:
    """The request; None where the client sent nothing that is one (a port scan, TLS to a plain port)."""
    found = _COMBINED.match(line)
    if not found:
        return None
    vhost, client, user, time, asked, status, size, _referer, agent, rest = (text(each) for each in found.groups())
    request = _REQUEST.match(unescaped(asked))
    if not request:
        return None
    what, host, target = taken_apart(request[2], request[1], vhost)
    result = _RESULT.search(rest)
    return Request(
        what, host, target, *clock.common(time), client=client, user=absent(user), method=request[1],
        status=number(status), size=number(size), agent=absent(unescaped(agent)), action=result.group() if result else "",
    )  # fmt: skip


def squid_shape(line: bytes) -> bool:
    """Whether it is a line of this form."""
    return _SQUID.match(line) is not None


def squid(line: bytes, clock: Clock, _: str = "") -> Request | None:
    """The request; None for Squid's own entries that ask for nothing (``error:transaction-end-before-headers``)."""
    found = _SQUID.match(line)
    if not found:
        return None
    time, _elapsed, client, action, status, size, method, address, user = (text(each) for each in found.groups())
    if address.startswith("error:"):
        return None
    what, host, target = taken_apart(address, method)
    return Request(
        what, host, target, *clock.epoch(time), client=client, user=absent(user), method=method, status=number(status),
        size=number(size), action=action,
    )  # fmt: skip


def text(written: bytes | None) -> str:
    """Bytes of a log as text; what is not UTF-8 is shown as such."""
    return (written or b"").decode("utf-8", "backslashreplace")


def absent(written: str) -> str:
    """A hyphen (or nothing, in quotes) stands for what is not known."""
    plain = written.strip()
    return "" if plain in ("-", '"-"', '""') else plain


def number(written: str) -> int | None:
    """Digits as a number; anything else, or a number beyond any size or status, is none."""
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 19 else None


def unescaped(written: str) -> str:
    r"""Without the escapes that web servers write into a line: ``\"`` for a quote, ``\xe3`` for a byte outside ASCII."""
    if "\\" not in written:
        return written
    plain = written.replace('\\"', '"')
    if "\\x" not in plain:
        return plain
    return _BYTE.sub(lambda found: bytes([int(found[1], 16)]), plain.encode("utf-8")).decode(
        "utf-8", "backslashreplace"
    )
