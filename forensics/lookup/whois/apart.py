"""Run by ``package.py`` in a process of its own: a WHOIS reply on standard input, what the PyPI package ``whois`` finds on standard output.

Nothing of this project is loaded here, and before the package is, every way out is shut: it may only read the text that it is given.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

SHUT = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen",
    "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile",
)  # fmt: skip
"""Events of the interpreter (PEP 578) that open a connection, look up a name or start a program."""


def shut(event: str, _: tuple[Any, ...]) -> None:
    """Refuse what would reach outside."""
    if event in SHUT:
        raise PermissionError(f"a reader of replies reached outside: {event}")


class _Holder:
    """Takes what the package has found before it turns it into its own kinds of values (dates in the machine's time zone)."""

    def init(self, pc: Any, dc: Any) -> None:
        """Called by the package's parser when it has read a reply."""


def found(text: str, name: str) -> tuple[dict[str, Any], str]:
    """What the patterns for this top-level domain match, and why not."""
    suffix_of = importlib.import_module("whois.helpers").filterTldToSupportedPattern
    pieces = name.split(".")
    suffix = suffix_of(name, pieces) if len(pieces) > 1 else None
    if suffix is None:
        return {}, f"the package `whois` does not know .{pieces[-1]}"
    settings = importlib.import_module("whois.context.parameterContext").ParameterContext()
    data = importlib.import_module("whois.context.dataContext").DataContext(domain=name)
    data.tldString, data.dList = suffix, pieces
    data.whoisStr = data.rawWhoisStr = text
    parser = importlib.import_module("whois.whoisParser").WhoisParser(pc=settings, dc=data)
    parser.getThisTld(suffix)
    parser.resultDict = {"tld": suffix, "DNSSEC": False}
    parser.parse(dom=_Holder())
    return dict(data.data), ""


def main() -> None:
    """One question, one answer, as JSON."""
    question = json.loads(sys.stdin.buffer.read())
    sys.addaudithook(shut)
    try:
        told, why = found(question["text"], question["domain"])
    except Exception as error:  # noqa: BLE001 - the package raises its own errors, and plain ones on replies it did not expect
        told, why = {}, f"the package `whois` could not read the reply ({type(error).__name__})"
    sys.stdout.write(json.dumps({"found": told, "why": why}, default=str))


if __name__ == "__main__":
    main()
