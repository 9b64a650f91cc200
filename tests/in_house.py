"""HTTP into our own house without a socket: a connector speaks to the views, in the test's own transaction."""

from __future__ import annotations

import httpx
from django.test import Client


class InHouse(httpx.BaseTransport):
    """Carries a request to Django's test client and its answer back."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = Client().generic(
            request.method,
            request.url.raw_path.decode(),
            data=request.read(),
            content_type=request.headers.get("content-type", "application/octet-stream"),
            headers={
                name: value
                for name, value in request.headers.items()
                if name not in {"content-type", "content-length"}
            },
        )
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return httpx.Response(answer.status_code, headers=dict(answer.items()), content=content)
