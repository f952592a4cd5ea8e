"""The shape of a link and of a line: what stays when the offender changes host, reader and number.

Why it matters: kits move from one hacked site to the next, but the path below the theme's folder, the script's name and the names
of the parameters stay; a template's sentences stay when the name and the sum in them change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

LONGEST_LINE = 160
SHORTEST_LINE = 14
"""Characters (two each for scripts without spaces) that a line needs to be told from any other."""
MOST_LINES = 300
LONGEST_TEXT = 100_000
_VARIED = re.compile(r"[0-9]+|[0-9a-f]{8,}|[A-Za-z0-9_\-]{24,}")
_FOLDERS = frozenset({"themes", "plugins", "uploads", "modules", "components", "templates", "sites"})
_LINKS = re.compile(r"(?:https?://|www\.)[!-~]*+")
_ADDRESSES = re.compile(r"[\w.+\-]{1,64}@[\w.\-]{1,253}")
_NUMBERS = re.compile(r"[0-9][0-9.,:/\-]*")
_SPACE = re.compile(r"\s+")


def path_shape(url: str) -> str:
    """``/wp-content/themes/*/inc/verify.php?uid=``; empty where the path is too plain to tell a kit by."""
    try:
        parts = urlsplit(url)
    except ValueError:  # an address in brackets that is none
        return ""
    segments = [segment for segment in parts.path.split("/") if segment]
    shaped = []
    for n, segment in enumerate(segments[:12]):
        named = n > 0 and segments[n - 1] in _FOLDERS
        shaped.append("*" if named or _VARIED.fullmatch(segment) else segment[:40])
    literal = [segment for segment in shaped if segment != "*"]
    if len(literal) < 3 or sum(map(len, literal)) < 16:
        return ""
    names = sorted({pair.partition("=")[0][:20] for pair in parts.query.split("&") if "=" in pair})
    return "/" + "/".join(shaped) + ("?" + "&".join(f"{name}=" for name in names[:8]) if names else "")


def lines(text: str) -> Iterator[str]:
    """The lines of a body with links, addresses and numbers taken out; quoted ones and short ones left out."""
    count = 0
    for line in text[:LONGEST_TEXT].split("\n"):
        if count >= MOST_LINES:
            return
        if line.startswith((">", "|")) or len(line) < 7:
            continue
        plain = line[: LONGEST_LINE * 4]
        if not plain.isascii():
            plain = unicodedata.normalize("NFKC", plain)
        plain = plain.casefold()
        if "://" in plain or "www." in plain:
            plain = _LINKS.sub("@", plain)
        if "@" in plain:
            plain = _ADDRESSES.sub("@", plain)
        shaped = _SPACE.sub(" ", _NUMBERS.sub("#", plain)).strip(" -*=_#>")
        wide = sum(sign >= "\u2e80" for sign in shaped) if not shaped.isascii() else 0
        if len(shaped) + wide >= SHORTEST_LINE * (1 if wide else 2):
            count += 1
            yield shaped[:LONGEST_LINE]
