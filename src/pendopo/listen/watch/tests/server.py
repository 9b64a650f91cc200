"""A server of sources, over real HTTP, that does what servers do: answer, stall, redirect, break off, and count."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What stands at one address."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    trickles: float = 0  # seconds between two bytes
    etag: str = ""
    endless: bool = False


class Sources:
    """Addresses and what stands there; `asked` holds every request's path and headers."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.base = ""

    @property
    def host(self) -> str:
        return self.base.removeprefix("http://")

    def put(self, path: str, content: bytes = b"", **said: object) -> str:
        """Something stands there from now on. Returns its whole address."""
        self.answers[path] = Answer(content, **said)  # type: ignore[arg-type]
        return self.base + path

    def times(self, path: str) -> int:
        return sum(asked == path for asked, _headers in self.asked)


@contextmanager
def opened() -> Iterator[Sources]:
    sources = Sources()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sources.asked.append((self.path, dict(self.headers)))
            answer = sources.answers.get(self.path, Answer(status=404))
            if answer.etag and self.headers.get("If-None-Match") == answer.etag:
                self.send_response(304)
                self.send_header("ETag", answer.etag)
                self.end_headers()
                return
            self.send_response(answer.status)
            if answer.etag:
                self.send_header("ETag", answer.etag)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if not answer.endless:
                self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):
                self._write(answer)

        def _write(self, answer: Answer) -> None:
            if answer.endless:
                for _ in range(200_000):
                    self.wfile.write(b"<item>" * 1000)
            elif answer.trickles:
                for byte in answer.content:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(answer.trickles)
            else:
                self.wfile.write(answer.content)

        def log_message(self, *_said: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    sources.base = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield sources
    finally:
        server.shutdown()
        server.server_close()
