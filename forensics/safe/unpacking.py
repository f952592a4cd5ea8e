"""What Python raises for a zip that cannot be read: a hostile archive is told of, and never ends the reading of a mail.

Why it matters: whoever writes the archive chooses which of these comes. Named in one place, none is forgotten in another.
"""

from __future__ import annotations

import struct
import zipfile
import zlib

# RuntimeError is zipfile's word for passwords, compressions and versions that it does not know; the others come of damaged files.
UNREADABLE_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError, struct.error)
"""For ``except`` around opening an archive and around reading a member."""
