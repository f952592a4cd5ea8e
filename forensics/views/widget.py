"""The one widget behind every live view: it carries questions from the browser to Python, and answers back.

Imported by ``live`` alone, when it is needed: it pulls in ipywidgets.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

if TYPE_CHECKING:
    from forensics.views.live import Answer

_HERE = files("forensics.views")
_ESM, _CSS = (_HERE.joinpath(name).read_text("utf-8") for name in ("desk.js", "desk.css"))


class Desk(anywidget.AnyWidget):
    """Which view it is and the words of its buttons; no evidence is part of its state."""

    _esm = _ESM
    _css = _CSS
    view = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)


def desk(view: str, answer: Answer, words: Mapping[str, str], language: str) -> Any:
    """A widget that answers with ``answer``."""
    made = Desk(view=view, words=dict(words), language=language)

    def reply(_: object, asked: object, __: object) -> None:
        if isinstance(asked, dict):
            made.send({"id": asked.get("id"), "answer": dict(answer(asked))})

    made.on_msg(reply)
    return made
