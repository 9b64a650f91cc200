"""The hostile network's server: routes, webhooks, and the account book for the proof."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import ValidationError

from pendopo.practice import api, shapes, webhooks
from pendopo.practice import moods as dice
from pendopo.practice.hostile.memory import Network, Shelf
from pendopo.practice.hostile.wire import Request, Response, Wire

if TYPE_CHECKING:
    from pathlib import Path

CALL_PAUSE = 0.05  # Calls that come together are made together, in seconds.
CALL_PAUSE_OUT_OF_TURN = 1.0  # Long enough for some to come that can change places.


class Server:
    """One hostile network on one port."""

    def __init__(self, *, base: str, store: Path | None = None, moods: shapes.Moods | None = None) -> None:
        self.network = Network(base=base, store=store)
        self.network.called = self._queue_call
        if moods is not None:
            self.network.set_general(moods)
        self.alive: set[Wire] = set()
        self._calls: dict[str, list[shapes.Notice]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int) -> asyncio.Server:
        """Listen; with port 0 the system chooses one and `base` follows."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Wire(self.respond, self.alive), host, port, backlog=2048)
        if not self.network.base:
            chosen = server.sockets[0].getsockname()[1]
            self.network.base = f"http://{host}:{chosen}"
        return server

    def stop(self) -> None:
        """Cut every line and let go of the file."""
        for wire in tuple(self.alive):
            if wire.transport is not None:
                wire.transport.abort()
        for task in self._tasks:
            task.cancel()
        self.network.close()

    def respond(self, request: Request) -> Response:
        """Answer one request."""
        if request.path.startswith("/latihan/media/"):
            return self._picture(request.path.removeprefix("/latihan/media/"))
        if request.path.startswith("/control/"):
            return self._control(request)
        if not request.path.startswith(f"{shapes.ROOT}/"):
            return Response(404, b"{}", {})
        path = request.path.removeprefix(shapes.ROOT)
        asked = api.Asked(request.method, path, request.query, request.headers, request.body)
        world = self.network.world(asked.token)
        reply = api.answer(world, asked, now=datetime.now(UTC))
        if world is None or path.startswith("/control/"):
            return Response(reply.status, reply.body, dict(reply.headers))
        moods = world.moods()
        return Response(
            reply.status,
            reply.body,
            dict(reply.headers),
            fate=reply.fate,
            delay=moods.latency_ms / 1000,
            hang=moods.hang_seconds,
        )

    def _picture(self, media_id: str) -> Response:
        known = self.network.pictures.get(media_id)
        if known is None:
            return Response(404, b"{}", {})
        return Response(200, known[1], {}, kind=known[0])

    def _control(self, request: Request) -> Response:
        """Steer the whole network: `/control/moods`, and `/control/posts` for the proof."""
        match request.method, request.path:
            case "GET", "/control/posts":
                return Response(200, api.counted(self.network.accepted()).model_dump_json().encode(), {})
            case "GET", "/control/moods":
                return Response(200, self.network.general.model_dump_json().encode(), {})
            case "PUT", "/control/moods":
                try:
                    self.network.set_general(shapes.Moods.model_validate_json(request.body or b"{}"))
                except ValidationError as error:
                    why = shapes.Problem(error="invalid", message=str(error))
                    return Response(422, why.model_dump_json().encode(), {})
                return Response(200, self.network.general.model_dump_json().encode(), {})
        return Response(404, b"{}", {})

    def _queue_call(self, shelf: Shelf, notice: shapes.Notice) -> None:
        if not shelf.webhook.url:
            return
        waiting = self._calls.setdefault(shelf.handle, [])
        waiting.append(notice)
        if len(waiting) == 1:
            task = asyncio.get_running_loop().create_task(self._call(shelf))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _call(self, shelf: Shelf) -> None:
        await asyncio.sleep(CALL_PAUSE_OUT_OF_TURN if shelf.moods.reorder else CALL_PAUSE)
        notices = {notice.id: notice for notice in self._calls.pop(shelf.handle, [])}
        skew = timedelta(seconds=shelf.moods.clock_skew_seconds)
        for call_id in dice.calls_in_order(shelf.moods, list(notices)):
            now = datetime.now(UTC) + skew
            call = shapes.Call(id=f"{shelf.handle}-{call_id}", sent_at=now, notice=notices[call_id])
            body = call.model_dump_json().encode()
            signature = webhooks.sign(shelf.webhook.secret, at=int(now.timestamp()), body=body)
            with contextlib.suppress(OSError, TimeoutError):
                await asyncio.wait_for(post(shelf.webhook.url, body, signature), timeout=5)


async def post(url: str, body: bytes, signature: str) -> None:
    """Call a webhook over plain HTTP; what it answers is its own business."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        return
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
        f"{webhooks.SIGNATURE}: {signature}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    try:
        writer.write(head.encode("latin-1") + body)
        await writer.drain()
        await reader.read(4096)
    finally:
        writer.close()
        await writer.wait_closed()
