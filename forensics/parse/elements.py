"""The element and attribute names that the HTML reader tells apart (WHATWG HTML standard, sections 4 and 15)."""

from __future__ import annotations

PLAIN = frozenset(
    {
        "span", "p", "font", "b", "i", "u", "strong", "em", "small", "big", "center", "h1", "h2", "h3", "h4", "h5",
        "h6", "br", "div", "li", "ul", "ol", "sup", "sub", "s", "strike", "tt", "code", "nobr", "wbr", "o:p", "label",
        "table", "tbody", "thead", "tfoot", "tr", "td", "th", "hr", "pre", "address", "section", "article", "header",
        "footer", "main",
    }
)  # fmt: skip
"""Elements that seldom point anywhere: their attributes are read only where one of the reader's hints stands in them."""

POINTING = frozenset(
    {
        "href", "src", "action", "formaction", "background", "poster", "data", "longdesc", "cite", "ping", "manifest",
        "srcset", "imagesrcset", "xlink:href", "lowsrc", "dynsrc", "codebase", "archive", "profile", "icon", "srcdoc",
    }
)  # fmt: skip
"""Attributes whose value is (or holds) a target."""

BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section", "summary",
        "table", "tbody", "tfoot", "thead", "tr", "ul", "title", "caption",
    }
)  # fmt: skip
"""Elements that stand on lines of their own."""

RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""Elements whose content is text and no markup (section 13.1.2)."""
