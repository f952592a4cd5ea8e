"""Write into README.md and README.ja.md what is made from the code: the list of what is found.

.venv/bin/python tools/readme.py            (a test says when it is needed)
"""

from __future__ import annotations

import re
from pathlib import Path

from forensics.model.kinds import KINDS

ROOT = Path(__file__).resolve().parents[1]
PLACES = {"README.md": 0, "README.ja.md": 1}
_BLOCK = re.compile(r"(<!-- what is found: made by tools/readme\.py -->\n).*?(<!-- end -->)", re.DOTALL)


def listed(language: int) -> str:
    """The list in Markdown; ``language`` 0 English, 1 Japanese."""
    return "".join(f"- **{kind.name[language]}** (`{word}`): {kind.what[language]}\n" for word, kind in KINDS.items())


def written(text: str, language: int) -> str:
    """The page with the list in its place; ValueError where it has none."""
    page, count = _BLOCK.subn(lambda found: found[1] + listed(language) + found[2], text)
    if count != 1:
        raise ValueError("the page must have exactly one place for the list")
    return page


def main() -> None:
    """Bring both pages up to date."""
    for name, language in PLACES.items():
        path = ROOT / name
        path.write_text(written(path.read_text("utf-8"), language), "utf-8")


if __name__ == "__main__":
    main()
