"""README speaks of what the code does: its list of what is found is made from the code, and the code finds nothing else."""

from __future__ import annotations

import ast

import pytest

from forensics import read_mail, sample
from forensics.extract import sightings
from forensics.model.kinds import KINDS
from tools.readme import PLACES, ROOT, written


@pytest.mark.parametrize("name", PLACES)
def test_the_list_of_what_is_found_is_what_the_code_says(name):
    page = (ROOT / name).read_text("utf-8")
    assert page == written(page, PLACES[name]), "run .venv/bin/python tools/readme.py"


def test_every_kind_that_the_finders_name_is_in_the_list():
    named = set()
    for path in (ROOT / "forensics" / "extract").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                at = {"Observable": 0, "Hit": 2}.get(node.func.id)
                kind = node.args[at] if at is not None and at < len(node.args) else None
                if isinstance(kind, ast.Constant) and kind.value:
                    named.add(kind.value)
    assert named
    assert named <= set(KINDS)


def test_the_sample_holds_no_kind_that_has_no_name():
    found = {each.observable.kind for _, raw in sample.mails() for each in sightings(read_mail(raw))}
    assert {"url", "token", "bitcoin", "amount", "deadline", "period", "password"} <= found <= set(KINDS)
