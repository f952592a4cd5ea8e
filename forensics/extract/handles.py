"""Names under which somebody is reached in a messenger: ``t.me/name``, ``Telegram: @name``, ``LINE ID: abc``, ``wa.me/81901234567``.

Why it matters: the talk moves there, away from filters; the handle outlives addresses and hosts, and the service can close it.
Values name the service: ``telegram:name``, ``whatsapp:+819012345678``, ``line:@abc``, ``discord:name``.
A name counts behind a link of the service, or beside the service's name with a sign that makes it one (``@``, ``:``, ``ID``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from forensics.extract import cues, shapes
from forensics.extract.hit import Hit
from forensics.extract.lexica import one_of, read
from forensics.extract.view import View

_WORDS = read("contacts")
_SERVICES: dict[str, dict[str, Any]] = _WORDS["handle"]
_OF_LINK = {link: name for name, service in _SERVICES.items() for link in service["links"]}
SERVICES = frozenset(link.partition("/")[0].removesuffix(":") for link in _OF_LINK)
"""Hosts and schemes whose links lead to a name."""
_OF_WORD = {word: name for name, service in _SERVICES.items() for word in service["words"]}
_BY_NUMBER = frozenset(name for name, service in _SERVICES.items() if service.get("number"))
_LABELS, _JOINS = one_of(_WORDS["between"]["labels"]), one_of(_WORDS["between"]["joins"])
_STRONG = frozenset({":", "：", "=", "->", "→", "は", "は、", "是"})
_LINKED = re.compile(r"(?:joinchat/)?(?P<name>[@~+]?[A-Za-z0-9][A-Za-z0-9._:#-]{1,63})")
_NOT_NAMES = frozenset({
    "s", "c", "iv", "share", "proxy", "socks", "addstickers", "addemoji", "addlist", "setlanguage", "login", "confirmphone", "joinchat", "bg",
    "http", "https", "www", "here", "click", "link", "name", "username",
})  # fmt: skip
_AFTER = {
    name: re.compile(
        rf"(?i)[ \t]?(?:[(（]?{_LABELS}[)）]?[ \t]{{0,2}}){{0,3}}(?P<join>{_JOINS})?[ \t]{{0,3}}\n?[「『\"'“(（]?(?P<at>[@＠])?(?P<name>{service['shape']})(?![A-Za-z0-9_@＠])"
    )
    for name, service in _SERVICES.items()
}
_BEFORE = {
    name: re.compile(
        rf"(?i)(?<![\w.])@(?P<name>{service['shape']})[ \t]{{0,2}}{one_of(_WORDS['service_after']['words'])}[ \t]{{0,2}}\Z"
    )
    for name, service in _SERVICES.items()
    if name not in _BY_NUMBER
}
_NUMBER_BEFORE = re.compile(
    rf"(?i)(?<![\w.+])(?P<name>\+[0-9][0-9 ()-]{{6,18}}[0-9])[ \t]{{0,2}}{one_of(_WORDS['service_after']['words'])}[ \t]{{0,2}}\Z"
)
"""``+44 20 7946 0958 on WhatsApp``."""
_TELLING = re.compile(r"(?i)(?:id|user ?name|handle|아이디)[)）]?[ \t]{1,2}\Z")
_LABELLED = re.compile(rf"(?i)\A[ \t]?[(（]?{_LABELS}(?![A-Za-z])")
_REACH = 48


def hits(view: View) -> Iterator[Hit]:
    """Handles; the same one in a link and in words gives the same value."""
    look = cues.look(view.text)
    if "handle" not in look.asks:
        return
    text = look.text
    done = 0
    for start, end, group in look.places(shapes.HANDLE):
        if start < done:
            continue
        led = start and text[start - 1].isascii() and (text[start - 1].isalnum() or text[start - 1] in "-_")
        if led and text[start].isascii():
            continue
        word = text[start:end].lower()
        link = word if group else ""
        hit = _in_link(text, end, _OF_LINK[link]) if link else _in_words(text, start, end, _OF_WORD[word])
        if link.endswith(":") and not hit:  # ``skype:name`` is a link, ``Skype: name`` a sentence
            hit = _in_words(text, start, end - 1, _OF_LINK[link])
        if hit:
            done = hit.end
            yield hit


def _in_link(text: str, end: int, service: str) -> Hit | None:
    found = _LINKED.match(text, end)
    if not found:
        return None
    name = found["name"].rstrip(".:-#")
    invited = found["name"][0] == "+" or found["name"] != found.group()  # an invitation's code, whose case matters
    if name.lower() in _NOT_NAMES or (service in _BY_NUMBER and not name.lstrip("+").isdigit()):
        return None
    start = found.start("name")
    return Hit(
        start,
        start + len(name),
        "handle",
        f"telegram:{name}" if invited and service == "telegram" else _value(service, name.lstrip("~")),
        "in a link",
    )


def _in_words(text: str, start: int, end: int, service: str) -> Hit | None:
    found = _AFTER[service].match(text, end)
    if found and _is_told(text, end, found, service):
        start = (
            found.start("at") if found["at"] and service == "line" else found.start("name")
        )  # @abc is another account than abc
        return Hit(
            start, found.end("name"), "handle", _value(service, text[start : found.end("name")].replace("＠", "@"))
        )
    pattern, sign = (_BEFORE[service], "@") if service in _BEFORE else (_NUMBER_BEFORE, "+")
    left = max(0, start - _REACH)
    before = pattern.search(text[left:start]) if sign in text[left:start] else None
    if before:
        return Hit(left + before.start("name"), left + before.end("name"), "handle", _value(service, before["name"]))
    return None


def _is_told(text: str, end: int, found: re.Match[str], service: str) -> bool:
    """Whether what stands behind the service's name is a name rather than the next word of the sentence."""
    name, at = found["name"], found.end("name")
    if name.lower() in _NOT_NAMES or text.startswith(("://", "/"), at):
        return False
    if service in _BY_NUMBER:
        joined = found["join"] or text[end - 1] in ":：dr"  # signal: name.42, signal id name.42
        return sum(map(str.isdigit, name)) >= 9 or (service == "signal" and "." in name and bool(joined))
    if found["at"]:
        return True
    written = text[end - 1 : found.start("name")]
    join = (found["join"] or "").lower()
    labelled = "id" in written.lower() or _LABELLED.match(text[end:]) is not None or service == "line"
    told = (
        text[max(0, end - 2) : end].lower() in ("id", "微信号", "信号", "信號")
        or text[max(0, end - 3) : end] == "加微信"
    )
    quoted = service == "line" and written[-1] in "「『"
    told = told or quoted or name.lower().startswith("live:")
    named = _TELLING.search(text[end - 2 : found.start("name")]) is not None and not name.isalpha()
    if join not in _STRONG and not ((labelled and join) or told or named):
        return False
    if any(sign.isdigit() or sign in "_.:#" for sign in name):
        return True
    rest = text[at : at + 2]
    return labelled and (
        not rest or rest[0] in "\n.,;!)。、」』）\r" or not rest[0].isascii() or (rest[0] == " " and join in _STRONG)
    )


def _value(service: str, name: str) -> str:
    if service in _BY_NUMBER and any(map(str.isdigit, name[:2])):
        return f"{service}:+{''.join(filter(str.isdigit, name)).lstrip('0')}"
    return f"{service}:{name.lower() if service in ('telegram', 'skype') else name}"
