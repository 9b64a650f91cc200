"""Where we may go, and the transport that goes nowhere else.

A name is resolved once, every address it has is judged, and the connection is made to a judged
address: a name that answers differently the second time (DNS rebinding) changes nothing. TLS still
checks the name. Every wait on the socket ends at the request's deadline, so a server that trickles
one byte at a time cannot hold us.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Final

import httpcore
import httpx

from pendopo.networks.rates import Rates, RatesInMemory

NAT64: Final = IPv6Network("64:ff9b::/96")
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class NotAllowed(httpx.TransportError):
    """The host lies where we do not go; nothing was sent."""


class OutOfTime(httpx.TransportError):
    """The time for this call was used up before the request began; nothing was sent."""


class TooLarge(httpx.TransportError):
    """The answer was longer than we read."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Outside:
    """How the house goes out: one object, made from the settings, given to every connector.

    `allowed_hosts` are hosts (`localhost`, or `localhost:8101` for one port) that may lie in a
    private network and be spoken to without TLS: self-hosted servers and tests.
    """

    allowed_hosts: frozenset[str] = frozenset()
    connect_seconds: float = 10
    read_seconds: float = 30
    budget_seconds: float = 45
    answer_bytes_max: int = 5_000_000
    redirects_max: int = 4
    user_agent: str = "Pendopo (public institution; +https://pypi.org/project/pendopo/)"
    rates: Rates = field(default_factory=RatesInMemory)
    clock: Callable[[], datetime] = _now
    transport: httpx.BaseTransport | None = None  # tests put their own answers here

    def allows(self, url: httpx.URL) -> bool:
        """Whether this host was allowed by name, whatever its addresses."""
        port = url.port or (443 if url.scheme == "https" else 80)
        return url.host in self.allowed_hosts or f"{url.host}:{port}" in self.allowed_hosts


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is on the open internet, also when it hides inside an IPv6 one."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo:
            inner = address.teredo[1]
        if inner is None and address in NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def addresses(host: str, port: int, *, seconds: float) -> list[str]:
    """All addresses of a host. The system's resolver has no deadline of its own, so it gets one."""
    answers: queue.Queue[list[str] | OSError] = queue.Queue()

    def look() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))
        else:
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))

    threading.Thread(target=look, daemon=True, name="resolve").start()
    try:
        answer = answers.get(timeout=max(seconds, 0.01))
    except queue.Empty:
        raise httpcore.ConnectTimeout("the name was not resolved in time") from None
    if isinstance(answer, OSError):
        raise httpcore.ConnectError("the name could not be resolved") from answer
    return answer


@dataclass(frozen=True, kw_only=True)
class Checked(httpcore.NetworkBackend):
    """Connects to judged addresses only and lets nothing outlast the deadline."""

    private_too: bool
    deadline: float

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        found = addresses(host, port, seconds=self.left(timeout))
        if not self.private_too and not all(is_public(ip_address(a.partition("%")[0])) for a in found):
            raise _Inside(host)
        system = httpcore.SyncBackend()
        failed: Exception = httpcore.ConnectError("the name has no address")
        for address in found:
            try:
                stream = system.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self)
        raise failed

    def left(self, timeout: float | None) -> float:
        """How long may be waited now."""
        left = max(self.deadline - time.monotonic(), 0.01)
        return left if timeout is None else min(timeout, left)


class _Inside(Exception):
    """A host with an address we do not go to."""


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, backend: Checked) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if time.monotonic() > self._backend.deadline:
            raise httpcore.ReadTimeout("the deadline has passed")
        return self._inner.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # In pieces: the system's own write waits anew for each part it can hand over.
        for start in range(0, len(buffer), 65_536):
            if time.monotonic() > self._backend.deadline:
                raise httpcore.WriteTimeout("the deadline has passed")
            self._inner.write(buffer[start : start + 65_536], self._backend.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(
            self._inner.start_tls(ssl_context, server_hostname, self._backend.left(timeout)), self._backend
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


@cache
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()


@contextmanager
def _errors_of_httpx() -> Iterator[None]:
    try:
        yield
    except _Inside as error:
        raise NotAllowed(str(error)) from error
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        # httpx and httpcore call the same things by the same names.
        kind: type[httpx.TransportError] = getattr(httpx, type(error).__name__, httpx.TransportError)
        raise kind(str(error)) from error


class _Body(httpx.SyncByteStream):
    def __init__(self, pool: httpcore.ConnectionPool, answer: httpcore.Response) -> None:
        self._pool = pool
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _errors_of_httpx():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        with _errors_of_httpx():
            self._answer.close()
            self._pool.close()


class CheckedTransport(httpx.BaseTransport):
    """One connection a request, never reused.

    Some servers close a connection after their answer without saying so. A client that reuses it
    gets a reset under its next POST and cannot know whether that was read.
    """

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        deadline = request.extensions.get("deadline")
        backend = Checked(
            private_too=self._outside.allows(request.url),
            deadline=deadline if deadline is not None else time.monotonic() + self._outside.budget_seconds,
        )
        pool = httpcore.ConnectionPool(
            ssl_context=_trust(), max_connections=1, max_keepalive_connections=0, network_backend=backend
        )
        url = request.url
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            with _errors_of_httpx():
                answer = pool.handle_request(sent)
        except BaseException:
            pool.close()
            raise
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(pool, answer), extensions=answer.extensions
        )
