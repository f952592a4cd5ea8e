"""Header values: unfolding (RFC 5322 section 2.2.3), raw 8-bit text (RFC 6532) and encoded words (RFC 2047).

Encoded words are decoded wherever they stand, since mail programs do so too; neighbours of one charset are joined as bytes
first when a character was cut between them. What an encoded word yields is never decoded again.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence

from forensics.parse.charsets import decode
from forensics.parse.transfer import undo

_SHIFT = re.compile(rb"\x1b(\$\(?[@-DOPQ]|\([A-J])")
_HEAD = re.compile(r"=\?([^?\s=]{1,200})\?([BbQq])\?")


LONGEST_CUT = 2_000
"""Characters of base64 that are joined with those of the next word."""
_HOW = frozenset(("B?", "b?", "Q?", "q?"))


def unfold(raw: bytes) -> bytes:
    """The value on one line: line ends go, the white space behind them stays (every line end in a value is a fold)."""
    if b"\n" in raw:
        raw = raw.replace(b"\r\n", b"").replace(b"\n", b"")
    return raw.strip(b" \t\r\n")


def header_text(raw: bytes) -> tuple[str, str]:
    """The unfolded value as text with encoded words still in it, and a defect code or an empty string."""
    if b"\n" in raw:
        raw = raw.replace(b"\r\n", b"").replace(b"\n", b"")
    flat = raw.strip(b" \t\r\n")
    if flat.isascii() and b"\x1b" not in flat:
        return flat.decode("ascii"), ""
    text, used, code = decode(flat)
    return text, code if used not in ("utf-8", "us-ascii") or code == "charset-damaged" else ""


def decode_header(raw: bytes) -> tuple[str, Sequence[str]]:
    """A header value as a reader sees it, and the codes of the defects met on the way."""
    if raw.isascii() and b"=?" not in raw and b"\x1b" not in raw:
        if b"\n" in raw:
            raw = raw.replace(b"\r\n", b"").replace(b"\n", b"")
        return raw.decode("ascii").strip(" \t\r\n"), ()
    text, code = header_text(raw)
    codes = [f"raw-{code}"] if code else []
    if "=?" not in text:
        return text, codes
    text, more = decode_words(text)
    return text, codes + more


def decode_plain(raws: Sequence[bytes]) -> list[str | None]:
    """The values that are plain ASCII, all decoded at once; None for each that wants more (see ``decode_header``)."""
    block = b"\x00".join(raws)
    if not block.isascii() or b"\x1b" in block or block.count(b"\x00") != len(raws) - 1:
        return [None] * len(raws)
    if b"\n" in block:
        block = block.replace(b"\r\n", b"").replace(b"\n", b"")
    texts = block.decode("ascii").split("\x00")
    return [None if "=?" in text else text.strip(" \t\r\n") for text in texts]


def decode_words(text: str) -> tuple[str, list[str]]:
    """Replace every encoded word. White space between two of them goes (RFC 2047 section 6.2); linear in the length."""
    head = _HEAD.match(text)
    if head is not None:
        uniform = _uniform(text, head)
        if uniform is not None:
            return uniform
    out: list[str] = []
    codes: list[str] = []
    run: list[tuple[str, bytes]] = []
    at = 0
    cut = ""
    while True:
        found = _HEAD.search(text, at)
        close = text.find("?=", found.end()) if found else -1
        if found is None or close < 0:
            break
        between = text[at : found.start()]
        if between and not (run and not between.strip(" \t\r\n")):
            _flush(run, out, codes)
            cut = ""
            out.append(between)
        label = found[1].split("*")[0]
        content, at = text[found.end() : close], close + 2
        if found[2] in "Bb":
            if cut and run and run[-1][0].lower() == label.lower():
                # The word before ended inside a group of four characters: the encoder cut its output, not its input.
                run.pop()
                content = cut + content
            cut = content if _is_cut(content) else ""
        else:
            cut = ""
        run.append((label, _word_bytes(content, found[2], codes)))
    _flush(run, out, codes)
    out.append(text[at:])
    return "".join(out), codes


def _uniform(text: str, head: re.Match[str]) -> tuple[str, list[str]] | None:
    """A value that is encoded words throughout, all of one charset without shifts: read in one go. None for any other.

    Some servers write headers of a thousand words; most subjects are one or two.
    """
    label, mark = head[1].split("*")[0], f"=?{head[1]}?"
    if label.lower() not in ("utf-8", "us-ascii", "iso-8859-1", "windows-1252") or not text.endswith("?="):
        return None
    pieces = [piece.strip(" \t") for piece in text[:-2].split("?=")]
    at = len(mark)
    if not all([p.startswith(mark) and p[at : at + 2] in _HOW for p in pieces]) or text.count("?") != 4 * len(pieces):  # noqa: C419 - a list is faster here than a generator, and this runs over every header
        return None
    if len(pieces) > 1 and any([p[at] in "Bb" and _is_cut(p[at + 2 :]) for p in pieces[:-1]]):  # noqa: C419 - as above
        return None
    codes: list[str] = []
    data = b"".join([_word_bytes(piece[at + 2 :], piece[at], codes) for piece in pieces])
    result, _, code = decode(data, label)
    return result, [*codes, code] if code else codes


def _word_bytes(content: str, how: str, codes: list[str]) -> bytes:
    if how in "qQ":
        raw = content.encode("utf-8", "surrogateescape")
        if raw.endswith(b"="):
            raw += b"3D"  # a sign that begins nothing stands for itself; the codec would take it for a soft line end
        return binascii.a2b_qp(raw.replace(b" ", b"_"), header=True)
    try:
        return binascii.a2b_base64(content, strict_mode=True)
    except ValueError:
        data, code = undo(content.encode("utf-8", "surrogateescape"), "base64", text=False)
    if code and code != "base64-urlsafe":
        codes.append("encoded-word-damaged")
    return data


def _is_cut(content: str) -> bool:
    """Whether base64 ends inside a byte: bits are left over. Where only the padding is missing, these are nought."""
    over = len(content) % 4
    if not over or len(content) > LONGEST_CUT:
        return False
    return over == 1 or content[-1] not in ("AQgw" if over == 2 else "AEIMQUYcgkosw048=")


def _shifted(group: list[bytes]) -> list[bytes]:
    """Words of ISO-2022-JP joined where one ends in double bytes and the next goes on in them (RFC 2047 section 3 forbids it)."""
    joined: list[list[bytes]] = []
    double = False
    for data in group:
        first = _SHIFT.search(data)
        if double and first and first.start() and first[1][:1] == b"(":
            joined[-1].append(data)
        else:
            joined.append([data])
        if first:
            double = data[data.rindex(b"\x1b") + 1 :][:1] == b"$"
    return [b"".join(words) for words in joined]


def _flush(run: list[tuple[str, bytes]], out: list[str], codes: list[str]) -> None:
    """Decode neighbouring words: each for itself where each is whole, else those of one charset joined."""
    at = 0
    while at < len(run):
        label = run[at][0]
        stop = at + 1
        while stop < len(run) and run[stop][0].lower() == label.lower():
            stop += 1
        group = [data for _, data in run[at:stop]]
        whole = b"".join(group)
        if stop - at == 1 or (whole.isascii() and b"\x1b" not in whole and b"~{" not in whole and "7" not in label):
            # Without shifts between character sets (ISO-2022, HZ, UTF-7) ASCII is the same word by word or at once.
            decoded = [decode(whole, label)]
        else:
            decoded = [decode(data, label) for data in _shifted(group)]
            if any(code and code != "charset-unknown" for _, _, code in decoded):
                decoded = [decode(whole, label)]
        for text, _, code in decoded:
            out.append(text)
            if code:
                codes.append(code)
        at = stop
    run.clear()
