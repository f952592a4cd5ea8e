"""What a reader of the report meets: places, spans, acts and columns in words, in both languages."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.model.kinds import NO_YEAR
from forensics.model.report import Bullets, Grid, Section
from forensics.report import build, columns, to_docx
from forensics.views import wording
from forensics.views.words import label

PLACES = [
    ("text", "text", "本文"),
    ("header From", "From header", "From ヘッダー"),
    ("part 1 text", "part 1, text", "パート 1、本文"),
    ("part 2.1 html a href", "part 2.1, link in the HTML", "パート 2.1、HTML のリンク"),
    ("part 2 html td background", "part 2, html td background", "パート 2、html td background"),
    ("part 3", "part 3", "パート 3"),
    ("part 1, text at 46", "part 1, text, character 46", "パート 1、本文、46 文字目"),
    ("received 2", "Received line 3", "Received 行 3"),
    ("received", "Received lines", "Received 行"),
    ("attachments", "attachments", "添付ファイル"),
    ("rdap: created", "rdap: created", "rdap: created"),
    ("", "", ""),
]
SPANS = [
    ("PT48H", "48 hours", "48時間"),
    ("PT1H", "1 hour", "1時間"),
    ("PT30M", "30 minutes", "30分"),
    ("P2D", "2 days", "2日"),
    ("P3M", "3 months", "3か月"),
    ("today", "the same day", "当日中"),
    ("2026-02-11/2026-02-26", "2026-02-11 to 2026-02-26", "2026-02-11 〜 2026-02-26"),
    (f"{NO_YEAR}-03-02/{NO_YEAR}-04-30", "03-02 to 04-30 (no year given)", "03-02 〜 04-30(年の記載なし)"),
    ("2020-05-12", "2020-05-12", "2020-05-12"),
    ("PTXH", "PTXH", "PTXH"),
    ("a/b", "a/b", "a/b"),
]


@pytest.mark.parametrize(("where", "english", "japanese"), PLACES)
def test_where_it_stood(where, english, japanese):
    assert (wording.place(where, "en"), wording.place(where, "ja")) == (english, japanese)


@pytest.mark.parametrize(("value", "english", "japanese"), SPANS)
def test_how_long(value, english, japanese):
    assert (wording.span(value, "en"), wording.span(value, "ja")) == (english, japanese)


@given(st.text(max_size=60), st.sampled_from(["en", "ja"]))
def test_any_text_has_some_words(text, language):
    for said in (wording.place(text, language), wording.span(text, language), wording.act(text, language)):
        assert isinstance(said, str)
        assert bool(said) == bool(text)


@pytest.mark.parametrize(
    ("name", "english", "japanese"),
    [
        ("police / 警察", "police", "警察"),
        ("bitcoin", "Bitcoin address", "ビットコインアドレス"),
        ("reader", "reader", "受信者"),
        ("abuse, a.example", "abuse, a.example", "abuse, a.example"),
    ],
)
def test_what_stands_before_a_value_in_a_list(name, english, japanese):
    assert (label(name, "en"), label(name, "ja")) == (english, japanese)


@pytest.mark.parametrize("head", ["反対の根拠・無害な説明", "what speaks against it"])
def test_no_heading_stands_letter_below_letter_over_an_empty_column(head):
    long = "メールの本文から読み取った根拠を、場所と文言とともに記載します。" * 4
    shares = columns.widths(Grid(("証拠番号", "所見", "根拠", head), (("M-0001", long, long, ""),) * 3), 8.2)
    assert shares[3] / sum(shares) >= columns.LONG / (columns._ROOM / 8.2)


@pytest.fixture(scope="module")
def facts(whole):
    given = whole(words="お手続き")
    mails = tuple(
        {**mail, "verdict": kind} for mail, kind in zip(given.mails, ("phishing", "scam", "phishing"), strict=True)
    )
    rows = (
        {"kind": "deadline", "value": "PT48H", "mails": 1, "exhibits": "M-0001"},
        {"kind": "limit", "value": "pdf not read to the end", "mails": 1, "exhibits": "M-0001"},
    )
    folded = {"M-0001": (("Authentication-Results", "mx.example;\r\n\tspf=fail"),)}
    custody = ({"time": "2026-03-05T09:00:00.123+09:00", "who": "A", "what": "taking in begun"},)
    return dataclasses.replace(
        given, mails=mails, observables=given.observables + rows, headers=folded, custody=custody
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("phishing 2, scam 1", "48 hours", "taking in begun", "2026-03-05 09:00:00 +09:00", "part 1, text")),
        (
            "ja",
            (
                "フィッシング 2、詐欺・迷惑な勧誘 1",
                "48時間",
                "受領の開始",
                "2026-03-05 09:00:00 +09:00",
                "パート 1、本文",
            ),
        ),
    ],
)
def test_a_report_says_it_in_the_readers_words(facts, language, said):
    document = build(facts, language)
    text = str(document.sections)
    for words in said:
        assert words in text
    assert "PT48H" not in text
    assert "not read to the end" not in str(document.section("observables"))
    assert "mx.example; spf=fail" in str(document.section("headers"))
    names = [section.name for section in document.sections]
    assert names.index("advice") < names.index("observables") < names.index("headers")


def test_word_gets_the_figure_and_its_words(made):
    document = build(made(), "ja")
    data = to_docx.render(document)
    figure = docx.Document(io.BytesIO(data)).inline_shapes[0]
    assert "日時不明 1 件" in figure._inline.docPr.get("descr")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert len(pictures) == 1
        assert archive.read(pictures[0]).startswith(b"\x89PNG")
    assert data == to_docx.render(document)


def test_word_numbers_each_list_from_one_and_takes_no_letters_with_serifs(made):
    one = Bullets(("a", "b"), ordered=True)
    document = dataclasses.replace(build(made(), "ja"), sections=(Section("s", "S", (one, one, Bullets(("c",)))),))
    written = docx.Document(io.BytesIO(to_docx.render(document)))
    listed = [each for each in written.paragraphs if each.style is not None and each.style.name.startswith("List")]
    numbers = [next((int(n) for n in each._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")), None) for each in listed]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    assert numbers[4] is None
    nums = {each.numId: each for each in written.part.numbering_part.element.num_lst}
    assert [nums[n].lvlOverride_lst[0].startOverride.val for n in (numbers[0], numbers[2])] == [1, 1]
    fonts = written.styles["Normal"].element.rPr.rFonts.attrib
    assert not [name for name in fonts if name.endswith("Theme")]
    assert {value for name, value in fonts.items() if not name.endswith("hint")} == {"Yu Gothic"}


def test_a_table_is_measured_at_its_end_too_and_room_goes_to_long_words():
    rows = (("domain", "a.test", "1"),) * 400 + (("link", "http://a.test/" + "x" * 300, "1"),) * 400
    shares = columns.widths(Grid(("kind", "value", "mails"), rows, wide=(1,)), 8.2)
    assert shares[1] / sum(shares) > 0.6
