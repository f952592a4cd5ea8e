"""Text of a page that no reader sees: elements that their own style keeps from being shown.

Why it matters: a filter reads all of a page, a reader only what is shown. Whoever sends a lie therefore pads it with a hundred lines of
somebody else's honest mail in an element that is not displayed (CSS ``display: none``, ``visibility: hidden``, ``font-size: 0``), often in
another language and sometimes within a word. What nobody sees frightens nobody: such text is no reason for anything, and the language
of a mail is the one that its reader reads. What the hidden text names (links, addresses) is found all the same, by the extraction, and marked.
What counts as hidden: ``unshown``.
"""

from __future__ import annotations

from forensics import unshown
from forensics.model.mail import Mail


def seen(mail: Mail) -> Mail:
    """The mail as a reader sees it: without the text that its pages hide, and in the language of what is left.

    The same object where nothing is hidden. Linear in the size of the pages; never raises.
    """
    pieces = [piece for page in mail.pages if not page.attached for piece in unshown.pieces(page.source)]
    if not pieces:
        return mail
    text, start = mail.text, 0
    for part in mail.text_parts:  # plain parts come first, and hide nothing
        if (
            not part.attached
            and part.content_type != "text/html"
            and text.startswith(said := part.text.strip("\n"), start)
        ):
            start += len(said)
    left = text[:start] + _without(text[start:], pieces)
    return mail.with_wings({"text": lambda _: left, "language": mail.wings["language"]})


def _without(text: str, pieces: list[str]) -> str:
    """The text without the pieces."""
    kept, at = [], 0
    for start, end in unshown.spans(text, pieces):
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])
