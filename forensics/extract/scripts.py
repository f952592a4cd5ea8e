"""Which characters may stand in a link, and which scripts write words without spaces between them.

Why it matters: between ``https://example.jp`` and the Japanese, Chinese or Thai word behind it stands nothing. Where a link ends
there is decided by the script of the next character, so the classes are kept in one place.
Sources: Unicode blocks and general categories; RFC 3986 appendix C (delimiters around links in text).
"""

from __future__ import annotations

STOPS = (
    "\u0080-\u00a1\u00ab\u00b4\u00bb\u00bf\u037e\u0387\u0589\u055a-\u055f\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u060d\u061b\u061e\u061f"
    "\u066a-\u066d\u06d4\u0964\u0965\u0e2f\u0e4f\u0e5a\u0e5b\u104a-\u104f\u1360-\u1368\u1680\u17d4-\u17da\u1800-\u180a"
    "\u2000-\u206f\u27e6-\u27ef\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u30fb\ud800-\uf8ff\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uff65\uffe0-\uffff"
)
"""Never part of a link: white space, quotation marks, dashes and brackets of general and CJK punctuation, full-width signs, stops of
other scripts, private use."""

PICTURES = "\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u27f0-\u28ff\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff"
"""Arrows, boxes, stars and emoji. They decorate links far more often than they stand in them."""

SIGNS = (
    "\u00a2-\u00a9\u00ac\u00ae-\u00b4\u00b6-\u00b9\u00d7\u00f7\u02c2-\u02c5\u02d2-\u02df\u2070-\u209f\u20a0-\u20cf\u2100-\u218f"
    "\u2200-\u22ff\u2400-\u24ff\u27c0-\u27e5\u2980-\u2aff"
)
"""Signs of copyright and trade, of money and of mathematics, bullets, raised and ringed numbers: inside a path they are kept; where a link ends, and in a name
without a scheme, they belong to the text (``©example.org``, ``·joe@example.org``)."""

UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3021-\u302f\u3031-\u303c\u3040-\ua4cf\ua9e0-\ua9ff"
    "\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdf\U00020000-\U0003ffff"
)
"""Letters of scripts whose words follow each other without spaces (Thai to Khmer, kana, ideographs), and Hangul, whose particles do.
They may stand in a host; behind a complete one they begin the next word."""

DOTS = "。｡．"
"""Full stops that IDNA (RFC 3490 section 3.1) and browsers take for the dot between labels."""
