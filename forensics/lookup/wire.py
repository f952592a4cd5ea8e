"""The one door to the outside. Nothing else in this package opens a connection, and a test proves it.

Why it matters: an analyst must be able to know who learns of a case. So every connection passes here, with the same rules: a
host that the service's own list names, at an address that is not this machine's or a private network's (unless the analyst set
so), no redirect to anybody else, a time, a size, a rate; and nothing that names a recipient of the mails leaves, in any coding.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype
import dns.resolver
import httpx
import stamina

from forensics.lookup.failures import (
    BadReply,
    Limited,
    NotAllowed,
    NotNow,
    ServerFailed,
    TimedOut,
    TooLarge,
    Unreachable,
    WireError,
)
from forensics.lookup.rates import RateBook
from forensics.lookup.settings import LookupSettings, Place

MOST_REDIRECTS = 3
LONGEST_WAIT = 300.0
"""Seconds that a question waits for its turn; where it would be longer (a daily rate is used up) it is not asked by this run."""
LONGEST_PAUSE = 120.0
"""Seconds of a Retry-After that are waited out; a longer one is a refusal."""
_PIECE = 65_536
_HOLDS_IPV4 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))
"""An IPv4 address in the last four bytes: NAT64 (RFC 6052), and the old compatible form (RFC 4291 section 2.5.5.1)."""
T = TypeVar("T")
E = TypeVar("E", bound=WireError)


@dataclass(frozen=True, slots=True)
class HttpReply:
    """An HTTP reply, unpacked."""

    status: int
    body: bytes
    url: str
    """Of the last redirect."""
    kind: str
    """The media type it claims."""


@dataclass(frozen=True, slots=True)
class DnsRecord:
    """One record of a DNS reply, as text."""

    name: str
    kind: str
    ttl: int
    value: str


@dataclass(frozen=True, slots=True)
class DnsReply:
    """A DNS reply."""

    code: str
    """``NOERROR``, ``NXDOMAIN``, ``REFUSED`` ..."""
    records: tuple[DnsRecord, ...]
    raw: bytes


class Door:
    """Opened for one run, closed after it. Safe to be used by several threads at once."""

    def __init__(self, settings: LookupSettings, *, tells: Callable[[str], bool] | None = None) -> None:
        """``tells`` says of a text whether it names a recipient; such a question does not leave."""
        self.settings = settings
        self._tells = tells
        self._rates = RateBook(settings.state_folder)
        self._clients: dict[tuple[str, str], httpx.Client] = {}
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all lines and of the rate book."""
        with self._lock:
            self._closed = True
            for client in self._clients.values():
                client.close()
        self._rates.close()

    # -- the three ways out
    def http(
        self,
        service: str,
        place: Place,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        json: Any = None,
        expected: tuple[int, ...] = (200,),
    ) -> HttpReply:
        """Ask by HTTP. A status that is not expected is Limited (401, 403, 429), ServerFailed (5xx) or BadReply."""
        self._says_nothing(url, repr(data), repr(json))
        allowed = {urlsplit(place.url).hostname or "", *place.hosts}

        def once() -> HttpReply:
            at, current = url, method
            for _ in range(MOST_REDIRECTS + 1):
                self._turn(service, place)
                request = {"headers": dict(headers or {}), "data": data, "json": json} if at == url else {}
                reply, target = self._exchange(place, current, at, allowed, request)
                if target is None:
                    return _judged(reply, expected)
                at, current = target, "GET"
            raise BadReply(f"more than {MOST_REDIRECTS} redirects")

        return self._tried(place, once)

    def tcp(self, service: str, place: Place, host: str, port: int, question: bytes) -> bytes:
        """Send a question and read until the other side closes (WHOIS, RFC 3912)."""
        self._says_nothing(question.decode("utf-8", "replace"), host)
        if host.lower() not in {place.host.lower(), *(each.lower() for each in place.hosts)}:
            raise NotAllowed(f"{host} is not among the hosts that {service} may ask")

        def once() -> bytes:
            self._turn(service, place)
            pieces: list[bytes] = []
            try:
                with socket.create_connection((self._address(host, port, place), port), timeout=place.timeout) as line:
                    _converse(line, question, place, pieces)
            except TimeoutError as error:
                raise _with(TimedOut(f"{host} took longer than {place.timeout:g} s"), pieces) from error
            except OSError as error:
                raise _with(Unreachable(f"{host}: {_why(error)}"), pieces) from error
            reply = b"".join(pieces)
            if len(reply) > place.limit:
                raise _with(TooLarge(f"the reply of {host} is larger than {place.limit} bytes"), pieces)
            return reply

        return self._tried(place, once)

    def dns(self, service: str, place: Place, name: str, kind: str) -> DnsReply:
        """Ask a resolver. NXDOMAIN is a reply; SERVFAIL is ServerFailed, REFUSED is Limited."""
        self._says_nothing(name)
        try:
            query = dns.message.make_query(dns.name.from_text(name), kind, use_edns=True)
        except (dns.exception.DNSException, UnicodeError, ValueError) as error:
            raise BadReply(f"{name[:100]!r} cannot be asked by DNS: {error}") from error

        def once() -> DnsReply:
            self._turn(service, place)
            told = None
            for server in self._resolvers(place):
                try:
                    told, _ = dns.query.udp_with_fallback(
                        query, server, place.timeout, place.port or 53, ignore_unexpected=True
                    )
                    break
                except dns.exception.Timeout:
                    continue
                except (OSError, dns.exception.DNSException, EOFError, ValueError) as error:
                    raise BadReply(f"{server}: {_why(error)}") from error
            if told is None:
                raise TimedOut(f"no resolver answered within {place.timeout:g} s")
            return _dns_reply(told)

        return self._tried(place, once)

    # -- the rules
    def _says_nothing(self, *texts: str) -> None:
        if self._tells is not None and any(self._tells(text) for text in texts):
            raise NotAllowed("the question would name a recipient")

    def _turn(self, service: str, place: Place) -> None:
        if not self._rates.wait(service, place.rates, LONGEST_WAIT):
            raise NotNow(f"{service} has been asked as often as its rate allows: ask again later")

    def _tried(self, place: Place, once: Callable[[], T]) -> T:
        for attempt in stamina.retry_context(
            on=_again, attempts=max(1, place.attempts), timeout=LONGEST_PAUSE * 2, wait_max=10
        ):
            with attempt:
                return once()
        raise AssertionError("a retry ends with a reply or an error")

    def _resolvers(self, place: Place) -> list[str]:
        if place.host:
            return [self._address(place.host, place.port or 53, place)]
        try:
            return [str(each) for each in dns.resolver.Resolver().nameservers]
        except dns.exception.DNSException as error:
            raise Unreachable(f"this machine names no resolver: {error}") from error

    def _address(self, host: str, port: int, place: Place) -> str:
        """The address that is connected to. What was checked is what is used: the name is not looked up a second time."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"{host}: {_why(error)}") from error
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        public = [each for each in addresses if place.private or _is_public(each)]
        if not public:
            raise NotAllowed(
                f"{host} is at {', '.join(addresses[:3]) or 'no address'}, which is not on the public internet"
            )
        return public[0]

    def _client(self, scheme: str, host: str) -> httpx.Client:
        """One for each host: a line to one host is never used for another one at the same address."""
        with self._lock:
            if self._closed:
                raise NotAllowed("the run is over")
            if (scheme, host) not in self._clients:
                self._clients[scheme, host] = httpx.Client(
                    verify=httpx.create_ssl_context() if scheme == "https" else False,
                    follow_redirects=False,
                    trust_env=False,  # a proxy from the environment would be a host that no list names
                    limits=httpx.Limits(max_connections=64, max_keepalive_connections=32, keepalive_expiry=10),
                    headers={"User-Agent": self.settings.user_agent, "Accept-Encoding": "gzip, deflate"},
                )
            return self._clients[scheme, host]

    def _exchange(
        self, place: Place, method: str, url: str, allowed: set[str], request: Mapping[str, Any]
    ) -> tuple[HttpReply, str | None]:
        """One request, one reply, and where it wants us to go on."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if host not in allowed:
            raise NotAllowed(f"{host or url[:60]!r} is not among the hosts that this service may ask")
        if parts.scheme not in ("http", "https"):
            raise NotAllowed(f"{parts.scheme!r} is not spoken here")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = self._address(host, port, place)
        at = f"[{address}]" if ":" in address else address
        headers = {"Host": parts.netloc.rpartition("@")[2], **request.get("headers", {})}
        deadline = time.monotonic() + place.timeout
        try:
            with self._client(parts.scheme, host).stream(
                method,
                httpx.URL(url).copy_with(host=at.strip("[]")),
                headers=headers,
                data=request.get("data"),
                json=request.get("json"),
                timeout=place.timeout,
                extensions={"sni_hostname": host},
            ) as reply:
                target = reply.headers.get("location") if reply.is_redirect else None
                body = b"" if target else b"".join(_unpacked(reply, place, deadline))
                _pause_wanted(reply)
                told = HttpReply(reply.status_code, body, url, reply.headers.get("content-type", ""))
        except httpx.TimeoutException as error:
            raise TimedOut(f"{host} took longer than {place.timeout:g} s") from error
        except (httpx.RemoteProtocolError, httpx.DecodingError) as error:
            raise BadReply(f"{host}: {_why(error)}") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            raise Unreachable(f"{host}: {_why(error)}") from error
        if target is None:
            return told, None
        goal = urljoin(url, target)
        if parts.scheme == "https" and urlsplit(goal).scheme != "https":
            raise NotAllowed(f"{host} redirects to {goal[:100]!r}, which is not encrypted")
        if urlsplit(goal).hostname not in allowed:
            raise NotAllowed(f"{host} redirects to {goal[:100]!r}, which its list does not name")
        self._says_nothing(goal)
        return told, goal


