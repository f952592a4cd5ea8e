"""bytes -> Mail: reading hostile and Japanese mail without trusting a word of it."""

from forensics.parse.message import KEY_HEADERS, read_mail

__all__ = ["KEY_HEADERS", "read_mail"]
