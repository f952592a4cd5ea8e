"""Links and mail addresses in running text: ``https://``, ``www.``, ``hxxp[:]//``, ``name@host``.

Why it matters: the link is what the mail is for, the address is where the answer goes. The search is led by signs that no
link lacks (``://``, ``www.``, ``@``); from there one looks left and right by the rules in ``edges`` and ``tails``. Each place is
looked at once, so a megabyte of ``http://`` costs what a megabyte of prose costs.
Sources: WHATWG URL; RFC 3986 appendix C; RFC 1738 (``ftp``). Schemes that analysts break are mended: ``hxxp``, ``h**p``, ``meow``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.extract import edges, mailboxes
from forensics.extract.hit import Hit
from forensics.extract.normal import link, with_appearance
from forensics.extract.tails import Tails
from forensics.extract.view import View

# Led by one small set of signs, so that the search skips from one to the next. ':\/\/' is how JSON and scripts write '://'.
_LEAD = re.compile(
    r"[:@wW](?:(?<=:)(?: ?//|\\\\|\\/\\/)|(?<=@)(?=[A-Za-z0-9\-\[\x80-\U0010ffff])|(?<=[wW])[wW]{2}[0-9]{0,2}\.)"
)
_SCHEME = re.compile(
    r"(?:(?<![a-z])(?P<ftp>f(?:t|x)p)|h(?:[tx*_z]{2}|\+\+|x)p|(?<![a-z])ttp|meow)(?P<s>s?)\Z", re.IGNORECASE
)
_OTHER_SCHEME = re.compile(
    r"(?<![a-z])(?:file|sftp|ftps|ftpes|ssh|smb|wss?|tcp|udp|tls|ldaps?|rdp|vnc|telnet|rtsp|rtmp|socks[45]?h?|git|svn|rsync|ircs?|imaps?"
    r"|smtps?|mqtts?|webcal|feed|redis|mysql|mongodb)\Z"
)
"""Schemes of links that no browser opens, but whose host is as good a trace."""
# In angle brackets white space is no part of the link (RFC 3986 appendix C): mail programs that wrap lines break long ones there.
_WRAPPED = re.compile(r"(?:\r?\n(?!https?:)[!#-;=?-~]{1,400}+){1,8}+(?=>)")
_GLUED = re.compile(r"https?\Z", re.IGNORECASE)
LONGEST_REFUSED = 2_048
"""Characters. What stands inside a longer run that no browser takes for a link is not searched for further links."""
MOST_MISSED = 20_000
"""At signs in one text that look like an address and are none; a text with more has been made to exhaust its reader."""
_FOREIGN_WEIGHT = 10
"""What one behind a letter outside ASCII counts: it costs more to look at."""
_DOTTED = re.compile(r"[^\s/.]{1,64}+\.|\[")
_CLOSING = {"'": "'", "*": "*", "_": "_", "~": "~", "|": "|", ",": ",", ";": ";"}
_SCHEMES = ("http://", "https://", "ftp://")
_LONGEST_SCHEME = 6
_LONGEST_OTHER = 9


def hits(view: View) -> Iterator[Hit]:
    """Links (with their hosts) and addresses, left to right, none inside another."""
    text = view.text
    tails = Tails(text)
    done = missed = 0
    for lead in _LEAD.finditer(text):
        at = lead.start()
        if at < done:
            continue
        sign = text[at]
        if sign == "@":
            if not mailboxes.may_begin(text, at) or missed > MOST_MISSED:
                continue
            found = list(mailboxes.around(text, at, done))
            if not found:
                missed += 1 if text[at - 1 : at].isascii() else _FOREIGN_WEIGHT
        elif sign == ":":
            found = _absolute(text, tails, at, lead.end(), done)
        else:
            found = _schemeless(text, tails, at, done)
        for hit in found:
            done = max(done, hit.end)
            if hit.kind:
                yield hit


def _absolute(text: str, tails: Tails, at: int, start: int, done: int) -> list[Hit]:
    """A link whose ``://`` stands at ``at``; its host would begin at ``start``."""
    behind = at - 1 if text[at - 1 : at] == " " and at > done else at  # 'https ://'
    before = text[max(done, behind - _LONGEST_SCHEME) : behind].lower()
    if before.endswith("https"):
        real, begin, how = "https", behind - 5, ""
    elif before.endswith("http"):
        real, begin, how = "http", behind - 4, ""
    else:
        scheme = _SCHEME.search(before)
        if not scheme:
            return _other(text, at, start, done)
        real = "ftp" if scheme["ftp"] else "http"
        real += scheme["s"] if real == "http" else ""
        begin, how = behind - len(scheme.group()), "" if scheme.group() == real else "refanged"
    if behind < at or text[at + 1] == " ":
        how = "refanged"
    if text.startswith(_SCHEMES, start):
        return []  # http://https://...: the second one is the link
    place = edges.authority(text, start)
    if not place or (place[1] - place[0] == 3 and text[place[0] : place[1]].lower() == "www"):
        return []  # no host, or only the beginning of one
    host, host_end, port_end = place
    sign = text[begin - 1] if begin > 0 else ""
    quote = _closing(text, begin)
    backslash = text[at + 1] == "\\"
    glued = _GLUED.search(text, host, host_end) if text.startswith("://", host_end) else None
    if glued and edges.is_complete(text[host : glued.start()]):
        end = host_end = glued.start()  # a.examplehttps://b.example: the next link's scheme is no part of this host
    else:
        end = tails.end(port_end, quote=quote, backslashes=backslash)
    if sign == "_" and text[end : end + 1] != "_" and text[end - 1 : end + 1] != "__":
        return []  # the end of a longer name, not the scheme of a link; _http://...._ is emphasis
    rest = text[start:end]
    wrapped = _WRAPPED.match(text, end) if sign == "<" and text[end : end + 1] in ("\r", "\n") else None
    if wrapped:
        end = wrapped.end()
        rest += "".join(wrapped.group().split())
        how = f"{how}, line breaks taken out".removeprefix(", ")
    if backslash and text[at + 2] == "/":
        rest = rest.replace("\\/", "/").rstrip("\\")
    return _link(f"{real}://{rest}", begin, end, (host, host_end), how)


