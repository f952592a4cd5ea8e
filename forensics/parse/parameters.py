"""Parameters of Content-Type and Content-Disposition (RFC 2045 section 5.1, RFC 2231), as written and as meant.

File names are where attackers and bad programs meet: two names for one file, sections out of order or missing, encoded words
where the standard forbids them. Everything is read; what was odd is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from forensics.parse.charsets import decode
from forensics.parse.comments import without_comments
from forensics.parse.words import decode_words, header_text

Parameters = tuple[str, dict[str, str], dict[str, list[str]], list[str]]
MAX_PARAMETERS = 2_000
_PARAMETER = re.compile(r';\s*+([^\s=;"]++)\s*+=\s*+("(?:[^"\\]++|\\.)*+"|"[^;]*+|[^;]*+)', re.DOTALL)
_TYPE = re.compile(r'[\s"]*+([^\s/;:"(]++)\s*+/\s*+([^\s;:"(,]++)')
_TOKEN = re.compile(r'\s*+[^\s=:;,"]++(?=[\s,:])(?!\s*+=)')
_FILE_NAMES = ("filename", "name")
_COMMENT_BEHIND = re.compile(r"(?<=\.[A-Za-z0-9]{3})\s++\([^()]*+\)$")
_SECTION = re.compile(r"([^*]++)\*(?:([0-9]{1,9})(\*?)|([0-9]{10,}\*?))?$")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def media_type(value: str) -> str:
    """Lower-case ``type/subtype``, or an empty string where the value names none (RFC 2045 then means text/plain)."""
    found = _TYPE.match(without_comments(value[:2000]) if "(" in value else value)
    return f"{found[1]}/{found[2]}".lower() if found else ""


def _pieces(value: str) -> Iterator[tuple[str, str]]:
    for count, found in enumerate(_PARAMETER.finditer(value)):
        if count >= MAX_PARAMETERS:
            return
        text = found[2].strip()
        if text.startswith('"'):
            closed = len(text) > 1 and text.endswith('"')
            text = text[1:-1] if closed else text[1:]
            text = _ESCAPED.sub(r"\1", text) if "\\" in text else text
        elif found[1].lower().rstrip("*0123456789") in ("charset", "boundary"):
            text = text.lstrip("= ").split(None, 1)[0] if text.lstrip("= ") else ""
        yield found[1].lower(), text


def _head(text: str) -> tuple[str, str, list[str]]:
    """``(value, what holds the parameters, defect codes)``; the semicolon between the two is often forgotten."""
    head, _, rest = text.partition(";")
    if "=" in head:
        # `text/html charset=utf-8`, `attachment filename="a;b.pdf"`, or the parameter alone.
        found = _TYPE.match(head) or _TOKEN.match(head)
        end = found.end() if found else 0
        return head[:end], text[end:].lstrip(" \t\r\n:,"), ["semicolon-missing"]
    if ":" in head:
        head, _, more = head.partition(":")
        return head, f"{more};{rest}", ["semicolon-missing"]
    return head, rest, []


def parameters(raw: bytes) -> Parameters:
    """The parameters of a header value; what many mails write alike (``text/html; charset="utf-8"``) is read once.

    See ``_parameters`` for what comes back. Callers must not change it.
    """
    return _cached(raw) if len(raw) < 200 else _parameters(raw)


def _parameters(raw: bytes) -> Parameters:  # noqa: C901, PLR0912 - the precedence of plain, extended and numbered values is one rule
    """``(value before the first semicolon, parameters, every value a name was given, defect codes)``.

    Extended values (``name*``, ``name*0*``) win over plain ones; of equal ones the first wins.
    """
    text, code = header_text(raw)
    codes = [f"raw-{code}"] if code else []
    written = text
    if "(" in text:
        text = without_comments(text)
    head, rest, odd = _head(text)
    codes += odd
    plain: dict[str, str] = {}
    extended: dict[str, str] = {}
    every: dict[str, list[str]] = {}
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, value in _pieces(";" + rest):
        if "*" not in name:
            every.setdefault(name, []).append(value)
            plain.setdefault(name, value)
            continue
        found = _SECTION.match(name)
        if found is None or found[4]:
            codes.append("parameter-section-number")
        elif found[2] is None:
            extended.setdefault(found[1], _extended(value, codes))
        else:
            sections.setdefault(found[1], {}).setdefault(int(found[2]), (value, bool(found[3])))
    if len(written) != len(text):
        for name, value in _pieces(";" + _head(written)[1]):
            if name in _FILE_NAMES and "(" in value:
                # `filename=Report (1).pdf`: quotation marks forgotten, and the number is no comment.
                plain[name] = _COMMENT_BEHIND.sub("", value)
    for name, numbered in sections.items():
        extended.setdefault(name, _joined(numbered, codes))
    for name, value in plain.items():
        if "=?" in value:
            plain[name], more_codes = decode_words(value)
            codes += ["encoded-word-in-parameter", *more_codes]
    for name, value in extended.items():
        if name in plain and plain[name] != value:
            codes.append("two-file-names" if name in _FILE_NAMES else "two-values")
        every.setdefault(name, []).insert(0, value)
    return head.strip(), {**plain, **extended}, every, codes


_cached = lru_cache(maxsize=2048)(_parameters)


def _extended(value: str, codes: list[str]) -> str:
    """``charset'language'percent-encoded`` -> text."""
    charset, _, rest = value.partition("'")
    language, quote, encoded = rest.partition("'")
    if not quote:
        charset, encoded = "", value
    del language
    text, _, code = decode(unquote_to_bytes(encoded), charset)
    if code:
        codes.append(code)
    return text


def _joined(numbered: dict[int, tuple[str, bool]], codes: list[str]) -> str:
    """Sections in the order of their numbers; a gap is said and passed over, since half a name beats none."""
    first = min(numbered)
    charset, data = "", b""
    order = sorted(numbered)
    if order != list(range(first, first + len(order))) or first != 0:
        codes.append("parameter-section-missing")
        if first == 0:
            order = [n for n in order if n < len(order) * 2]
    for n in order:
        value, encoded = numbered[n]
        if encoded and n == first and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        data += unquote_to_bytes(value) if encoded else value.encode("utf-8", "surrogateescape")
    if not any(encoded for _, encoded in numbered.values()):
        text = data.decode("utf-8", "replace")
        return decode_words(text)[0] if "=?" in text else text
    text, _, code = decode(data, charset)
    if code:
        codes.append(code)
    return text
