"""A language model's server that says what a test wants, over real sockets, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pendopo.networks.language_model import Model


def completion(content, **more):
    """An answer of the API around some content."""
    said = content if isinstance(content, str) else json.dumps(content)
    return 200, {
        "choices": [{"message": {"role": "assistant", "content": said}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 321, "completion_tokens": 45},
        **more,
    }


class Double(ThreadingHTTPServer):
    """`answers` is a status with a body, or a function of what was asked that gives one."""

    daemon_threads = True

    def __init__(self, answers):
        super().__init__(("127.0.0.1", 0), _Asked)
        self.answers = answers
        self.asked = []
        self.headers_seen = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/v1"

    def model(self, **fields):
        return Model(**{"url": self.url, "name": "uji", "is_inside": True, "seconds": 5, **fields})

    def handle_error(self, request, client_address):
        """Whoever asked hung up: that is what some tests want."""

    @property
    def heard(self):
        """Everything that ever left, as one text."""
        return "\n".join(json.dumps(one, ensure_ascii=False) for one in self.asked)


class _Asked(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(said)
        self.server.headers_seen.append(dict(self.headers))
        answer = self.server.answers(said) if callable(self.server.answers) else self.server.answers
        self._answer(*answer)

    def do_GET(self):
        self.server.headers_seen.append(dict(self.headers))
        self._answer(200, {"data": [{"id": "uji"}, {"id": "lain"}]})

    def _answer(self, status, body, headers=None):
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)


def silence(_said):
    """Longer than anybody waits."""
    time.sleep(3)
    return completion({"text": "Terlambat.", "sources": []})


@contextmanager
def a_model_server(answers):
    server = Double(answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
