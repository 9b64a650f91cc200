"""`pendopo web`: pages, served by granian."""

from __future__ import annotations

import logging

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from pendopo.config import lifeline
from pendopo.config.env import env

# A page waits for the database, not for the processor: a few more threads than cores.
THREADS = 8
SECONDS_TO_FINISH = 15


@click.command()
def web() -> None:
    """Serve pages on this machine until stopped."""
    settings = env()
    lifeline.hold()
    logging.basicConfig(level=settings.log_level.upper())
    Server(
        "pendopo.config.wsgi:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_processes,
        blocking_threads=THREADS,
        backpressure=THREADS * 16,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.warning,
    ).serve()
