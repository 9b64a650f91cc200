"""Just enough HTTP/1.1 to answer well, and to answer as badly as no framework lets one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from pendopo.practice.moods import Fate

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD_MAX = 32_768
BODY_MAX = 8_000_000


@dataclass(slots=True)
class Request:
    """One request as it came over the wire."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Response:
    """One answer, when it is sent, and what becomes of the connection."""

    status: int
    body: bytes
    headers: dict[str, str]
    fate: Fate = Fate.ANSWERED
    delay: float = 0
    hang: float = 0
    kind: str = "application/json"


class Malformed(ValueError):
    """What came is not a request."""


def read_head(head: bytes) -> tuple[str, str, dict[str, str]]:
    """Read the request line and the headers, names in lower case."""
    try:
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _version = first.split(" ")
        headers = {}
        for line in lines:
            name, colon, value = line.partition(":")
            if not colon:
                raise Malformed
            headers[name.lower()] = value.strip()
    except ValueError as error:
        raise Malformed from error
    return method, target, headers


class Wire(asyncio.Protocol):
    """One connection; requests on it are answered one after the other."""

    def __init__(self, respond: Callable[[Request], Response], alive: set[Wire]) -> None:
        self.respond = respond
        self.alive = alive
        self.transport: asyncio.Transport | None = None
        self.heard = bytearray()
        self.waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not isinstance(transport, asyncio.Transport):
            raise TypeError
        self.transport = transport
        self.alive.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.alive.discard(self)
        if self.waiting is not None:
            self.waiting.cancel()
        self.transport = None

    def data_received(self, data: bytes) -> None:
        self.heard += data
        self._next()

    def _next(self) -> None:
        """Answer the next whole request unless one is still being answered."""
        while self.waiting is None and self.transport is not None:
            end = self.heard.find(b"\r\n\r\n")
            if end < 0:
                if len(self.heard) > HEAD_MAX:
                    self.transport.abort()
                return
            try:
                method, target, headers = read_head(bytes(self.heard[:end]))
                length = int(headers.get("content-length", "0"))
                if length > BODY_MAX or "transfer-encoding" in headers:
                    raise Malformed
            except ValueError:
                self._say(Response(400, b"{}", {}), close=True)
                return
            if headers.get("expect", "").lower() == "100-continue" and len(self.heard) == end + 4:
                self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            if len(self.heard) < end + 4 + length:
                return
            body = bytes(self.heard[end + 4 : end + 4 + length])
            del self.heard[: end + 4 + length]
            parts = urlsplit(target)
            request = Request(method, unquote(parts.path), dict(parse_qsl(parts.query)), headers, body)
            self._end(self.respond(request), close=headers.get("connection", "").lower() == "close")

    def _end(self, response: Response, *, close: bool) -> None:
        loop = asyncio.get_running_loop()
        match response.fate:
            case Fate.DROP_BEFORE | Fate.DROP_AFTER:
                self.waiting = loop.call_later(response.delay, self._drop)
            case Fate.HANG_AFTER:
                self.waiting = loop.call_later(response.delay + response.hang, self._drop)
            case _ if response.delay > 0:
                self.waiting = loop.call_later(response.delay, self._say_and_go_on, response, close)
            case _:
                self._say(response, close=close)

    def _say_and_go_on(self, response: Response, close: bool) -> None:  # noqa: FBT001 - called by the loop
        self.waiting = None
        self._say(response, close=close)
        self._next()

    def _drop(self) -> None:
        self.waiting = None
        if self.transport is not None:
            self.transport.abort()

    def _say(self, response: Response, *, close: bool) -> None:
        if self.transport is None:
            return
        headers = {"Date": formatdate(usegmt=True), **response.headers}
        if response.status != HTTPStatus.NO_CONTENT:
            headers |= {"Content-Type": response.kind, "Content-Length": str(len(response.body))}
        if close:
            headers["Connection"] = "close"
        head = f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}\r\n"
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        body = b"" if response.status == HTTPStatus.NO_CONTENT else response.body
        self.transport.write(f"{head}{lines}\r\n".encode("latin-1") + body)
        if close:
            self.transport.close()
