"""Characters that act instead of being seen, made visible as ``⟨U+202E⟩``.

Why it matters: bidirectional overrides reverse file names (CVE-2021-42574 and the older ``gpj.exe`` trick), zero-width and tag
characters (U+E0000 block) split words so that a search misses them or carry a hidden message, C0 and C1 controls start
terminal escape sequences (ECMA-48), and lone surrogates stop programs that must encode them.
"""

from __future__ import annotations

import re
import unicodedata

_ACTING = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
    "\xad\u034f"  # soft hyphen, grapheme joiner
    "\u061c\u115f\u1160\u17b4\u17b5"  # Arabic letter mark; fillers and vowels without a shape
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # joiners, marks, separators, embeddings, overrides, isolates
    "\u2800\u3164\uffa0"  # blanks that are not spaces: braille blank, Hangul fillers
    "\ud800-\udfff\ue000-\uf8ff"  # lone surrogates; private use: every font draws its own
    "\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff"  # non-characters, variation selectors, BOM, interlinear marks
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # format characters further up
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"  # tags, variation selectors, private planes
)
_TEXT = re.compile(f"[{_ACTING}]")
_LINE = re.compile(f"[\t\n{_ACTING}]")
_TEXT_OR_EMOJI = "\ufe0e\ufe0f"
_JOINER = "\u200d"
_IDEOGRAPH_VARIANT = re.compile("[\U000e0100-\U000e01ef]")
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def visible(text: str, *, lines: bool = False) -> str:
    """The text with every character named that would act or hide; with ``lines`` line feeds and tabs stay.

    An emoji's joiner or presentation selector and an ideograph's variation selector stay where they do their ordinary work:
    directly behind such a character.
    """
    text = text.replace("\r\n", "\n") if lines else text
    pattern = _TEXT if lines else _LINE
    if not pattern.search(text):
        return text
    return pattern.sub(lambda found: found[0] if _ordinary(text, found.start()) else f"⟨U+{ord(found[0]):04X}⟩", text)


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for lone surrogates: what can be encoded."""
    return _SURROGATE.sub("\ufffd", text)


def _ordinary(text: str, place: int) -> bool:
    """Whether the character at ``place`` is part of an emoji sequence (UTS #51) or a registered ideograph variant (UTS #37)."""
    character, before = text[place], text[place - 1 : place]
    if not before:
        return False
    if character in _TEXT_OR_EMOJI:
        return before in "0123456789#*" or _pictured(before)
    if character == _JOINER:
        return (_pictured(before) or before in _TEXT_OR_EMOJI) and _pictured(text[place + 1 : place + 2])
    return bool(_IDEOGRAPH_VARIANT.match(character) and _IDEOGRAPH.match(before))


def _pictured(character: str) -> bool:
    return bool(character) and not character.isascii() and unicodedata.category(character) in ("So", "Sk", "Sm")
