"""Look-ups of the tests go to loopback servers, and their rate book lies in the test's own folder."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from forensics.lookup.settings import LookupSettings, Place
from forensics.lookup.wire import Door

FAST = {"private": True, "timeout": 2.0, "attempts": 1, "rates": [[2_000, 1]]}


@pytest.fixture
def settings(tmp_path):
    """Makes settings in which the given services answer on loopback."""

    def make(keys=None, **places):
        return LookupSettings(
            keys=keys or {},
            places={name: {**FAST, **place} for name, place in places.items()},
            state=tmp_path / "state",
        )

    return make


@pytest.fixture
def door(settings):
    """An open door and a place on loopback for it."""
    with Door(settings()) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _quick_retries():
    """A retry waits a moment only."""
    import stamina

    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


def here(url: str = "", **changes) -> Place:
    """A place on loopback."""
    return Place(
        url=url,
        host="127.0.0.1",
        hosts=(urlsplit(url).hostname or "127.0.0.1",),
        **{**FAST, "rates": ((2_000, 1.0),), **changes},
    )
