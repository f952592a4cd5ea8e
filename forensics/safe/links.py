"""Links that nothing makes clickable: ``hxxp[:]//host[.]tld/path``.

Why it matters: terminals, JupyterLab's text output, PDF readers and chat programs turn ``http://``, ``www.`` and even
``hxxps://`` into links by themselves. One wrong click on a recipient's own link tells the offender that the address lives.
"""

from __future__ import annotations

import re

_HOST = re.compile(r"://([^\s/?#\\<>\"'「」、。]*)")
_SCHEME = re.compile(r"(?i)(?<![a-z0-9])(http|https|hxxp|hxxps|ftp|ftps)(?=\[:\]//|:[/\\])")
_BARE = re.compile(r"(?i)(?<![\w.\]/@-])(?:www|ftp)\d{0,3}\.[\w.\-]*\w")
_OTHER = re.compile(r"(?i)(?<![a-z0-9])(mailto|javascript|vbscript|file|data|tel|sms|magnet|news|nntp|irc):(?=[^\s:])")
_AMONG_WORDS = re.compile(
    r"(?i)(?<![\w.@/:+%-])((?:[\w.+%=-]*@)?)"
    r"((?:\d{1,3}(?:\.\d{1,3}){3}|(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:xn--[a-z0-9-]+|[^\W\d_]{2,}))(?![\w/@:=-]|\.\w|\[))"
)
"""A mail address's local part, and the host or IP that a word of a line is."""
_DOT = re.compile(r"(?<!\[)\.(?!\]|$)")
_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}$")
_NAME = re.compile(r"\.[^\W\d]")
_LIVE = {"http": "hxxp", "https": "hxxps", "ftp": "fxp", "ftps": "fxps"}


def defanged(text: str) -> str:
    """The text with every link broken for programs and whole for people. Doing it twice changes nothing more."""
    if "://" in text:
        text = _HOST.sub(lambda found: "[:]//" + _DOT.sub("[.]", found[1]), text)
    if "//" in text or ":\\" in text or ":/" in text:
        text = _SCHEME.sub(lambda found: _LIVE.get(found[1].lower(), found[1]), text)
    text = _BARE.sub(lambda found: _DOT.sub("[.]", found[0]), text)
    return _OTHER.sub(r"\1[:]", text) if ":" in text else text


def defanged_value(value: str) -> str:
    """An indicator as a reader may see it: URLs as above, hosts, mail addresses and IPs with their dots bracketed.

    In several words only those that are a host, an address or an IP: ``TLSv1.3`` and ``(8.9.3/8.9.3)`` of a header line are none.
    """
    if "://" in value:
        return defanged(value)
    if " " in value.strip():
        return _AMONG_WORDS.sub(lambda found: found[1] + _DOT.sub("[.]", found[2]), defanged(value))
    host, slash, path = value.partition("/")
    if _IPV4.match(host) or _NAME.search(host):
        return _DOT.sub("[.]", host) + slash + path
    return defanged(value)
