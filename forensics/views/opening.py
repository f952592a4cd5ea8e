"""What opens when somebody clicks on a row: a mail with its panels, anything else as it shows itself in a terminal."""

from __future__ import annotations

from typing import Any

from forensics.model.mail import Mail
from forensics.views import mail, panels


def opening(thing: object, language: str) -> dict[str, Any]:
    """The thing as plain data that a browser draws as text."""
    if isinstance(thing, Mail):
        return panels.to_data(mail.title(thing, language), mail.panels(thing, language), language)
    return panels.to_data("", [panels.Panel("", text=repr(thing))], language)
