"""The command ``forensics``: the same verbs as ``Case``, and nothing of its own.

Exit status: 0 done; 1 the answer is no (verify failed); 2 wrong use; 3 some evidence could not be read (named on standard
error; the rest is done). Whatever goes to the terminal goes through ``forensics.safe``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from forensics.cli.arguments import parser

DONE, NO, WRONG, UNREAD = 0, 1, 2, 3
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = parser().parse_args(argv)
    # what a mail says may hold any character; a terminal that cannot show one must not stop the work
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    from forensics.cli import commands, failures

    try:
        status = commands.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader of our output (head, less) has gone: it has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        failures.say("interrupted; what was taken in so far is complete and stays")
        return INTERRUPTED
    except failures.EXPECTED as error:
        return failures.explained(error)
    return status
