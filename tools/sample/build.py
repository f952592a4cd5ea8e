"""How the sample's mails are put together: encoded words, parts, and the lines that the reader's own servers add."""

from __future__ import annotations

import base64


def encoded(text: str, charset: str, step: int = 14) -> str:
    """The text as encoded words (RFC 2047), folded, each with whole characters."""
    pieces = [text[i : i + step] for i in range(0, len(text), step)]
    return "\r\n ".join(f"=?{charset}?B?{base64.b64encode(p.encode(charset)).decode()}?=" for p in pieces)


def folded(data: bytes) -> bytes:
    """Base64 in lines of 76 signs."""
    text = base64.b64encode(data)
    return b"\r\n".join(text[i : i + 76] for i in range(0, len(text), 76))


def crlf(text: str, charset: str) -> bytes:
    """Text as a mail carries it: lines end in CR LF."""
    return text.rstrip("\n").replace("\n", "\r\n").encode(charset)


def part(kind: str, body: bytes, encoding: str, *more: str) -> bytes:
    """One MIME entity: its headers and its encoded body."""
    head = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}", *more]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def multipart(kind: str, boundary: str, parts: list[bytes], preamble: str = "") -> tuple[list[str], bytes]:
    """Header lines and body of a multipart (RFC 2046 section 5.1)."""
    body = preamble.encode() + b"".join(b"\r\n--" + boundary.encode() + b"\r\n" + p for p in parts)
    return [f'Content-Type: multipart/{kind};\r\n\tboundary="{boundary}"'], body + f"\r\n--{boundary}--".encode()


def mail(headers: list[str], body: bytes) -> bytes:
    """The whole mail, as the store keeps it."""
    return "\r\n".join(headers).encode("ascii") + b"\r\n\r\n" + body + b"\r\n"


def delivered(to: str, queue: str, day: str, clock: str, client: str, results: str, *, tls: bool = True) -> list[str]:
    """The lines that the reader's own servers put on top: store, then mx with what it thinks of the sender."""
    secure = "\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))" if tls else ""
    return [
        "Delivered-To: " + to,
        (
            "Received: from mx.kaede.example (mx.kaede.example [192.0.2.25])\r\n"
            f"\tby store.kaede.example (Dovecot) with LMTP id {queue.lower()}Q2;\r\n\t{day} {clock}:07 +0900"
        ),
        f"Authentication-Results: mx.kaede.example;\r\n\t{results}",
        (
            f"Received: from {client}{secure}\r\n\tby mx.kaede.example (Postfix) with {'ESMTPS' if tls else 'ESMTP'}"
            f" id {queue}\r\n\tfor <{to}>; {day} {clock}:05 +0900 (JST)"
        ),
    ]
