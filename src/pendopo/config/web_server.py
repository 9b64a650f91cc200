"""The web server's first process. It only watches over the ones that serve, so it loads nothing else."""

from __future__ import annotations

import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from pendopo.config import lifeline

# A page waits for the database, not for the processor: a few more threads than cores.
THREADS = 8
SECONDS_TO_FINISH = 15


def serve(host: str, port: int, processes: int) -> None:
    """Serve until stopped."""
    lifeline.hold()
    Server(
        "pendopo.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        backpressure=THREADS * 16,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.error,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
