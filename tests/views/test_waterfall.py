"""The picture of a comparison: reasons can be read in full beside their bars, in both languages, and the bars have room."""

from __future__ import annotations

import matplotlib as mpl
import pytest

from forensics.model.link import Link, LinkVerdict, Reason
from forensics.views.columns import width
from forensics.views.figure import wrapped
from forensics.views.waterfall import CELLS, LINES, waterfall

HOSTILE = "$\\frac{1$ \u202e\x1b[31m <script>"
LINK = Link(
    "M-0001", "M-0002", LinkVerdict.INCONCLUSIVE, 0.07,
    (Reason("sequel", "", 3.0, "A link came first, a threat came after it. " * 4, "受信者を識別するリンクの後に脅迫が届いています。" * 4),),
    (Reason("chance", "", -5.8, HOSTILE, HOSTILE),),
    (Reason("password", "", 0.0, "Nobody knows.", "分かっていません。"),),
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_long_reason_has_several_lines_and_leaves_the_bars_their_room(language, tmp_path):
    with mpl.rc_context({"backend": "agg"}):
        ax = waterfall(LINK, language)
        ax.figure.savefig(tmp_path / "waterfall.png")
        names = [label.get_text() for label in ax.get_yticklabels()]
        assert "⟨U+202E⟩" in names[0]
        assert names[1].count("\n") == LINES - 1
        assert all(width(line) <= CELLS for name in names for line in name.split("\n"))
        assert ax.get_position().width > 0.5
        assert waterfall(LINK, language, ax) is ax


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", "one two\nthree"),
        ("one two three four five", "one two\nthree…"),
        ("日本語の文章", "日本語の\n文章"),
        ("short", "short"),
        ("", ""),
    ],
)
def test_lines_are_broken_between_words_and_between_japanese_letters(text, lines):
    assert wrapped(text, 8, 2) == lines
