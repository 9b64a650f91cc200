"""The web server: by default one process, many threads.

Where several processes are asked for, this one only watches over the ones that serve, so it loads nothing else.
"""

from __future__ import annotations

import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer, MTServer

from pendopo.config import lifeline

# A page waits for the database, not for the processor: a few more threads than cores.
THREADS = 8
SECONDS_TO_FINISH = 15


class OneProcess(MTServer):
    """Serves from the process that was started, instead of watching over a second one that serves."""

    def _check_gil(self) -> None:
        # Granian keeps this way for Pythons without a global lock. Ours has it, and with one worker nothing
        # is lost: its threads would share that lock in a process of their own just the same.
        return


def serve(host: str, port: int, processes: int) -> None:
    """Serve until stopped."""
    lifeline.hold()
    server = MPServer if processes > 1 else OneProcess
    server(
        "pendopo.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        backpressure=THREADS * 16,
        # A single process that fails is started again by whoever started it.
        respawn_failed_workers=processes > 1,
        workers_kill_timeout=SECONDS_TO_FINISH if processes > 1 else None,
        log_level=LogLevels.error,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
