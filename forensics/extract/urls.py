"""Links and mail addresses in running text: ``https://``, ``www.``, ``hxxp[:]//``, ``name@host``.

Why it matters: the link is what the mail is for, the address is where the answer goes. The search is led by literals that no
link lacks (``://``, ``www.``, ``@``); from there one looks left and right by the rules in ``edges``. Each place is looked at
once, so a megabyte of ``http://`` costs what a megabyte of prose costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.domains import ascii_host, is_top_level
from forensics.extract import edges
from forensics.extract.hit import Hit
from forensics.extract.normal import link
from forensics.extract.tails import Tails
from forensics.extract.view import View

_LEAD = re.compile(r"://|:\\\\|[wW]{3}[0-9]{0,2}\.|@")
_SCHEME = re.compile(r"(?:(?P<ftp>f(?:t|x)p)|h(?:tt|xx|\*\*|__|tx|xt)p)(?P<s>s?)\Z", re.IGNORECASE)
_BEGINS_HOST = re.compile(r"[A-Za-z0-9\-]{1,63}+[.。｡]|[A-Za-z0-9\-]{0,63}+[^\x00-\x7f]")
"""A first label and a dot, or one with letters outside ASCII: the cheap question before the host is read."""
_LOCAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+'~&#=-"
LONGEST_REFUSED = 2_048
"""Characters. What stands inside a longer run that no browser takes for a link is not searched for further links."""
_CLOSING = {"'": "'", "*": "*", "_": "_", "~": "~", "|": "|"}


def hits(view: View) -> Iterator[Hit]:
    """Links (with their hosts) and addresses, left to right, none inside another."""
    text = view.text
    tails = Tails(text)
    done = 0
    for lead in _LEAD.finditer(text):
        if lead.start() < done:
            continue
        sign = lead.group()
        if sign == "@":
            if not _BEGINS_HOST.match(text, lead.end()):
                continue
            found = list(_address(text, lead.start(), done))
        elif sign[0] == ":":
            found = list(_absolute(text, tails, lead.start(), lead.end(), done))
        else:
            found = list(_schemeless(text, tails, lead.start(), done))
        yield from (hit for hit in found if hit.kind)
        if found:
            done = max(hit.end for hit in found)


def _absolute(text: str, tails: Tails, at: int, start: int, done: int) -> Iterator[Hit]:
    """A link whose ``://`` stands at ``at``; its host would begin at ``start``."""
    if text.startswith(("http://", "https://", "ftp://"), start):
        return  # http://https://...: the second one is the link
    scheme = _SCHEME.search(text[max(done, at - 6) : at])
    if not scheme:
        return
    place = edges.authority(text, start)
    if not place:
        return
    host, host_end, port_end = place
    written = scheme.group()
    begin = at - len(written)
    backslashes = text[at + 1] == "\\"
    quote = _CLOSING.get(text[begin - 1 : begin], "") if begin else ""
    end = tails.end(port_end, quote=quote, backslashes=backslashes)
    real = "ftp" if scheme["ftp"] else "http" + scheme["s"].lower()
    how = "" if written.lower() == real else "refanged"
    yield from _link(f"{real}://{text[start:end]}", begin, end, (host, host_end), how)


def _schemeless(text: str, tails: Tails, at: int, done: int) -> Iterator[Hit]:
    """A link that begins with ``www.`` at ``at``; browsers and mail programs put ``http://`` before it."""
    before = text[at - 1 : at] if at > done else ""
    if before and ((before.isascii() and before.isalnum()) or before in "._-/@"):
        return
    end = edges.host_end(text, at)
    if end - at < 7 or not is_top_level(text[at:end].rpartition(".")[2]):
        return
    port = edges.authority(text, at)
    port_end = port[2] if port and port[1] == end else end
    quote = _CLOSING.get(before, "")
    stop = tails.end(port_end, quote=quote)
    yield from _link(f"http://{text[at:stop]}", at, stop, (at, end), "no scheme")


def _link(url: str, start: int, end: int, host: tuple[int, int], how: str) -> Iterator[Hit]:
    parsed = link(url)
    if parsed is None:
        if end - start > LONGEST_REFUSED:
            yield Hit(start, end, "", "")  # no link, but walked through: it must not be walked through again
        return
    if parsed.cut:
        how = f"{how}, cut" if how else "cut"
    yield Hit(start, end, "url", parsed.href, how)
    yield Hit(*host, parsed.host_kind, parsed.host, "host of the link" if not how else f"{how}, host of the link")


def _address(text: str, at: int, done: int) -> Iterator[Hit]:
    """A mail address around the at sign (RFC 5322 dot-atom, the signs that occur; at most 64 characters before it)."""
    before = text[max(done, at - 64) : at]
    name = before[len(before.rstrip(_LOCAL)) :]
    if not name:
        return
    start = at - len(name)
    for sign in "&=#'":  # to=someone@..., 'someone@...': the name begins behind the sign
        cut = name.rfind(sign)
        if cut >= 0:
            start += cut + 1
            name = name[cut + 1 :]
    lead = len(name) - len(name.lstrip(".-+~%"))
    start, name = start + lead, name[lead:]
    if not name or name.endswith(".") or ".." in name:
        return
    end = edges.host_end(text, at + 1)
    host = text[at + 1 : end].rstrip(".")
    end = at + 1 + len(host)
    if "." not in host or "_" in host or "%" in host or not is_top_level(host.rpartition(".")[2]):
        return
    domain = ascii_host(host)
    if not domain or ".." in domain or domain.startswith("-"):
        return
    yield Hit(start, end, "email", f"{name}@{domain}")
    yield Hit(at + 1, end, "domain", domain, "domain of the address")
