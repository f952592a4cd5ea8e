"""What a value means, once its label is known: a registrar without the link behind it, host names, status codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_HOST = re.compile(r"(?<![\w.@-])([A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})(?:\.[A-Za-z0-9_-]{1,63}){1,8})\.?(?![\w@-])")
_LINK = re.compile(r"\s++(?:\(\s{0,3})?https?://\S*+(?:\s?\))?\s*+$")
_EPP = re.compile(
    r"(?:ok|inactive|linked|(?:client|server)(?:Delete|Hold|Renew|Transfer|Update)Prohibited|(?:client|server)Hold"
    r"|pending(?:Create|Delete|Renew|Restore|Transfer|Update)|(?:add|autoRenew|renew|transfer|redemption)Period)(?=$|[\s(#;*.])",
    re.IGNORECASE,
)
_STARTS_WITH_LINK = re.compile(r"\s*\(?https?://\S*")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_PHONE = re.compile(r"\+?[\d(][\d().\s-]{5,24}\d")
_RPSL_DATE = re.compile(r"\b(?:assigned|created|registered)\b", re.IGNORECASE)
_NO_STATUS = frozenset({"", "-", "n/a", "none", "null", "not defined", "redacted"})
MOST = 64
"""Name servers or codes that are kept; no name has more than thirteen servers."""


def registrar(value: str) -> str:
    """The name alone; a link set behind it with a space is not part of it."""
    return _LINK.sub("", " " + value).strip().rstrip(",;").strip()


def hosts(values: Iterable[str], domain: str = "") -> tuple[str, ...]:
    """Host names in the values of name server labels, each once; addresses and remarks behind them are left out.

    Some registries repeat the name itself under ``DNS``: it is no server of its own where others are named.
    """
    found: dict[str, None] = {}
    for value in values:
        for match in _HOST.finditer(value[:300]):
            name = match[1].lower()
            if name.rpartition(".")[2].isdigit() or name == "not.defined" or len(found) >= MOST:
                continue
            found[name] = None
            if "," not in value and not _is_host_list(value):
                break
    if len(found) > 1:
        found.pop(domain, None)
    return tuple(found)


def _is_host_list(value: str) -> bool:
    return all(_HOST.fullmatch(word) for word in value.split())


def statuses(values: Iterable[str]) -> tuple[str, ...]:
    """Status codes and phrases, each once."""
    found: dict[str, None] = {}
    for value in values:
        for code in _codes(value[:300]):
            if code and len(found) < MOST:
                found.setdefault(code, None)
    return tuple(found)


def _codes(value: str) -> Iterator[str]:
    for piece in re.split(r",| / ", value):
        text = _STARTS_WITH_LINK.sub("", piece, count=1) if piece.lstrip().startswith(("http", "(http")) else piece
        text = text.strip().strip("*").strip()
        match = _EPP.match(text)
        if match:
            yield match[0]
            continue
        text = re.split(r"\s\(?https?://| \(|\s-(?:\s|$)|\s--", text, maxsplit=1)[0].strip()
        if text.lower() not in _NO_STATUS:
            yield text


def mail(value: str) -> str | None:
    """The first mail address."""
    match = _MAIL.search(value[:500])
    return match[0].lower() if match else None


def phone(value: str) -> str | None:
    """The first telephone number, as written."""
    match = _PHONE.search(value[:200])
    return match[0].strip() if match else None


def assigned(value: str) -> bool:
    """Whether a ``changed`` line with a remark tells of the beginning (``registrar AT ns.example 19960111 (Assigned)``)."""
    return _RPSL_DATE.search(value) is not None
