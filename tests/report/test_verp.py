"""A reader's address inside another one: masked, and looked for in the finished file."""

from __future__ import annotations

import pytest

from forensics.report.readback import leaks
from forensics.report.verp import forms, masked

KNOWN = {"kaede.example": {6: {"hanako"}, 4: {"taro"}}, "mi-do.example": {4: {"taro"}}}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("bounce-17-hanako=kaede.example@list.example", "bounce-17-***@list.example"),
        ("<b+HANAKO=Kaede.Example-99@list.example>", "<b+***-99@list.example>"),
        ("x-taro=mi-do.example-3-4@list.example", "x-***-3-4@list.example"),
        ("SRS0=x1=2A=kaede.example=hanako@relay.example", "SRS0=x1=2A=***@relay.example"),
        ("u-taro-at-kaede.example@l.example taro.at.kaede.example", "u-***@l.example ***"),
        # no reader
        ("bounce-jiro=kaede.example@list.example", "bounce-jiro=kaede.example@list.example"),
        ("a=b.example c=kaede.example", "a=b.example c=kaede.example"),
        ("no joint at all", "no joint at all"),
    ],
)
def test_the_reader_is_masked(written, shown):
    assert masked(written, KNOWN, "***") == shown


@pytest.mark.parametrize("form", tuple(forms("hanako@kaede.example")))
@pytest.mark.parametrize("others", [0, 40], ids=["few hidden", "many hidden"])
def test_the_finished_file_is_asked_for_each_form(form, others):
    hidden = ("hanako@kaede.example", *(f"reader{n}@kaede.example" for n in range(others)))
    assert leaks("report.txt", f"Return-Path: <b-1{form}@list.example>".encode(), hidden) == ["hanako@kaede.example"]
    assert leaks("report.txt", b"Return-Path: <b-1-***@list.example>", hidden) == []


def test_a_long_line_of_joints_is_walked_once():
    text = "=kaede.example" * 20_000
    assert masked(text, KNOWN, "***") == text
