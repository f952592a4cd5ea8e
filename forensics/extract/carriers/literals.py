"""The string values that a piece of JavaScript spells out: joined, escaped, encoded, without running anything.

Why it matters: ``location = atob('aHR0cHM6...')`` and ``'ht' + 'tps' + '://'`` keep a link from every program that searches the source
for it. What is worked out here is what stands there in full: literals, their escapes (ECMA-262 section 12.9.4), ``+``, ``atob``,
``unescape``, ``decodeURIComponent``, ``String.fromCharCode``, arrays that are joined, strings that are turned round, and names that were
given such a value before. Whatever depends on anything else ends a value. Two passes over the tokens at most, no evaluation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from forensics.extract.carriers.data_uris import unbased

MOST_TOKENS = 300_000
"""Of one page. Minified libraries of that size are not sent by mail."""
LONGEST_VALUE = 1_000_000
MOST_MADE = 4_000_000
"""Characters of all values of one piece of code together: ``a = a + a`` doubles with each line."""
MOST_STEPS = 300_000
"""Terms that are looked at in one piece of code."""
DEEPEST = 4
"""Calls and brackets within each other."""
_TOKEN = re.compile(
    r"(?P<space>\s++|//[^\n]*+)"
    r"|(?P<string>\"(?:[^\"\\\n]++|\\.)*+\"|'(?:[^'\\\n]++|\\.)*+'|`(?:[^`\\]++|\\.)*+`)"
    r"|(?P<number>0[xX][0-9a-fA-F]{1,8}|[0-9]{1,10})"
    r"|(?P<name>[A-Za-z_$][\w$]*+(?:\.[A-Za-z_$][\w$]*+)*+)"
    r"|(?P<broken>\"(?:[^\"\\\n]++|\\.)*+|'(?:[^'\\\n]++|\\.)*+|`(?:[^`\\]++|\\.)*+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|([0-7]{1,3})|(\r\n|[\s\S]))")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\n": "", "\r\n": "", "\r": ""}
_HOLE = re.compile(r"\$\{([^{}]{1,200})\}")
_WIDE = re.compile(r"%u([0-9A-Fa-f]{4})")


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression gives."""

    text: str
    how: str
    """``literal``, or how it was made: ``joined``, ``escapes``, ``atob``, ...; several by comma."""
    name: str
    """What it is given to: ``location.href``, ``window.open``; empty where nothing takes it."""


Token = tuple[str, str]
Worth = tuple["str | list[str]", str]
"""A string or an array of strings, and how it came about."""


def tokens(code: str) -> list[Token]:
    """(group, text) of each token but white space and comments."""
    found: list[Token] = []
    at, end, comments = 0, len(code), True
    while at < end and len(found) < MOST_TOKENS:
        if comments and code.startswith("/*", at):
            close = code.find("*/", at + 2)
            if close >= 0:
                at = close + 2
                continue
            comments = False  # none closes any more: not to be searched for again
        token = _TOKEN.match(code, at)
        if token is None:
            break
        at = token.end()
        group = token.lastgroup or "sign"
        if group != "space":
            found.append((group, token.group()))
    return found


