"""Authentication as a panel: what was said and by whom, what we verified, what stays open, what filters thought of the mail.

Why it matters: three states are not to be confused. 'pass' in a line that a stranger wrote is shown as forged or as a claim, and
what nobody can verify any more is shown as open, never as passed or failed.
"""

from __future__ import annotations

from collections.abc import Iterator

from forensics.model.authentication import Authentication, Standing, Unverifiable
from forensics.views.panels import Panel
from forensics.views.words import word

MOST = 60
COLUMNS = ("auth state", "auth method", "auth result", "auth about")


def panel(found: Authentication | None, language: str) -> Panel:
    """The panel; for a mail that was read without this wing it says so."""
    title = word("auth title", language)
    if found is None:
        return Panel(title, bare=word("not read", language), folded=True)
    rows = tuple(_rows(found, language))
    note = word("auth note", language) if any(line.standing is Standing.FORGED for line in found.said) else ""
    return Panel(title, note, COLUMNS, rows[:MOST], bare=word("none", language))


_GAPS = {
    "key-not-recorded": "署名の公開鍵が記録されていない",
    "zone-not-recorded": "ドメインの SPF レコードが記録されていない",
    "policy-not-recorded": "ドメインの DMARC ポリシーが記録されていない",
    "client-unknown": "接続元のアドレスを記した自組織のサーバーの行がない",
    "nothing-to-verify": "検証の対象となるドメインがない",
    "too-hostile": "署名が多すぎる、または長すぎる",
    "expired": "署名の期限がすでに切れている",
}
"""In Japanese; the English reason comes with the gap and names the record that is missing."""


def _why(gap: Unverifiable, language: str) -> str:
    return _GAPS.get(gap.code, gap.why) if language == "ja" else gap.why


def _rows(found: Authentication, language: str) -> Iterator[tuple[str, str, str, str]]:
    for line in found.said:
        who = line.authserv_id or "-"
        for result in line.results:
            domain = next(
                (
                    value
                    for key, value in result.properties
                    if key in ("header.d", "smtp.mailfrom", "header.from", "header.i")
                ),
                "",
            )
            about = " ".join(piece for piece in (domain, f"({who}; {line.header})") if piece)
            yield word(f"auth {line.standing.value}", language), result.method, result.result, about
    for check in found.verified:
        yield (
            word("auth verified", language),
            check.method,
            check.result,
            " ".join((check.domain, f"({check.why})")).strip(),
        )
    for gap in found.unverifiable:
        yield word("auth open", language), gap.method, "-", " ".join((gap.domain, f"({_why(gap, language)})")).strip()
    for each in found.filters:
        if each.verdict or each.score is not None:
            score = (
                ""
                if each.score is None
                else f"{each.score:g}" + (f" / {each.threshold:g}" if each.threshold is not None else "")
            )
            state = word("auth own" if each.standing is Standing.OWN else "auth claim", language)
            yield (
                state,
                each.program,
                each.verdict or "-",
                " ".join(piece for piece in (score, f"({each.header})") if piece),
            )
