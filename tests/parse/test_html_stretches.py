"""A page is split stretch by stretch; where it is cut must make no difference to what is read in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.parse import html
from forensics.parse.html import read_html

PIECES = (
    *("<", ">", "</", "<!--", "-->", "--!>", "<!", '"', "'", "=", " ", "\n", "a", "href", "style", "-", "/", "&amp;", "&am"),
    *("<script>", "</script>", "<style>", "</style", "<title>", "</title>", "<textarea x", "<pre>", "</pre>", "<p>", "<li>", "<br>"),
    *('<a href="http://example.test/">', "</a>", '<img src=x alt=" y ">', "url(x)", "<base href=//example.test>", "\xa0", "語"),
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(1, 20))
def test_where_a_page_is_cut_makes_no_difference(source, stretch):
    whole = read_html(source, "1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "STRETCH", stretch)
        assert read_html(source, "1") == whole


def test_a_link_in_a_tag_that_the_cut_goes_through():
    page = read_html("<p>" * 30_000 + '<a title="<style>" href="http://example.test/">here</a>' + "<p>" * 30_000, "1")
    assert [(pointer.value, pointer.text) for pointer in page.pointers] == [("http://example.test/", "here")]


def test_a_style_sheet_that_never_closes_hides_nothing():
    page = read_html("<style><p>seen</p><style><a href=http://example.test/>this</a>", "1")
    assert page.text.split() == ["seen", "this"]
    assert page.pointers[0].value == "http://example.test/"
