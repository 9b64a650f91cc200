"""`python -m pendopo.practice.hostile`: the hostile network on a port of its own, for tests and chaos."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import signal
import sys
from pathlib import Path

from pendopo.practice.hostile.server import Server
from pendopo.practice.shapes import Moods


def arguments() -> argparse.Namespace:
    """Read the command line."""
    words = argparse.ArgumentParser(prog="python -m pendopo.practice.hostile", description=__doc__)
    words.add_argument("--host", default="127.0.0.1")
    words.add_argument("--port", type=int, default=8120, help="0 lets the system choose")
    words.add_argument("--base", default="", help="the address in links, when it is not host and port")
    words.add_argument("--store", type=Path, help="append-only file that survives a restart")
    words.add_argument("--moods", default="{}", help='for example \'{"seed": 7, "drop_after": 0.1}\'')
    return words.parse_args()


async def serve(told: argparse.Namespace) -> None:
    """Serve until SIGTERM or Ctrl-C."""
    moods = Moods.model_validate_json(told.moods)
    server = Server(base=told.base, store=told.store, moods=moods)
    listening = await server.start(told.host, told.port)
    gc.freeze()
    sys.stdout.write(f"READY {server.network.base}\n")
    sys.stdout.flush()
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    await ended.wait()
    listening.close()
    server.stop()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(listening.wait_closed(), timeout=2)


if __name__ == "__main__":
    asyncio.run(serve(arguments()))
