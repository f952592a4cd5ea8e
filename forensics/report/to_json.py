"""The document as JSON, and back: a report that can be opened again, in any format, without the case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from forensics import safe
from forensics.model.errors import ForensicsError
from forensics.model.report import Bullets, Card, Document, Grid, Paragraph, Picture, Section

FORMAT = "forensics-report"
VERSION = 2
_KINDS = {kind.__name__.lower(): kind for kind in (Paragraph, Bullets, Grid, Card, Picture, Section)}


class NotAReport(ForensicsError):
    """The bytes are not a report that this version wrote."""


def render(document: Document) -> bytes:
    """UTF-8 JSON; nothing in it acts in a terminal, and the values of the evidence are whole."""
    head = {"format": FORMAT, "version": VERSION}
    data = {f.name: _plain(getattr(document, f.name)) for f in fields(document) if f.name != "hidden"}
    return (safe.json_text({**head, **data}, indent=1) + "\n").encode("utf-8")


def load(data: bytes) -> Document:
    """The document that ``render`` wrote; equal to it in everything. NotAReport for anything else."""
    try:
        values = json.loads(data)
        if values.pop("format") != FORMAT or values.pop("version") != VERSION:
            raise NotAReport("this is a report of another program or of another version of this one")
        return Document(**{name: _record(value) for name, value in values.items()})
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise NotAReport(f"this is not a report in JSON: {problem}") from problem


def _plain(value: Any) -> Any:
    kind = type(value).__name__.lower()
    if kind in _KINDS:
        return {"block": kind, **{f.name: _plain(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _record(value: Any) -> Any:
    if isinstance(value, dict):
        made = {name: _record(item) for name, item in value.items() if name != "block"}
        return _KINDS[value["block"]](**made) if "block" in value else made
    return tuple(_record(item) for item in value) if isinstance(value, list) else value
