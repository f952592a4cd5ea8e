"""Ways of writing a wrapped link that are a service's own: AMP paths, translated hosts, a host alone, underscores.

Why it matters: these hold no second ``http`` that one could search for. ``google.com/amp/s/evil.example`` shows the reader nothing but
a name he trusts. Sources: AMP Project (cache URL format), the services' own links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from forensics.extract.wrappers import proofpoint

_CACHE_KINDS = frozenset({"a", "c", "i", "ii", "r", "v", "wp", "amp"})


def amp(href: str) -> Iterator[str]:
    """``/amp/s/host/path`` and, in a cache, ``/c/s/host/path``: ``s`` for https, without it http. The fragment stays with it."""
    _, _, rest = href.partition("://")
    segments = rest.partition("/")[2]
    kind, _, target = segments.partition("/")
    if kind not in _CACHE_KINDS:
        return
    secure = target.startswith("s/")
    target = unquote(target[2:]) if secure and "%2F" in target[:260] else target[2:] if secure else target
    if target and not target.startswith(("/", "?", "#")):
        yield f"{'https' if secure else 'http'}://{target}"


def postmark(href: str) -> Iterator[str]:
    """``/3s/example.org%2Fpath/...``: a version, ``s`` for https, then the link without its scheme in one segment."""
    version, _, rest = href.partition("://")[2].partition("/")[2].partition("/")
    target = unquote(rest.partition("/")[0])
    if target and version[:1].isdigit() and version[1:] in ("", "s"):
        yield f"{'https' if version.endswith('s') else 'http'}://{target}"


def translate_goog(href: str) -> Iterator[str]:
    """``my--shop-example-org.translate.goog/path``: dots as ``-``, hyphens doubled; the service's own parameters left out."""
    scheme, _, rest = href.partition("://")
    place = len(rest)
    for sign in "/?#":
        at = rest.find(sign)
        place = at if 0 <= at < place else place
    label = rest[:place].partition(".translate.goog")[0]
    host = label.replace("--", "\0").replace("-", ".").replace("\0", "-")
    path, question, query = rest[place:].partition("?")
    query, hash_, fragment = query.partition("#")
    pairs = query.split("&") if question else []
    if "_x_tr_sch=http" in pairs:
        scheme = "http"
    kept = "&".join(pair for pair in pairs if not pair.startswith("_x_tr_"))
    yield f"{scheme}://{host}{path}{'?' if kept else ''}{kept}{hash_}{fragment}"


def underscores(href: str) -> Iterator[str]:
    """``/v2/___https://example.org/___.KEY``."""
    start = href.find("___")
    end = href.find("___.", start + 3)
    if start >= 0 and end >= 0:
        yield href[start + 3 : end]


def host(href: str) -> Iterator[str]:
    """A gateway that keeps the link and tells only its host, as ``domain=``. Given as ``//host``: no link can be made of it."""
    for pair in href.partition("?")[2].partition("#")[0].split("&"):
        if pair[:7].lower() == "domain=":
            yield f"//{unquote(pair[7:]).partition(';')[0].strip()}"
            return


READERS: dict[str, Callable[[str], Iterator[str]]] = {
    "proofpoint v2": proofpoint.v2,
    "proofpoint v3": proofpoint.v3,
    "amp": amp,
    "translate.goog": translate_goog,
    "underscores": underscores,
    "postmark": postmark,
    "host": host,
}
"""By the name in the table of services: the whole wrapped link -> what it wraps."""
