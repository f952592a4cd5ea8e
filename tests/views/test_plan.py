"""A plan in a few lines: who would learn of how much, and why the rest is not asked."""

from __future__ import annotations

from forensics.case.asking import PLAN
from forensics.views.plan import summary
from forensics.views.table import Table

ROWS = [
    *(("domain", f"shop{n}.test", "crtsh", "GET x", "crt.sh", "crt.sh (Sectigo)", "PAP:AMBER", "") for n in range(3)),
    ("domain", "shop0.test", "norton", "GET x", "n.test", "Norton", "PAP:AMBER", ""),
    ("domain", "shop0.test", "dns", "A", "resolver", "the name servers", "PAP:GREEN", "asking would tell\x1b[2J them"),
]


def test_who_would_learn_of_how_much():
    assert summary(Table("plan", PLAN, ROWS)).splitlines() == [
        "Nobody has been asked.",
        "With --online 4 questions would go out; who would learn of them:",
        "       3  crtsh: crt.sh (Sectigo)",
        "       1  norton: Norton",
        "1 would not be put:",
        "       1  asking would tell⟨U+001B⟩[2J them",
    ]


def test_in_japanese_and_where_nothing_would_be_asked():
    assert summary(Table("plan", PLAN, ROWS[-1:], language="ja")).splitlines()[:3] == [
        "まだどこにも照会していません。",
        "--online を付けても照会するものはありません。",
        "照会しないもの 1 件とその理由:",
    ]
