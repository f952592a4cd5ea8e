"""All that a mail says, as one text: what no reader sees twice, and nothing that any reader might see left out."""

from __future__ import annotations

import re

from forensics.model.mail import Mail

_WORD = re.compile(r"\w+")


def whole_text(mail: Mail) -> str:
    """Plain parts, then the lines of HTML parts that hold a word no plain part has, then the texts of mails within.

    Alternatives should say the same; where they do not, the difference is often the lure, so it is shown and not chosen from.
    """
    pages = {page.part: page for page in mail.pages}
    plain: list[str] = []
    rich: list[str] = []
    for text in mail.text_parts:
        if text.attached:
            continue
        page = pages.get(text.part)
        if page is not None:
            rich.append(page.text)
        elif text.text.strip():
            plain.append(text.text.strip("\n"))
    pieces = list(plain)
    known: set[str] = set()
    if plain and rich:
        for said in plain:
            known.update(_WORD.findall(said))
    for said in rich:
        shown = said
        if plain:
            shown = "\n".join(line for line in said.split("\n") if not known.issuperset(_WORD.findall(line)))
            known.update(_WORD.findall(shown))
        if shown.strip():
            pieces.append(shown)
            if not plain:
                plain = [shown]
                known.update(_WORD.findall(shown) if len(rich) > 1 else ())
    pieces += [inner.text for _, inner in mail.nested]
    return "\n\n".join(piece for piece in pieces if piece.strip())