def _converse(line: socket.socket, question: bytes, place: Place, pieces: list[bytes]) -> None:
    """Ask, and read until the other side closes, the time is over (TimeoutError) or more has come than may."""
    deadline = time.monotonic() + place.timeout
    line.sendall(question)
    size = 0
    while size <= place.limit:
        line.settimeout(max(0.001, deadline - time.monotonic()))
        piece = line.recv(_PIECE)
        if not piece:
            return
        pieces.append(piece)
        size += len(piece)


def _unpacked(reply: httpx.Response, place: Place, deadline: float) -> Iterator[bytes]:
    """The body in pieces, unpacked with a limit: a bomb is not let off."""
    coding = reply.headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise BadReply(f"the reply is packed as {coding[:20]!r}, which nobody asked for")
    unpack = None if coding in ("", "identity") else zlib.decompressobj(zlib.MAX_WBITS | 32)
    size = 0
    for piece in reply.iter_raw():
        if time.monotonic() > deadline:
            raise TimedOut(f"the reply took longer than {place.timeout:g} s")
        try:
            plain = piece if unpack is None else unpack.decompress(piece, place.limit + 1 - size)
        except zlib.error as error:
            raise BadReply(f"the reply cannot be unpacked: {error}") from error
        size += len(plain)
        if size > place.limit or (unpack is not None and unpack.unconsumed_tail):
            raise TooLarge(f"the reply is larger than {place.limit} bytes")
        yield plain


