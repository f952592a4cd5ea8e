"""Values that differ by recipient show over many mails."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forensics.extract.tokens.ids import slots

KIT = [
    ("a@kaede.example", "http://kit.example/t/73aXk29/open?c=9&id=100001"),
    ("a@kaede.example", "http://kit.example/t/73aXk29/click?c=9&id=100001"),
    ("b@kaede.example", "http://kit.example/t/91bYq31/open?c=9&id=100002"),
    ("b@kaede.example", "http://kit.example/t/91bYq31/click?c=9&id=100002"),
    ("c@kaede.example", "http://sub.kit.example/t/55cZr77/open?c=9&id=100003"),
]


def told(links):
    return [(slot.organisation, slot.place, len(slot.values)) for slot in slots(links)]


def test_the_places_that_name_the_reader():
    assert told(KIT) == [("kit.example", "path 2", 3), ("kit.example", "query id", 3)]
    [path, query] = slots(KIT)
    assert path.values[0] == ("a@kaede.example", "73aXk29")
    assert query.values[2] == ("c@kaede.example", "100003")


def test_what_two_readers_share_names_neither():
    assert told([*KIT, ("d@kaede.example", "http://kit.example/t/73aXk29/open?c=9&id=100004")]) == [
        ("kit.example", "query id", 4)
    ]


def test_too_few_readers_and_words_tell_nothing():
    assert told(KIT[:4]) == []
    words = [
        (f"{n}@kaede.example", f"http://a.example/{word}") for n, word in enumerate(["about", "contact", "products"])
    ]
    assert told(words) == []
    assert told([(n, f"http://a.example/#frag-{n}-77") for n in "abc"]) == [("a.example", "fragment", 3)]


@given(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=30)), max_size=20))
def test_order_does_not_matter_and_nothing_breaks(links):
    assert slots(links) == slots(links[::-1])
