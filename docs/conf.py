# ruff: noqa: INP001 - Sphinx reads this file where it lies
"""How the docs pages are made: one page a wing, from the docstrings alone, offline.

Docstrings here are plain sentences with ``code`` in them, not reStructuredText: what is indented is an example, a line that
begins with ``-`` is an item, and everything else is text, however odd its signs are.
"""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.parsing import nested_parse_to_nodes

import forensics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

project = "forensics"
release = version = forensics.__version__
language = "en"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = "forensics"
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
html_use_index = html_domain_indices = False
autodoc_member_order = "bysource"
autodoc_use_type_comments = False
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 110
toc_object_entries = False
# ``bytes`` is a type and the name of a field of ours: Sphinx does not know which one a signature means, a reader does.
suppress_warnings = ["ref.python"]

_CODE = re.compile(r"(``.*?``)")
_SIGNS = re.compile(r"([\\*`|_<>\[\]:])")


class Wing(SphinxDirective):
    """``.. wing:: forensics.parse``: every module of a package, in the order of their names."""

    required_arguments = 1
    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """One heading and the module's docstrings for each."""
        lines = [line for name in _modules(self.arguments[0]) for line in _module(name)]
        return nested_parse_to_nodes(self.state, "\n".join(lines), allow_section_headings=True)


def _modules(package: str) -> Iterator[str]:
    yield package
    for found in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
        if not found.name.rpartition(".")[2].startswith("_"):
            yield found.name


def _module(name: str) -> list[str]:
    package, _, last = name.rpartition(".")
    shadowed = not isinstance(getattr(import_module(package), last, None) if package else None, ModuleType | None)
    no_index = ["   :no-index:"] if shadowed else []  # a function of the package bears the module's name
    return [
        name, "~" * len(name), "", f".. automodule:: {name}", "   :members:", "   :ignore-module-all:", *no_index, "",
    ]  # fmt: skip


def as_text(_app: Sphinx, _what: str, _name: str, _thing: Any, _options: Any, lines: list[str]) -> None:
    """A docstring as reStructuredText that says the same."""
    lines[:] = list(_rendered(lines))


def _rendered(lines: list[str]) -> Iterator[str]:
    example = False
    for line in lines:
        indented = line.startswith((" ", "\t"))
        if indented and not example:
            yield from ("", "::", "")
        elif example and line and not indented:
            yield ""
        example = indented or (example and not line)
        if indented:
            yield line if line.startswith("    ") else f"    {line}"
        elif line.startswith("- "):
            yield from ("", f"- {_escaped(line[2:])}", "")
        else:
            yield _escaped(line)


def _escaped(line: str) -> str:
    """Signs that reStructuredText would act on, taken as what they are; ``code`` stays code."""
    pieces = _CODE.split(line)
    return "".join(piece if n % 2 else _SIGNS.sub(r"\\\1", piece) for n, piece in enumerate(pieces))


def setup(app: Sphinx) -> dict[str, bool]:
    """Teach Sphinx the directive and how docstrings are written here."""
    app.add_directive("wing", Wing)
    app.connect("autodoc-process-docstring", as_text)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