def _pause_wanted(reply: httpx.Response) -> None:
    """Limited, with how long to wait, where the service says that it was asked too often."""
    if reply.status_code == 429:
        after = reply.headers.get("retry-after", "")
        raise Limited("the service says that it was asked too often", float(after) if after.isdigit() else None)


def _judged(reply: HttpReply, expected: tuple[int, ...]) -> HttpReply:
    if reply.status in expected:
        return reply
    if reply.status >= 500:
        error: WireError = ServerFailed(f"the service answered {reply.status}")
    elif reply.status in (401, 403):
        error = Limited(f"the service answered {reply.status}: it wants a key, or another one")
    else:
        error = BadReply(f"the service answered {reply.status}")
    error.raw = reply.body[:_PIECE]
    raise error


def _again(error: Exception) -> bool | float:
    """Whether to ask again, or after how many seconds."""
    if isinstance(error, Limited) and error.after is not None:
        return error.after if error.after <= LONGEST_PAUSE else False
    return isinstance(error, WireError) and error.again


def _dns_reply(told: dns.message.Message) -> DnsReply:
    code = dns.rcode.to_text(told.rcode())
    if code == "SERVFAIL":
        raise ServerFailed("the resolver answered SERVFAIL")
    if code == "REFUSED":
        raise Limited("the resolver answered REFUSED")
    records = tuple(
        DnsRecord(
            str(group.name).rstrip(".").lower(), dns.rdatatype.to_text(group.rdtype), group.ttl, _record_text(each)
        )
        for group in told.answer
        for each in group
    )
    return DnsReply(code, tuple(sorted(records, key=lambda each: (each.kind, each.value))), told.to_wire())


def _record_text(record: Any) -> str:
    """The value; of a TXT record its strings joined as SPF and DMARC want them (RFC 7208 section 3.3)."""
    strings = getattr(record, "strings", None)
    return b"".join(strings).decode("utf-8", "replace") if strings is not None else record.to_text()


def _is_public(address: str) -> bool:
    """Whether an address is on the public internet; what is mapped into IPv6 is judged by what it stands for."""
    value = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(value, ipaddress.IPv6Address):
        inside = any(value in network for network in _HOLDS_IPV4)
        held = ipaddress.IPv4Address(int(value) & 0xFFFF_FFFF) if inside else None
        value = value.ipv4_mapped or value.sixtofour or (value.teredo or (None, None))[1] or held or value
    return value.is_global and not value.is_multicast


def _with(error: E, pieces: list[bytes]) -> E:
    error.raw = b"".join(pieces)[:_PIECE]
    return error


def _why(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:200]
