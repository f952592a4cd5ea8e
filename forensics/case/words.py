"""A case at a glance: what it holds, in a few lines, in the language of the case."""

from __future__ import annotations

from forensics import safe
from forensics.case.listing import Reader
from forensics.model.errors import CaseError
from forensics.store import custody
from forensics.store.folder import CaseFolder

_COUNTS = (
    ("SELECT count(*) FROM mails", "mails", "メール"),
    ("SELECT count(*) FROM files", "other files", "その他のファイル"),
    ("SELECT count(*) FROM (SELECT DISTINCT kind, value FROM sightings)", "observables", "観測値"),
    ("SELECT count(*) FROM findings WHERE answer = 'yes'", "findings that say yes", "該当した判定"),
    ("SELECT count(*) FROM mails WHERE defects <> ''", "mails with defects", "欠陥のあるメール"),
)


def glance(folder: CaseFolder, reader: Reader) -> str:
    """Plain text."""
    return "\n".join(_lines(folder, reader))


def glance_html(folder: CaseFolder, reader: Reader) -> str:
    """The same for a notebook."""
    first, *rest = (safe.html(line) for line in _lines(folder, reader))
    items = "".join(f"<li>{line}</li>" for line in rest)
    return f'<div class="mathjax_ignore forensics-case"><p><b>{first}</b></p><ul>{items}</ul></div>'


def _lines(folder: CaseFolder, reader: Reader) -> list[str]:
    settings = folder.settings()
    japanese = settings.language == "ja"
    title = safe.terminal(settings.title or folder.path.resolve().name)
    lines = [f"案件「{title}」" if japanese else f"case {title!r}"]
    try:
        with reader.connection() as rows:
            for query, english, word in _COUNTS:
                count = rows.execute(query).get
                lines.append(f"{word}: {count:,}" if japanese else f"{count:,} {english}")
            ((first, last),) = rows.execute("SELECT min(date_utc), max(date_utc) FROM mails")
        if first:
            lines.append(
                f"日付: {first[:10]} ~ {last[:10]}" if japanese else f"dated {first[:10]} to {last[:10]} (UTC)"
            )
    except CaseError as error:
        lines.append(safe.terminal(str(error)))
    written = list(custody.lines(folder.path))
    if written:
        lines.append(f"証拠保全記録: {len(written)} 行" if japanese else f"custody log: {len(written)} lines")
    return lines
