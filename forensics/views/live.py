"""Views that answer: a table to search, a timeline to zoom into, a mail to open, where somebody sits before JupyterLab.

The picture in the browser is drawn by one module of our own (``desk.js``) that is handed text and draws text. It asks, Python
answers; what is not looked at is never sent, and nothing of a mail is kept in the notebook's widget state. Wherever nobody can
click - a notebook that is exported, or run by papermill or nbclient - the plain, escaped HTML of the view stands alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

from forensics import safe
from forensics.model.errors import ForensicsError
from forensics.views.words_desk import desk_words

STATIC = "FORENSICS_STATIC"
"""Set in the environment, every view is the plain one: for notebooks that are to be read without a kernel."""
MIME = "application/vnd.jupyter.widget-view+json"

Answer = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def is_wanted() -> bool:
    """Whether somebody sits before a notebook: its messages say that it could be asked something (``allow_stdin``)."""
    if os.environ.get(STATIC) or "ipykernel" not in sys.modules or find_spec("anywidget") is None:
        return False
    from IPython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return False
    return bool(kernel.get_parent().get("content", {}).get("allow_stdin"))


def bundle(view: str, answer: Answer, language: str) -> dict[str, Any]:
    """What a notebook is handed beside the plain forms; empty where nobody could click."""
    if not is_wanted():
        return {}
    from forensics.views import widget

    made = widget.desk(view, answered(answer), desk_words(language), language)
    return {MIME: {"version_major": 2, "version_minor": 0, "model_id": made.model_id}}


def answered(answer: Answer) -> Answer:
    """An answer to every question: what goes wrong is said in the view, where who asked will see it."""

    def told(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return answer(asked)
        except (ForensicsError, LookupError, ValueError, TypeError, OSError) as error:
            return {"error": safe.terminal(f"{type(error).__name__}: {error}")}

    return told
