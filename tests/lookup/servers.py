"""Real protocol servers on loopback, each with the faults of its kind, and a log of every byte that reached it."""

from __future__ import annotations

import contextlib
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from dnslib import DNSRecord
from dnslib.server import DNSHandler, DNSServer

HOST = "127.0.0.1"


class Log:
    """What reached a server, and when."""

    def __init__(self):
        self.questions: list[str] = []
        self.times: list[float] = []
        self.heard = bytearray()
        self._lock = threading.Lock()

    def add(self, question: str, raw: bytes = b"") -> None:
        with self._lock:
            self.questions.append(question)
            self.times.append(time.monotonic())
            self.heard += raw + question.encode("utf-8", "surrogateescape") + b"\n"


class Reply:
    """An HTTP reply, and how it is sent."""

    def __init__(
        self,
        body: bytes | str = b"",
        status: int = 200,
        headers: dict[str, str] | None = None,
        *,
        drip: float = 0.0,
        cut: int = 0,
    ):
        self.body = body.encode() if isinstance(body, str) else body
        self.status, self.headers, self.drip, self.cut = status, headers or {}, drip, cut


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up early is what some tests are about."""


@contextlib.contextmanager
def http(answer: Callable[[str, str, bytes], Reply], tls: ssl.SSLContext | None = None) -> Iterator[tuple[str, Log]]:
    """A server whose replies are given by method, path and body; its base URL and its log."""
    log = Log()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1  # head and body in one packet, as servers send them

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            log.add(f"{self.command} {self.path}", bytes(self.headers) + body)
            reply = answer(self.command, self.path, body)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            if reply.cut:
                self.send_header("Connection", "close")
            self.end_headers()
            told = reply.body[: len(reply.body) - reply.cut]
            for at in range(0, len(told), 1 if reply.drip else 65_536) if told else ():
                self.wfile.write(told[at : at + (1 if reply.drip else 65_536)])
                self.wfile.flush()
                time.sleep(reply.drip)
            if reply.cut:
                self.close_connection = True

        do_GET = do_POST = _any  # noqa: N815 - as the library calls them

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
            """Quiet."""

    server = _Quiet((HOST, 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/", log
    finally:
        server.shutdown()
        server.server_close()


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up early is what some tests are about."""


@contextlib.contextmanager
def whois(answer: Callable[[str], bytes | Iterator[bytes]]) -> Iterator[tuple[int, Log]]:
    """A server that reads one line and replies; its port and its log. Pieces of an iterator are sent as they come."""
    log = Log()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline(4096)
            log.add(line.decode("latin-1").strip(), line)
            told = answer(line.decode("latin-1").strip())
            for piece in [told] if isinstance(told, bytes) else told:
                self.wfile.write(piece)
                self.wfile.flush()

    server = _Tcp((HOST, 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.server_address[1], log
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def dns(answer: Callable[[DNSRecord], DNSRecord | None]) -> Iterator[tuple[int, Log]]:
    """A name server over UDP and TCP; None keeps silent."""
    log = Log()

    class Resolver:
        def resolve(self, request: DNSRecord, handler: Any) -> DNSRecord:  # noqa: ARG002 - the form of the library
            log.add(f"{request.q.qname} {request.q.qtype}", request.pack())
            reply = answer(request)
            if reply is None:
                raise OSError("silence")
            return reply

    class Handler(DNSHandler):  # type: ignore[misc]  # the library gives no types
        udplen = 1_232

    class Hush:
        def __getattr__(self, name: str) -> Callable[..., None]:
            return lambda *_: None

    class Server(socketserver.ThreadingUDPServer):
        daemon_threads = True
        max_packet_size = 65_535

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Silence was wanted."""

    class Tcp(_Tcp):
        pass

    udp = DNSServer(Resolver(), address=HOST, port=0, logger=Hush(), server=Server, handler=Handler)
    port = udp.server.server_address[1]
    tcp = DNSServer(Resolver(), address=HOST, port=port, tcp=True, logger=Hush(), server=Tcp)
    udp.start_thread()
    tcp.start_thread()
    try:
        yield port, log
    finally:
        for each in (udp, tcp):
            each.stop()
            each.server.server_close()