class Reader:
    """One walk over the tokens of some code, with the names that have been given a value."""

    __slots__ = ("left", "names", "steps", "tokens")

    def __init__(self, code: str) -> None:
        self.tokens = tokens(code)
        self.steps = MOST_STEPS
        self.names: dict[str, Worth] = {}
        self.left = MOST_MADE

    @property
    def cut(self) -> bool:
        """Whether a limit was reached before the end of the code."""
        return self.left <= 0 or self.steps <= 0 or len(self.tokens) >= MOST_TOKENS

    def read(self) -> Iterator[Value]:
        """The string values of the code, in the order in which they stand there."""
        at, end = 0, len(self.tokens)
        given = ""
        while at < end and self.left > 0 and self.steps > 0:
            group, text = self.tokens[at]
            if group == "name" and self.sign(at + 1) == "=" and self.sign(at + 2) != "=":
                worth, after = self.expression(at + 2, 0)
                if worth is not None:
                    self.names[text] = worth
                    yield from self.told(worth, text)
                    at = after
                    continue
                given = ""
            elif group in ("string", "name") or text == "[":
                worth, after = self.expression(at, 0)
                if worth is not None:
                    yield from self.told(worth, given)
                    at = after
                    continue
                given = text if group == "name" and self.sign(at + 1) == "(" else ""
            elif text not in "(,":
                given = ""
            at += 1

    def told(self, worth: Worth, name: str) -> Iterator[Value]:
        """A value, or each value of an array."""
        text, how = worth
        if isinstance(text, str):
            yield Value(text, how, name)
        else:
            for each in text[:1000]:
                yield Value(each, how, "")

    def sign(self, at: int) -> str:
        """The sign at a place; empty where something else stands there."""
        if at < len(self.tokens) and self.tokens[at][0] == "sign":
            return self.tokens[at][1]
        return ""

    def expression(self, at: int, depth: int) -> tuple[Worth | None, int]:
        """Terms with ``+`` between them, as far as their values are known."""
        worth, at = self.term(at, depth)
        if worth is None or isinstance(worth[0], list):
            return worth, at
        parts, ways = [worth[0]], [worth[1]]
        size = len(worth[0])
        while self.sign(at) == "+" and size < LONGEST_VALUE:
            more, after = self.term(at + 1, depth)
            if more is None or isinstance(more[0], list):
                break
            parts.append(more[0])
            size += len(more[0])
            ways += ["joined", more[1]]
            at = after
        how = ", ".join(way for way in dict.fromkeys(ways) if way != "literal" or len(parts) == 1)
        return ("".join(parts), how), at

    def term(self, at: int, depth: int) -> tuple[Worth | None, int]:
        """One operand, with the methods behind it."""
        self.steps -= 1
        if at >= len(self.tokens) or depth > DEEPEST or self.steps < 0:
            return None, at
        group, text = self.tokens[at]
        worth: Worth | None = None
        after = at + 1
        if group == "string":
            worth = self.template(text) if text[0] == "`" and "${" in text else _literal(text)
        elif group == "number":
            worth = (text, "literal")
        elif group == "name":
            worth, after = self.named(text, after, depth)
        elif text == "(":
            worth, after = self.expression(after, depth + 1)
            if self.sign(after) != ")":
                return None, at + 1
            after += 1
        elif text == "[":
            worth, after = self.array(after, depth)
        if worth is None:
            return None, at + 1
        worth, after = self.methods(worth, after, depth)
        self.left -= sum(map(len, worth[0])) if isinstance(worth[0], list) else len(worth[0])
        return (worth, after) if self.left > 0 else (None, at + 1)

    def named(self, text: str, after: int, depth: int) -> tuple[Worth | None, int]:
        """A name: a function that is known, or what was given to it before."""
        last = text.rpartition(".")[2]
        if self.sign(after) == "(":
            if last == "fromCharCode":
                return self.characters(after + 1)
            if last in _CALLS:
                return self.call(_CALLS[last], last, after + 1, depth)
            if "." in text:
                return self.named_method(text, after + 1, depth)
        return self.names.get(text), after

    def template(self, written: str) -> Worth:
        """``https://${host}/x``: names that are known are put in; the first that is not ends the value."""
        out: list[str] = []
        inner, at = written[1:-1], 0
        for hole in _HOLE.finditer(inner):
            known = self.names.get(hole[1].strip())
            out.append(inner[at : hole.start()])
            at = hole.end()
            if known is None or isinstance(known[0], list):
                return "".join(out), "joined"
            out.append(known[0])
        return "".join([*out, inner[at:]])[:LONGEST_VALUE], "joined"

    def named_method(self, text: str, at: int, depth: int) -> tuple[Worth | None, int]:
        """``word.split('')`` where ``word`` is known."""
        head, _, method = text.rpartition(".")
        known = self.names.get(head)
        given, after = self.arguments(at, depth) if known is not None else (None, at)
        if known is None or given is None:
            return None, at
        return _method(known, method, given), after

    def call(self, does: Callable[[str], str], name: str, at: int, depth: int) -> tuple[Worth | None, int]:
        """``atob('...')``: what a function of ``_CALLS`` makes of its one argument."""
        worth, at = self.expression(at, depth + 1)
        if worth is None or isinstance(worth[0], list) or self.sign(at) != ")":
            return None, at
        return (does(worth[0]), name if worth[1] == "literal" else f"{worth[1]}, {name}"), at + 1

    def characters(self, at: int) -> tuple[Worth | None, int]:
        """``String.fromCharCode(104, 0x74, ...)``."""
        out: list[str] = []
        while at < len(self.tokens):
            group, text = self.tokens[at]
            if group == "number":
                code = int(text, 16) if text[:2] in ("0x", "0X") else int(text)
                out.append(chr(code & 0xFFFF))
            elif text == ")":
                return ("".join(out), "fromCharCode"), at + 1
            elif text != ",":
                break
            at += 1
        return None, at

    def array(self, at: int, depth: int) -> tuple[Worth | None, int]:
        """``['a', 'b']``."""
        items: list[str] = []
        while True:
            worth, at = self.expression(at, depth + 1)
            if worth is None or isinstance(worth[0], list):
                return None, at
            items.append(worth[0])
            sign = self.sign(at)
            at += 1
            if sign == "]":
                return (items, "array"), at
            if sign != ",":
                return None, at

    def methods(self, worth: Worth, at: int, depth: int) -> tuple[Worth, int]:
        """``.split('').reverse().join('')``, ``.concat('x')``, ``.replace('x', '')`` behind a value."""
        while self.sign(at) == "." and at + 1 < len(self.tokens) and self.tokens[at + 1][0] == "name":
            # Names that are joined by dots are one token; here each stands behind a bracket, so it is a single one.
            method = self.tokens[at + 1][1]
            if self.sign(at + 2) != "(":
                break
            given, after = self.arguments(at + 3, depth)
            if given is None:
                break
            made = _method(worth, method, given)
            if made is None:
                break
            worth, at = made, after
        return worth, at

    def arguments(self, at: int, depth: int) -> tuple[list[str] | None, int]:
        """The strings between the brackets of a call; None where one is not known."""
        given: list[str] = []
        while self.sign(at) != ")":
            worth, at = self.expression(at, depth + 1)
            if worth is None or isinstance(worth[0], list):
                return None, at
            given.append(worth[0])
            if self.sign(at) == ",":
                at += 1
        return given, at + 1


