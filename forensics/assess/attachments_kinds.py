"""What the ending of a file's name promises, and which endings and contents act when they are opened.

Why it matters: the reader goes by the name, the system opens by its ending, the filter looks at the content. Where the three disagree,
somebody wanted one of them deceived. Nothing is opened here; names and first bytes are enough.
Sources: the lists of file types that Outlook, Gmail and Windows refuse; magic numbers as ``parse.attachments`` reads them.
"""

from __future__ import annotations

PROGRAMS = frozenset(
    {
        "exe", "com", "scr", "pif", "cpl", "msi", "msp", "msix", "appx", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "wsc",
        "hta", "jar", "lnk", "url", "scf", "reg", "inf", "gadget", "application", "appref-ms", "chm", "hlp", "dll", "sys", "ocx", "xll", "iqy", "slk",
        "settingcontent-ms", "search-ms", "library-ms", "website", "one", "onepkg", "msc", "apk", "ipa", "dmg", "pkg", "app", "deb", "rpm", "sh",
        "run", "command", "workflow", "py", "pl",
    }
)  # fmt: skip
"""Endings of files that act when they are opened."""
DISKS = frozenset(
    {
        "iso", "img", "vhd", "vhdx", "udf", "bin", "daa", "cue",
    }
)  # fmt: skip
"""Images of disks: what lies in one bears no mark of having come from outside (Windows' Mark of the Web)."""
ARCHIVES = frozenset(
    {
        "zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "cab", "arj", "lzh", "lha", "ace", "z", "zst", "uue", "jar",
    }
)  # fmt: skip
DOCUMENTS = frozenset(
    {
        "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "rtf", "odt", "ods", "txt", "csv", "jpg", "jpeg", "png", "gif", "bmp", "htm", "html",
        "eml", "xml", "mp3", "mp4", "wav",
    }
)  # fmt: skip
"""Endings that a reader takes for harmless."""
MACRO_OFFICE = frozenset(
    {
        "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppsm", "ppam", "sldm",
    }
)  # fmt: skip

_PDF, _PNG, _JPEG, _GIF = "application/pdf", "image/png", "image/jpeg", "image/gif"
_ZIP, _OLE, _RTF = "application/zip", "application/x-ole-storage", "application/rtf"
_OOXML = "application/vnd.openxmlformats-officedocument."
PROMISES: dict[str, tuple[str, ...]] = {
    "pdf": (_PDF,),
    "png": (_PNG, _JPEG, _GIF, "image/webp", "image/bmp"), "jpg": (_JPEG, _PNG, _GIF, "image/webp", "image/bmp"), "jpeg": (_JPEG, _PNG, _GIF, "image/webp", "image/bmp"),
    "gif": (_GIF, _PNG, _JPEG, "image/webp"), "bmp": ("image/bmp", _PNG, _JPEG),
    "doc": (_OLE, _RTF, _OOXML, "text/html", "text/xml", _ZIP), "xls": (_OLE, _OOXML, "text/html", "text/xml", "text/plain", _ZIP), "ppt": (_OLE, _OOXML, _ZIP),
    "docx": (_OOXML, _ZIP, _OLE), "xlsx": (_OOXML, _ZIP, _OLE), "pptx": (_OOXML, _ZIP, _OLE),
    "zip": (_ZIP, _OOXML, "application/java-archive", "application/vnd.oasis"), "rar": ("application/vnd.rar",), "7z": ("application/x-7z-compressed",),
    "gz": ("application/gzip",), "txt": ("text/", "message/"), "csv": ("text/",), "rtf": (_RTF, _OLE, _OOXML),
}  # fmt: skip
"""Ending -> beginnings of the media types that its content may show. An encrypted Office file is an OLE container."""
HARD = frozenset(
    {
        "application/vnd.microsoft.portable-executable", "application/x-elf", "application/x-ms-shortcut", "application/onenote", "application/vnd.ms-htmlhelp",
        "application/x-iso9660-image", "application/java-archive",
    }
)  # fmt: skip
"""Contents that act, whatever they are called."""


def endings(name: str) -> list[str]:
    """The last two endings of a name in lower case, the last one first: ``invoice.pdf.exe`` -> ``exe pdf``."""
    pieces = name[-300:].strip().rstrip(".").lower().rsplit(".", 2)
    return [piece.strip() for piece in reversed(pieces[1:])]
