"""A case at a glance: unknown, failed and never asked are told apart, in words as well as in colours."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forensics import open_case, sample_case
from forensics.case.overview import overview
from forensics.model.answer import Answer, Status
from forensics.model.observable import Observable
from forensics.store.answers import AnswerLedger
from forensics.views import overview as drawn
from forensics.views.overview import SIGNS, Known, Next, Overview
from tests.views.test_mail import read

WHEN = datetime(2026, 3, 20, tzinfo=UTC)


def seen(case):
    return overview(case._folder, case._rows)


def test_the_map_tells_known_unknown_failed_and_never_asked_apart():
    case = sample_case()
    before = {each.kind: each.outcomes for each in seen(case).known}
    assert all(set(outcomes) == {Status.NOT_ASKED} for outcomes in before.values())
    ledger = AnswerLedger(case.path)
    host = Observable("domain", "www.flower-shop.example")
    ledger.record([Answer(host, "dns", Status.FOUND, WHEN), Answer(host, "dnsbl", Status.FAILED, WHEN)])
    ledger.close()
    told = seen(case)
    after = {each.kind: each.outcomes for each in told.known}
    assert (after["domain"][Status.FOUND], after["domain"][Status.FAILED]) == (1, 1)
    assert sum(after["domain"].values()) == sum(before["domain"].values())
    assert after["ip"] == before["ip"]
    assert [step.n for step in told.steps if step.what == "again"] == [1]


def test_every_next_step_is_code_that_runs(tmp_path):
    case = sample_case(tmp_path / "case")
    codes = [step.code for step in seen(case).steps]
    assert len(codes) >= 4
    for code in codes:
        if not code.startswith(("fx.save", "case.add_logs")):  # these need a file
            assert eval(code, {"case": case}) is not None, code  # noqa: S307 - the line that a notebook would run


def test_an_empty_case_says_what_comes_first(tmp_path):
    case = open_case(tmp_path / "new")
    assert 'case.add("inbox/")' in repr(case)
    assert "0 mails" in case._repr_html_()


HOSTILE = Overview(
    "<img src=x onerror=alert(1)>\u202e\x1b[31m $\\frac{1$", (("mails", 3),), "2026-03-01", "2026-03-02",
    (Known("domain", 3, dict(zip(SIGNS, range(1, 6), strict=True))), Known("<b>", 1, {})), 200,
    (Next("add", 0, 'case.add("<inbox>")'),), "</div><script>",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ja"])
def test_nothing_in_it_acts_and_what_is_drawn_is_said_in_words_too(language):
    from dataclasses import replace

    told = replace(HOSTILE, language=language)
    page = read(drawn.to_html(told))
    assert not page.tags & {"img", "script"}
    assert page.attributes <= {"class", "lang", "style", "scope", "role", "aria-label", "title"}
    assert "⟨U+202E⟩⟨U+001B⟩" in drawn.to_html(told)
    assert "\x1b" not in drawn.to_text(told)
    line = drawn.describe(HOSTILE.known[0], language)
    words = {"en": "domain: known 1, unknown to the service 2, failed 3, refused 4, not asked 5",
             "ja": "ドメイン: 既知 1, 該当なし 2, 失敗 3, 拒否 4, 未照会 5"}  # fmt: skip
    assert line == words[language]
    assert line in drawn.to_html(told)
