"""Address headers -> mailboxes (RFC 5322 section 3.4), the way a victim's mail program would read them.

The display name is what people look at and the sender writes at will, so the two are kept apart with care: an unquoted
address as a name, angle brackets inside a quoted name, a whole mailbox inside an encoded word are all in use by phishers.
Structure is read before encoded words are decoded (RFC 2047 section 5); one pass, linear.
"""

from __future__ import annotations

import re

from forensics.model.hop import Address
from forensics.parse.words import decode_words, header_text

MAX_ADDRESSES = 10_000
MAX_ANGLES = 50
"""Brackets that are told apart in one mailbox."""
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|\\.|[()<>,;:]|[^"\\()<>,;:]++|["\\]', re.DOTALL)
_PLAIN = re.compile(
    r'(\s*+"[^"\\\n]*+"\s*+|[^"(),;:\\<>\n]*+)<([^\s"(),;:\\<>@=]++@[^\s"(),;:\\<>@=]++)>|([^\s"(),;:\\<>@=?]++@[^\s"(),;:\\<>@=?]++)'
)
_INSIDE = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255}")
_QUOTED = re.compile(r'"((?:[^"\\]++|\\.)*+)"|\\([^\w\s])', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def addresses(raw: bytes) -> tuple[list[Address], list[str]]:
    """Mailboxes of one header value, group members included, and the codes of defects."""
    text, code = header_text(raw)
    codes = [f"raw-{code}"] if code else []
    simple = _simple(text, codes)
    if simple is not None:
        return [simple], codes
    found: list[Address] = []
    for box in _boxes(text, codes):
        if len(found) >= MAX_ADDRESSES:
            codes.append("too-many-addresses")
            break
        found.append(box)
    return found, codes


def _simple(text: str, codes: list[str]) -> Address | None:
    """The everyday form ``Name <local@domain>`` or ``local@domain``, without the tokenizer."""
    found = _PLAIN.fullmatch(text) if len(text) < 1000 else None
    if found is None:
        return None
    return _address(found[1] or "", found[2] or found[3], text, codes)


class _Box:
    """What has been read of the mailbox under way."""

    __slots__ = ("angles", "comment", "depth", "has_at", "in_angle", "name", "written")

    def __init__(self) -> None:
        self.name: list[str] = []
        self.angles: list[list[str]] = []
        self.comment: list[str] = []
        self.written: list[str] = []
        self.in_angle = False
        self.has_at = False
        """Whether an at sign stands in it outside quotes: then a colon behind it is no group's."""
        self.depth = 0


def _boxes(text: str, codes: list[str]) -> list[Address]:  # noqa: C901, PLR0912 - one state machine, a branch for each kind of token
    done: list[Address] = []
    box = _Box()
    held = ""
    grouped = False
    tokens = _TOKEN.findall(text)
    for token in tokens:
        if box.depth:
            box.depth += (token == "(") - (token == ")")
            box.written.append(token)
            if box.depth:
                box.comment.append(token)
            continue
        if token == "(":
            box.depth = 1
        elif token == "<":
            if (
                box.in_angle
                and len(box.angles) < MAX_ANGLES
                and "," in box.angles[-1]
                and "".join(box.angles[-1][:1])[:1] != "@"
            ):
                # `A <a@example.org, B <b@example.org>`: the bracket before was never closed.
                box, held = _next(box, held, done, codes), ""
            box.in_angle = True
            if len(box.angles) < MAX_ANGLES:
                box.angles.append([])
        elif token == ">":
            box.in_angle = False
        elif box.in_angle:
            box.angles[-1].append(token)
        elif token in ",;":
            if not (grouped and _only_comment(box)):
                held = _finish(box, held, done, codes)
            grouped = grouped and token == ","
            box = _Box()
            continue
        elif token == ":":
            # A group's name; its members follow.
            if not box.has_at:
                box, held, grouped = _Box(), "", True
                continue
            box.name.append(token)
        else:
            box.name.append(token)
            box.has_at = box.has_at or ("@" in token and token[0] != '"')
        box.written.append(token)
    if box.depth:
        codes.append("comment-never-closed")
        if "@" in (inside := "".join(box.comment)):
            return done + _boxes(f"{held}{''.join(box.name)}{inside.replace('(', ' ')}", codes)
    if box.in_angle and "," in box.angles[-1] and "".join(box.angles[-1][:1])[:1] != "@":
        more = box.angles[-1][box.angles[-1].index(",") :]
        del box.angles[-1][-len(more) :]
        _finish(box, held, done, codes)
        return done + _boxes("".join(more), codes)
    rest = _finish(box, held, done, codes)
    if rest:
        done.append(_address(rest, "", rest, codes))
    return done


def _next(box: _Box, held: str, done: list[Address], codes: list[str]) -> _Box:
    """Close the mailbox whose bracket stays open at its last comma; what stands behind that is the name of the next."""
    codes.append("angle-never-closed")
    words = box.angles[-1]
    cut = len(words) - 1 - words[::-1].index(",")
    box.angles[-1] = words[:cut]
    _finish(box, held, done, codes)
    following = _Box()
    following.name = words[cut + 1 :]
    following.written = words[cut + 1 :]
    return following


def _only_comment(box: _Box) -> bool:
    return not box.angles and not "".join(box.name).strip()


def _packed(tokens: list[str]) -> str:
    """An address without the white space that may stand around its parts; a quoted local part keeps its own."""
    return "".join([token if token[0] == '"' else "".join(token.split()) for token in tokens])


def _bare(text: str) -> tuple[str, str]:
    """``(other words, address)`` of a mailbox without brackets: white space may stand at the sign and the dots."""
    if '"' in text:
        return "", text.strip()
    words = "@".join([side.strip() for side in text.split("@")]).split()
    first = last = next(n for n, word in enumerate(words) if "@" in word)
    while first and (words[first][0] == "." or words[first - 1][-1] == "."):
        first -= 1
    while last + 1 < len(words) and (words[last][-1] == "." or words[last + 1][0] == "."):
        last += 1
    return " ".join(words[:first] + words[last + 1 :]), "".join(words[first : last + 1])


def _finish(box: _Box, held: str, done: list[Address], codes: list[str]) -> str:
    """Put the mailbox with the others; a piece that has no address waits: ``Doe, John <j@example.com>`` is one mailbox."""
    written = "".join(box.written).strip()
    name = "".join(box.name)
    if box.angles:
        inside = [_packed(a) for a in box.angles]
        filled = [a for a in inside if "@" in a]
        if len(filled) > 1:
            codes.append("two-addresses-in-one-mailbox")
        address = filled[-1] if filled else inside[-1]
        if address.startswith("@") and ":" in address:
            address = address.partition(":")[2]
        elif address[:7].lower() == "mailto:":
            address = address[7:]
        if not held and not name.strip():
            name = "".join(box.comment)
        done.append(_address(held + name, address, held + written, codes))
        return ""
    if "@" in name and "=?" not in name:
        if held:
            done.append(_address(held.rstrip(", "), "", held.rstrip(", "), codes))
        each = name.split() if '"' not in name else []
        if len(each) > 1 and all("@" in word.strip("@.") for word in each):
            # `a@example.org b@example.org`: only the commas are missing.
            codes.append("comma-missing")
            done += [_address("", word, word, codes) for word in each]
            return ""
        words, address = _bare(name)
        done.append(_address("".join(box.comment) or words, address, written, codes))
        return ""
    if not written:
        return held
    if len(held) > 2000:
        done.append(_address(held, "", held, codes))
        held = ""
    return f"{held}{written}, "


def _address(name: str, address: str, written: str, codes: list[str]) -> Address:
    if not name:
        return Address("", _lower_domain(address), written[:2000])
    name = name.strip(" \t\r\n,")
    if '"' in name or "\\" in name:
        if len(name) > 1 and name[0] == '"' == name[-1] and '"' not in name[1:-1].replace('\\"', ""):
            name = _ESCAPED.sub(r"\1", name[1:-1]) if "\\" in name else name[1:-1]
        else:
            name = _QUOTED.sub(lambda found: found[2] or _ESCAPED.sub(r"\1", found[1] or ""), name)
            if name.count('"') == 1:
                name = name.strip('"')
    if "=?" in name:
        name, more = decode_words(name)
        codes += more
        if len(name) > 1 and name[0] == '"' == name[-1]:
            name = name[1:-1]
    if "=?" in address:
        address = decode_words(address)[0].strip()
    if not address and "=?" in written and (inner := _INSIDE.search(name[:2000])):
        codes.append("address-in-encoded-word")
        address = inner[0]
    if name and address and "@" in name and address not in name:
        codes.append("address-in-display-name")
    if "  " in name or "\t" in name or "\n" in name:
        name = " ".join(name.split())
    return Address(name, _lower_domain(address), written[:2000])


def _lower_domain(address: str) -> str:
    local, at, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}" if at else address
