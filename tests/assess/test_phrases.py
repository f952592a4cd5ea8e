"""Phrases of the lexica: how they are read, and that the one search finds what each of them means by itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.assess import lexica, phrases
from forensics.assess.even import Even
from forensics.assess.lexica.phrase import read
from tests.pace import took


@pytest.mark.parametrize(
    ("written", "spellings"),
    [
        ("as soon as possible", ["as soon as possible"]),
        ("winner(s|)", ["winners", "winner"]),
        ("(a (b|c)|d)x", ["a bx", "a cx", "dx"]),
        ("お支払い?(方法|情報|)", ["お支払い方法", "お支払い情報", "お支払い", "お支払方法", "お支払情報", "お支払"]),
        ("起诉|起訴", ["起诉", "起訴"]),
        ("realizad[oa]", ["realizado", "realizada"]),
        ("\n--", ["\n--"]),
        ("gov.br", ["gov.br"]),
        # without number
        ("your ~ account", []),
        ("[0-9]+% off", []),
        ("masturb*", []),
        ("is block[^a-z]", []),
    ],
)
def test_a_phrase_is_spelled_out(written, spellings):
    assert read(written, spaced=True).spellings == spellings


@pytest.mark.parametrize(
    ("written", "lead"),
    [
        ("your ~ (account|card) ~ suspended", ["suspended"]),
        ("[0-9]+% (off|discount)", ["% off", "% discount"]),
        ("masturb*", ["masturb"]),
        ("donation ~ [0-9]+(,|.)[0-9]+", ["donation"]),
        ("(写真|動画)~(削除|消去)され", ["削除され", "消去され"]),
    ],
)
def test_what_cannot_be_spelled_out_is_searched_by_its_most_telling_piece(written, lead):
    assert read(written, spaced=True).lead == lead


@pytest.mark.parametrize("written", ["(a|b", "a)b", "[0-9]+", "~", "(a|) ~ [0-9]"])
def test_a_phrase_that_names_no_word_or_is_not_well_formed_is_refused(written):
    with pytest.raises(ValueError, match=r"bracket|no word"):
        read(written, spaced=True)


@pytest.mark.parametrize(
    ("text", "subject", "said"),
    [
        ("Dear reader, act  NOW please", "deadline", ["act  NOW"]),
        ("as\u00a0soon\r\n as\u3000possible", "deadline", ["as\u00a0soon\r\n as\u3000possible"]),
        ("urgently urgent inurgent urgents", "deadline", ["urgently", "urgent"]),  # words, not parts of words
        ("Your Netflix account was suspended.", "loss", ["Your Netflix account was suspended"]),
        ("Your account. It was suspended.", "loss", []),  # not across a sentence
        ("your points or your account will not be suspended", "loss", []),  # denied
        ("Save 20% today", "reward", ["Save 20%"]),
        ("off", "reward", []),
        ("hello\n--\nme", "talk", ["\n--"]),
        ("hello --\nme", "talk", []),
    ],
)
def test_where_a_phrase_stands(text, subject, said):
    words = text.encode()
    assert [words[place.start : place.end].decode() for place in phrases.places(words, "en", subject, 9)] == said
    assert (subject in phrases.subjects(words, "en")) == bool(said)


def test_capitals_outside_ascii():
    assert phrases.subjects("DÉSABONNER; Désabonner; désabonner".encode(), "fr") == {"unsubscribe": False}
    assert len(list(phrases.places("DÉSABONNER; Désabonner; désabonner".encode(), "fr", "unsubscribe", 9))) == 3


@pytest.mark.parametrize("language", lexica.LANGUAGES)
def test_every_spelling_of_every_phrase_is_found_by_the_one_search(language):
    for subject, written in lexica.read(language).items():
        for each in written:
            for spelling in lexica.phrase(each, language).spellings:
                assert subject in phrases.subjects(f"… {spelling} …".encode(), language), (each, spelling)


@given(
    st.lists(
        st.sampled_from(
            ["your ", "account ", "will be ", "suspended", ". ", "SUSPENDED ", "\n", " card", "é", "、", "\u3000", "x"]
        )
    )
)
def test_a_gap_is_found_as_a_plain_pattern_would_find_it(pieces):
    text = "".join(pieces)
    phrase = lexica.phrase("your ~ (account|card) ~ (suspended|locked)", "en")
    even = Even(text.encode())
    leads = re.finditer("|".join(phrase.lead).encode(), even.words)
    found = [span for lead in leads if (span := phrases._around(even.words, *lead.span(), phrase))]
    assert bool(found) == bool(phrase.pattern.search(even.words.decode()))
    assert all(phrase.pattern.fullmatch(even.words[start:end].decode()) for start, end in found)


@given(st.text(alphabet=st.sampled_from("aB \t\r\n\u00a0\u200b\u3000é漢"), max_size=60))
def test_the_way_back_from_a_text_made_even(text):
    raw = text.encode()
    even = Even(raw)
    assert b"  " not in even.words
    for at, sign in enumerate(even.words):
        was = raw[even.place(at)]
        assert sign == was or chr(was).lower() == chr(sign) or sign == ord(" ")
    assert even.place(len(even.words)) == len(raw)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("your account " * 20_000, False),
        ("your account will not be suspended, " * 7_000, False),
        ("storage limit " * 9_000 + "your account will not be suspended, " * 3_500, True),
        ("urgent " * 36_000, False),
    ],
)
def test_a_text_of_nothing_but_leads_is_read_in_bounded_time(text, told):
    words = text.encode()
    assert took(lambda: list(phrases.places(words, "en", "loss", 10**6)), below=1.0) < 1.0
    assert ("loss" in phrases.subjects(words, "en")) == told