def _method(worth: Worth, method: str, given: list[str]) -> Worth | None:
    text, how = worth
    first = given[0] if given else ""
    if isinstance(text, list):
        if method == "join":
            return (first if given else ",").join(text)[:LONGEST_VALUE], how
        return (text[::-1], f"{how}, reverse") if method == "reverse" else None
    if method == "split" and given:
        return (text.split(first) if first else list(text)), "split"
    if method == "concat":
        return "".join([text, *given])[:LONGEST_VALUE], "joined"
    if method in ("replace", "replaceAll") and len(given) == 2 and first:
        grown = text.replace(first, given[1][:1000], 1 if method == "replace" else 10_000)
        return grown[:LONGEST_VALUE], method
    return (text, how) if method in ("toString", "trim") else None


def _literal(written: str) -> Worth:
    inner = written[1:-1]
    if "\\" not in inner:
        return inner, "literal"
    return _ESCAPE.sub(_unescaped, inner), "escapes"


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else "\ufffd"
    if found[4]:
        return chr(int(found[4], 8))
    return _SIMPLE.get(found[5], found[5])


def _percent(text: str) -> str:
    """``unescape`` knows ``%u0041`` beside ``%41``; as UTF-8 where that is what it is."""
    return unquote(_WIDE.sub(lambda found: chr(int(found[1], 16)), text))


_CALLS: dict[str, Callable[[str], str]] = {
    "atob": lambda text: unbased(text).decode("utf-8", "replace"),
    "unescape": _percent,
    "decodeURIComponent": _percent,
    "decodeURI": _percent,
    "String": str,
}