def _closing(text: str, begin: int) -> str:
    """The sign that closes a link which begins at ``begin``, told by the sign before it; none where that ends an HTML entity."""
    quote = _CLOSING.get(text[begin - 1], "") if begin > 0 else ""
    return "" if quote == ";" and "&" in text[max(0, begin - 8) : begin] else quote


def _other(text: str, at: int, start: int, done: int) -> list[Hit]:
    """The host of a link by another scheme, ``tcp://host:4444``, whose ``://`` stands at ``at``."""
    if not _DOTTED.match(text, start) or not _OTHER_SCHEME.search(text[max(done, at - _LONGEST_OTHER) : at].lower()):
        return []
    place = edges.authority(text, start)
    parsed = link(f"http://{text[place[0] : place[1]]}") if place else None
    if not place or not parsed or not (parsed.host_kind == "ip" or edges.is_complete(parsed.host)):
        return []
    how = with_appearance("host of a link by another scheme", parsed.host)
    return [Hit(place[0], place[1], parsed.host_kind, parsed.host, how)]


def _schemeless(text: str, tails: Tails, at: int, done: int) -> list[Hit]:
    """A link that begins with ``www.`` at ``at``; browsers and mail programs put ``http://`` before it."""
    before = text[at - 1 : at] if at > done else ""
    if before and ((before.isascii() and before.isalnum()) or before in ".-/@\\"):
        return []
    end = edges.host_end(text, at)
    if end - at < 7 or not edges.is_complete(text[at:end].rstrip(".")):  # www.a.b is the shortest
        return []
    place = edges.authority(text, at)
    if not place or place[1] != end:
        return []
    stop = tails.end(place[2], quote=_closing(text, at))
    if before == "_" and text[stop : stop + 1] != "_":
        return []  # the end of a longer name; _www...._ is emphasis
    return _link(f"http://{text[at:stop]}", at, stop, (at, end), "no scheme")


def _link(url: str, start: int, end: int, host: tuple[int, int], how: str) -> list[Hit]:
    parsed = link(url)
    if parsed is None:
        # No link, but walked through: a long run must not be walked through again.
        return [Hit(start, end, "", "")] if end - start > LONGEST_REFUSED else []
    if parsed.cut:
        how = f"{how}, cut" if how else "cut"
    of_host = f"{how}, host of the link" if how else "host of the link"
    return [
        Hit(start, end, "url", parsed.href, how),
        Hit(*host, parsed.host_kind, parsed.host, with_appearance(of_host, parsed.host)),
    ]
